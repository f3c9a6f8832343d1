import { ts } from 'ts-morph'
import type { Add, Say } from './candidate.ts'
import type { ParameterGap } from './gaps.ts'
import { written } from './print.ts'
import { isGeneric, leadsOf, leadThere } from './siblings.ts'

/** What a class promised elsewhere. */
export function fromHeritage({ owner, parameter }: ParameterGap, checker: ts.TypeChecker, say: Say): void {
  if (!ts.isClassElement(owner) || !ts.isClassLike(owner.parent)) return
  const name = ts.isConstructorDeclaration(owner) ? null : owner.name?.getText()
  if (!name) return
  for (const clause of owner.parent.heritageClauses ?? [])
    for (const base of clause.types) {
      const member = checker.getPropertyOfType(checker.getTypeAtLocation(base), name)
      const signature = member && checker.getTypeOfSymbol(member).getCallSignatures()[0]
      const promised = signature?.getParameters()[owner.parameters.indexOf(parameter)]
      if (promised)
        say(checker.getTypeOfSymbol(promised), {
          kind: 'heritage',
          says: `${base.expression.getText()} declares it so`,
          from: base,
          weight: 9,
        })
    }
}

/** What its overloads take. */
export function fromOverloads({ owner, parameter }: ParameterGap, checker: ts.TypeChecker, add: Add): void {
  const symbol = owner.name && checker.getSymbolAtLocation(owner.name)
  const overloads = (symbol?.declarations ?? []).filter(
    (one): one is ts.FunctionDeclaration | ts.MethodDeclaration =>
      one !== owner && (ts.isFunctionDeclaration(one) || ts.isMethodDeclaration(one)) && !one.body,
  )
  const index = owner.parameters.indexOf(parameter)
  const texts = new Map<string, ts.TypeNode>()
  for (const overload of overloads) {
    const type = overload.parameters[index]?.type
    const leads = type && leadsOf(type, checker)
    if (type && leads && leadThere(leads, parameter, checker)) texts.set(written(type), type)
  }
  const all = [...texts]
  const [last, from] = all.at(-1) ?? []
  if (!last || !from) return
  add(last, null, { kind: 'overload', says: 'the last of its overloads takes that', from, weight: 4.5 })
  if (all.length > 1 && all.length <= 4)
    add(all.map(([text]) => text).join(' | '), null, {
      kind: 'overload',
      says: 'its overloads take that',
      from,
      weight: 4,
    })
}

/** What its doc comment says. */
export function fromDocs({ parameter }: ParameterGap, checker: ts.TypeChecker, add: Add): void {
  for (const tag of ts.getJSDocParameterTags(parameter)) {
    const node = tag.typeExpression?.type
    if (!node || ts.isJSDocAllType(node) || ts.isJSDocUnknownType(node)) continue
    const leads = leadsOf(node, checker)
    if (
      leads &&
      leadThere(leads, parameter, checker) &&
      !/[?!*]|\bany\b|\bObject\b|\bFunction\b/.test(node.getText())
    )
      add(written(node), isGeneric(leads) ? null : checker.getTypeFromTypeNode(node), {
        kind: 'doc',
        says: 'its doc comment says so',
        from: node,
        weight: 4,
      })
  }
}

/** A type parameter that nothing else of the function says can only come from what is not typed yet. */
export function fromTypeParameters(
  { owner, parameter }: ParameterGap,
  checker: ts.TypeChecker,
  add: Add,
): void {
  const said = new Set(owner.parameters.flatMap(one => one.type?.getText().match(/[\w$]+/g) ?? []))
  const isAlone = owner.parameters.every(one => one === parameter || one.type)
  for (const one of owner.typeParameters ?? []) {
    if (said.has(one.name.text)) continue
    const type = one.constraint && checker.getTypeFromTypeNode(one.constraint)
    const isList = type && checker.isArrayType(type)
    if (Boolean(parameter.dotDotDotToken) !== Boolean(isList)) continue
    add(one.name.text, null, {
      kind: 'parameter',
      says: `nothing else says what ${one.name.text} is`,
      from: one,
      weight: isAlone ? 1.2 : 0.8,
    })
  }
}
