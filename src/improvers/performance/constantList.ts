import { ts } from 'ts-morph'
import { askSet, type Membership, membershipsIn } from './membership.ts'
import { bare, everyNode, type Reading } from './reading.ts'
import type { Put, Rewrite } from './rewrite.ts'
import { isFree, type Named, usesOf } from './uses.ts'

/** Fewer are found as fast one after the other. */
const FEWEST = 8

/** `const WORDS = ['a', ..]` of a module that is only asked what it includes: a Set finds it at once. */
export const constantList: Rewrite = {
  name: 'constant-set',
  says: 'keep what is only looked up in a Set',
  worth:
    'A list is gone through from its start for each question; a Set answers in the same time however long it is.',
  holds: [
    'the list is written out in the module, which keeps it to itself',
    'it is never altered and only asked what it includes, which a Set answers in the same way for every value',
  ],
  hint: /\b(?:includes|indexOf)\b/,
  sitesIn(reading) {
    if (!isFree(reading, 'Set') || !isModule(reading)) return []
    const asked = membershipsIn(reading)
    return everyNode(reading.file).flatMap(node => {
      const list = isOwnList(node) ? node : null
      const puts = list && putsFor(reading, list, asked)
      if (!list || !puts) return []
      const count = (bare(list.initializer!) as ts.ArrayLiteralExpression).elements.length
      return [
        {
          node: list,
          puts,
          seen: `${list.name.text} is a list of ${count} that is only asked what it includes`,
        },
      ]
    })
  },
}

/** Whether a file keeps its constants to itself: those of a script that is no module are there for all others. */
const isModule = ({ file, text }: Reading) =>
  ts.isExternalModule(file) || /\b(?:exports|require)\b/.test(text)

/** A constant at the top of a module, not exported, whose value is a list that is written out. */
function isOwnList(node: ts.Node): node is Named & ts.VariableDeclaration {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return false
  const statement = node.parent.parent
  if (!(node.parent.flags & ts.NodeFlags.Const) || !ts.isVariableStatement(statement)) return false
  if (!ts.isSourceFile(statement.parent) || statement.modifiers?.length) return false
  const list = bare(node.initializer)
  const isWritten = ts.isArrayLiteralExpression(list) && list.elements.length >= FEWEST
  return isWritten && !list.elements.some(one => ts.isOmittedExpression(one) || ts.isSpreadElement(one))
}

function putsFor(reading: Reading, list: Named & ts.VariableDeclaration, asked: Membership[]): Put[] | null {
  const { file, text } = reading
  // A note on its type would no longer be true.
  const notes = text.slice(list.parent.parent.pos, list.getStart(file))
  if (/@type\b/.test(notes)) return null
  const uses = usesOf(reading, list.name)
  const questions = uses.map(use => asked.find(one => one.list === use))
  if (!uses.length || !questions.every(one => one !== undefined)) return null
  const type = list.type ? setType(list.type, file) : ''
  if (type === null) return null
  const value = list.initializer!
  const puts: Put[] = [
    { start: value.getStart(file), end: value.getStart(file), text: 'new Set(' },
    { start: value.end, end: value.end, text: ')' },
    ...questions.map(one => ({
      start: one.node.getStart(file),
      end: one.node.end,
      text: askSet(reading, one, list.name.text),
    })),
  ]
  if (list.type) puts.push({ start: list.type.getStart(file), end: list.type.end, text: type })
  return puts.sort((a, b) => a.start - b.start)
}

/** The type of the Set of a list's elements; null for what is written in any other way than these. */
function setType(type: ts.TypeNode, file: ts.SourceFile): string | null {
  if (
    ts.isTypeOperatorNode(type) &&
    type.operator === ts.SyntaxKind.ReadonlyKeyword &&
    ts.isArrayTypeNode(type.type)
  )
    return `ReadonlySet<${element(type.type, file)}>`
  if (ts.isArrayTypeNode(type)) return `Set<${element(type, file)}>`
  if (!ts.isTypeReferenceNode(type) || type.typeArguments?.length !== 1) return null
  const name = type.typeName.getText(file)
  if (name !== 'Array' && name !== 'ReadonlyArray') return null
  return `${name === 'Array' ? 'Set' : 'ReadonlySet'}<${type.typeArguments[0]!.getText(file)}>`
}

const element = (type: ts.ArrayTypeNode, file: ts.SourceFile) =>
  (ts.isParenthesizedTypeNode(type.elementType) ? type.elementType.type : type.elementType).getText(file)
