import { CycleError, NotFoundError } from './errors.js'

/** Names in an order in which each comes after everything that it depends on. */
export function installOrder(dependencies: Record<string, string[]>): string[] {
  const order: string[] = []
  const open: string[] = []
  const visit = name => {
    if (order.includes(name)) return
    if (open.includes(name)) throw new CycleError([...open.slice(open.indexOf(name)), name])
    const needed = dependencies[name]
    if (!needed) throw new NotFoundError(name)
    open.push(name)
    for (const other of needed) visit(other)
    open.pop()
    order.push(name)
  }
  for (const name of Object.keys(dependencies)) visit(name)
  return order
}
