import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ts as TypeScript } from 'ts-morph'
import { openService } from './openService.ts'
import type { TypesLine, TypesPlan } from './protocol.ts'
import { singleFix } from './singleFix.ts'

/**
 * Runs inside of the sandbox, since it loads the repository's own TypeScript: prints what that reports of each project, with the one
 * fix that it offers where there is one. It writes nothing; fixes are tried on texts in memory.
 */

const plan = JSON.parse(process.argv[2] ?? '') as TypesPlan
const tree = process.cwd()
const until = Date.now() + plan.patienceMs
try {
  const ts = createRequire(import.meta.url)(join(tree, plan.compiler)) as typeof TypeScript
  let left = plan.mostFixes
  for (const project of plan.projects) print(look(ts, project, () => left-- > 0 && Date.now() < until))
} catch (error) {
  print({ failed: (error as Error).message.split('\n')[0] ?? 'it could not be loaded' })
}

function look(ts: typeof TypeScript, project: string, mayTry: () => boolean): TypesLine {
  const service = openService(ts, tree, project)
  const found: TypesLine = { project, errors: [], other: [...service.other] }
  const words = (one: TypeScript.Diagnostic) => ts.flattenDiagnosticMessageText(one.messageText, ' ')
  for (const one of service.all()) {
    const path = one.file ? service.pathOf(one.file.fileName) : null
    if (!one.file || path === null) {
      found.other.push(`TS${one.code}: ${words(one)}`)
      continue
    }
    const [start, end] = [one.start ?? 0, (one.start ?? 0) + (one.length ?? 0)]
    const mend = mayTry() ? singleFix(ts, service, one.file.fileName, one) : null
    found.errors.push({ path, start, end, code: one.code, message: words(one), mend })
  }
  return found
}

function print(line: TypesLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
