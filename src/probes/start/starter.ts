import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Started, StarterArgs } from './protocol.ts'

// Imports modules and says so. What it says it with is taken before, so that nothing that they change has a say in it.
const { exit } = process
const usage = process.resourceUsage.bind(process)
const send = process.send?.bind(process) as ((answer: Started) => void) | undefined
const { tree, modules } = JSON.parse(process.argv[2] ?? '{}') as StarterArgs

process.on('disconnect', () => exit(0))
process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

try {
  for (const module of modules) await import(pathToFileURL(join(tree, module)).href)
  send?.({ kilobytes: usage().maxRSS })
} catch (error) {
  fail(error)
}

function fail(error: unknown): void {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
  send?.({ failed: why.slice(0, 2000) })
  setImmediate(() => exit(1))
}
