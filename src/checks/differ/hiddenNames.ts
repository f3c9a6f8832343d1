import type { ts } from 'ts-morph'
import type { Compiler } from '../compiler.ts'

/** What the language itself asks objects for: that one answers is seen by more than who calls it. */
const ASKED = /^(?:then|next|return|throw|toString|toLocaleString|valueOf|toJSON)$/

/**
 * What no caller of a module may look at: `_name` as many write it in JavaScript, `Class.name` of what is private or protected
 * on either side, `Class.name()` of methods that a class has only after the change.
 */
export function hiddenNames(ts: Compiler['ts'], before: ts.SourceFile, after: ts.SourceFile): string[] {
  const [was, is] = [before, after].map(file => membersOf(ts, file)) as [Members, Members]
  const known = new Set(was.members.map(one => one.of))
  const had = new Set(was.members.map(({ of, name }) => `${of}.${name}`))
  const added = is.members.filter(
    ({ of, name, method }) => method && known.has(of) && !had.has(`${of}.${name}`) && !ASKED.test(name),
  )
  const kept = [...was.members, ...is.members].filter(one => one.kept)
  return [
    ...new Set([
      ...was.underlined,
      ...is.underlined,
      ...kept.map(({ of, name }) => (name.startsWith('_') ? name : `${of}.${name}`)),
      ...added.map(({ of, name }) => `${of}.${name}()`),
    ]),
  ]
}

type Members = {
  members: { of: string; name: string; kept: boolean; method: boolean }[]
  /** Names that begin with an underline and are read of `this`. */
  underlined: string[]
}

function membersOf(ts: Compiler['ts'], file: ts.SourceFile): Members {
  const found: Members = { members: [], underlined: [] }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      if (node.name.text.startsWith('_')) found.underlined.push(node.name.text)
    } else if (ts.isClassElement(node) || ts.isParameter(node)) {
      const flags = ts.getCombinedModifierFlags(node as ts.Declaration)
      const owner = ts.isParameter(node) ? node.parent.parent : node.parent
      if (node.name && ts.isIdentifier(node.name) && ts.isClassLike(owner)) {
        const name = node.name.text
        const method = ts.isMethodDeclaration(node) || ts.isAccessor(node)
        const kept =
          (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0 ||
          (ts.isClassElement(node) && name.startsWith('_'))
        // A parameter is a member only where it says so.
        if (ts.isClassElement(node) || kept) found.members.push({ of: nameOf(ts, owner), name, kept, method })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** The name that a class has when it runs. */
function nameOf(ts: Compiler['ts'], { name, parent }: ts.ClassLikeDeclaration): string {
  if (name) return name.text
  const holder = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : null
  return holder && ts.isIdentifier(holder) ? holder.text : 'default'
}
