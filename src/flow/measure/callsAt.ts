import type { ts } from 'ts-morph'
import type { Compiler } from '../../checks/compiler.ts'
import type { Signature, Surface } from '../../checks/inputs/valueShape.ts'
import type { SizedCall } from './sizedBenchmark.ts'

/**
 * The calls of a module's exports that may lead to a place in it, the nearest first: the export that the place stands in, then
 * those that name what it stands in, and so on.
 * @param at an offset in the file.
 */
export function callsAt({ ts }: Compiler, file: ts.SourceFile, surfaces: Surface[], at: number): SizedCall[] {
  const calls = surfaces.flatMap(callsOf)
  const found: SizedCall[] = []
  const take = (holds: (site: number) => boolean) => {
    for (const call of calls) if (!found.includes(call) && call.signature.sites.some(holds)) found.push(call)
  }
  const within = new Set<string>()
  for (let node: ts.Node | undefined = nodeAt(ts, file, at); node; node = node.parent) {
    if (!ts.isFunctionLike(node)) continue
    const start = node.getStart(file)
    // What is declared of a result need not stand where it is written: an interface says what its methods are.
    for (const call of calls)
      if (call.made?.sites.includes(start) && within.has(call.method?.path.at(-1) ?? '')) found.push(call)
    take(site => site === start)
    const name = node.name ?? (ts.isPropertyAssignment(node.parent) ? node.parent.name : undefined)
    if (name && ts.isIdentifier(name)) within.add(name.text)
  }
  const statements = [...file.statements]
  let reached = statements.filter(one => one.pos <= at && at < one.end)
  const known = new Set(reached)
  while (reached.length) {
    for (const one of reached) take(site => one.pos <= site && site < one.end)
    const names = new Set(reached.flatMap(one => declaredIn(ts, one)))
    reached = statements.filter(one => !known.has(one) && namesAny(ts, one, names))
    for (const one of reached) known.add(one)
  }
  return found
}

/**
 * A function as it is, what it gives where that is a function or an object with methods, and of a class the methods of its objects.
 */
function callsOf(surface: Surface): SizedCall[] {
  if (surface.kind === 'function')
    return surface.calls.flatMap(signature => [
      { surface, made: null, method: null, signature },
      ...methodsOf(surface, signature, signature.gives.members),
      ...signature.gives.calls.map(one => ({ surface, made: signature, method: null, signature: one })),
    ])
  if (surface.kind !== 'class') return []
  return methodsOf(surface, surface.calls[0] ?? null, surface.members)
}

function methodsOf(surface: Surface, made: Signature | null, members: Surface[]): SizedCall[] {
  return members.flatMap(method =>
    method.kind === 'function' ? method.calls.map(signature => ({ surface, made, method, signature })) : [],
  )
}

function nodeAt(ts: Compiler['ts'], file: ts.SourceFile, at: number): ts.Node {
  let found: ts.Node = file
  for (let next: ts.Node | undefined = file; next; ) {
    found = next
    next = ts.forEachChild(next, child => (child.getStart(file) <= at && at < child.end ? child : undefined))
  }
  return found
}

function declaredIn(ts: Compiler['ts'], statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? name.text : [],
    )
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}

function namesAny(ts: Compiler['ts'], statement: ts.Node, names: ReadonlySet<string>): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && names.has(node.text)) || ts.forEachChild(node, visit) === true
  return visit(statement)
}
