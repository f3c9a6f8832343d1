import { EXIT } from '../model/failure.ts'
import { runHook } from './hook.ts'

// Node's own exit code for a crash is 1, which a hook would take for a refusal.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, error => {
    process.stderr.write(`git-improver: ${error instanceof Error ? error.message : error}\n`)
    process.exit(EXIT.fault)
  })
}

const [name = '', ...args] = process.argv.slice(2)
process.exitCode = await runHook(name, args)
