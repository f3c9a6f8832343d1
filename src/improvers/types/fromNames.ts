import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Add, Evidence, Say, Witness } from './candidate.ts'
import { NAMELESS, nameOf, type ParameterGap } from './gaps.ts'
import type { Gap } from './otherGaps.ts'
import type { Need } from './print.ts'
import { isGeneric, needsThere } from './siblings.ts'

/** What others of the same name are. */
export function fromNames(gap: Gap, { siblings, checker, importer }: Evidence, add: Add): void {
  const { node, path, owner, what } = gap
  if (!('name' in node) || !node.name || !ts.isIdentifier(node.name)) return
  const { text: name } = node.name
  const mine = what === 'parameters' ? nameOf(owner) : NAMELESS
  const kindOfMine = what === 'parameters' ? 'parameter' : 'property'
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const isRest = ts.isParameter(node) && Boolean(node.dotDotDotToken)
  type Group = { weight: number; from: ts.TypeNode; count: number; needs: Need[] | null; isGeneric: boolean }
  const groups = new Map<string, Group>()
  let total = 0
  for (const sibling of siblings.get(name) ?? []) {
    if (sibling.kind === 'parameter' ? sibling.isRest !== isRest : isRest) continue
    if (sibling.only !== null && !isSaidSo(sibling.only, path)) continue
    const weight =
      (sibling.path === path ? 3 : sibling.path.startsWith(folder) ? 1.5 : 1) *
      (sibling.kind === kindOfMine ? 1 : 0.5) *
      (sibling.of === mine && mine !== NAMELESS ? 3 : 1)
    const group = groups.get(sibling.text) ?? {
      weight: 0,
      from: sibling.node,
      count: 0,
      needs: needsThere(sibling.leads, node, checker, importer !== null),
      isGeneric: isGeneric(sibling.leads),
    }
    groups.set(sibling.text, group)
    if (!group.needs) continue
    total += weight
    group.weight += weight
    group.count += 1
  }
  for (const [text, { weight, from, count, needs, isGeneric }] of groups) {
    if (!needs) continue
    add(
      text,
      isGeneric ? null : checker.getTypeFromTypeNode(from),
      {
        kind: 'name',
        says: `${name} is ${text} in ${count} other ${count === 1 ? 'place' : 'places'}`,
        from,
        // One namesake may be by chance.
        weight: (weight / total) * Math.min(4, 1.5 + Math.log2(1 + weight)) * Math.min(1, (1 + count) / 4),
      },
      needs,
    )
  }
}

/** Whether a comment at a path may name types of others as comments in a folder do. */
const isSaidSo = (folder: string, path: Path) =>
  /\.(?:[cm]?js|jsx)$/.test(path) && (folder === '' || path.slice(0, path.lastIndexOf('/') + 1) === folder)

/** A type that is called like it, and in scope. */
export function fromTypeNames(
  { parameter, owner }: ParameterGap,
  checker: ts.TypeChecker,
  inScope: ts.Symbol[],
  add: Add,
  say: Say,
): void {
  if (!ts.isIdentifier(parameter.name)) return
  const name = parameter.name.text.toLowerCase().replace(/^_+/, '')
  if (name.length < 3) return
  for (const symbol of inScope) {
    const called = symbol.name.toLowerCase()
    const how =
      called === name
        ? 2
        : called.endsWith(name) || called.startsWith(name)
          ? 1
          : `${called}s` === name
            ? 1.5
            : 0
    if (!how) continue
    const found = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    const declaration = found.declarations?.find(
      one => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one) || ts.isClassDeclaration(one),
    ) as ts.InterfaceDeclaration | undefined
    if (!declaration) continue
    const reason: Witness = {
      kind: 'type name',
      says: `${symbol.name} is called like it`,
      from: declaration,
      weight: how,
    }
    const needed = (declaration.typeParameters ?? []).filter(one => !one.default)
    const plural = how === 1.5 ? '[]' : ''
    if (!needed.length && !plural) say(checker.getDeclaredTypeOfSymbol(found), reason)
    else if (!needed.length) add(`${symbol.name}[]`, null, reason)
    const own = typeParametersOf(owner)
    if (declaration.typeParameters?.length && declaration.typeParameters.length <= own.length) {
      const given = declaration.typeParameters.map(
        (one, index) => own.find(mine => mine === one.name.text) ?? own[index]!,
      )
      add(`${symbol.name}<${given.join(', ')}>${plural}`, null, { ...reason, weight: how + 0.2 })
    }
  }
}

/** The type parameters in scope, those of the function first. */
export function typeParametersOf(owner: ts.Node): string[] {
  const names: string[] = []
  for (let at: ts.Node | undefined = owner; at; at = at.parent)
    if (ts.isFunctionLike(at) || ts.isClassLike(at))
      names.push(...(at.typeParameters ?? []).map(one => one.name.text))
  return names
}
