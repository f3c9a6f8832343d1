import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { packageVersion } from '../flow/packageRoot.ts'
import { EXIT, Failure } from '../model/failure.ts'
import { shownLines } from '../report/shownLines.ts'
import { stepText } from '../report/step.ts'
import { VERBS } from './commands/verbs.ts'
import { isBisecting } from './isBisecting.ts'
import { machineTrouble } from './machineTrouble.ts'
import type { Context, Verb } from './verb.ts'

/** The command line as a whole: reads argv, runs one verb, gives the exit code. */
export async function main(argv: string[]): Promise<number> {
  let code: number = EXIT.ok
  const program = new Command('git-improver')
    .description(
      'Proposes proven improvements on ai/* branches and keeps unreviewed AI-made changes off protected ones.',
    )
    .version(packageVersion(), '-V, --version')
    .option('-C <dir>', 'work as if started there')
    .option('--json', 'print one JSON document and nothing else')
    .helpCommand('help [verb]', 'the help of one verb')
    .option('--all', 'with -h: also the verbs for scripts and hooks')
    .showSuggestionAfterError(true)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
  const all = argv.includes('--all')
  for (const verb of VERBS) {
    const command = program.command(verb.name, { hidden: !verb.common && !all }).description(verb.describe)
    command.option('--json', 'print one JSON document and nothing else')
    // A subcommand made by command() has inherited the override and the streams.
    verb.configure(command)
    command.action(async () => {
      code = await runVerb(verb, command, program)
    })
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    const failed =
      error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.ok : EXIT.badInput) : fail(error)
    // `git bisect run` takes a 2 for a bad commit and would blame one for a wrong option; a 128 stops it.
    if (failed === EXIT.badInput && (await isBisecting(startedIn(program)))) return EXIT.fault
    return failed
  }
}

function startedIn(program: Command): string {
  return resolve((program.opts().C as string | undefined) ?? '.')
}

async function runVerb(verb: Verb, command: Command, program: Command): Promise<number> {
  const options = command.opts() as Record<string, unknown>
  const context: Context = {
    dir: startedIn(program),
    json: Boolean(options.json ?? program.opts().json),
    out,
    err,
  }
  const args = command.processedArgs.flat().filter(arg => arg !== undefined)
  return verb.run(context, args as string[], options)
}

function fail(error: unknown): number {
  if (error instanceof Failure) {
    // The words may be of a branch, a commit, an entry or another machine.
    const next = error.next.map(step => `  next  ${stepText(step)}\n`).join('')
    err(shownLines(`git-improver: ${error.message}\n${next}`))
    return error.exit
  }
  const what = error instanceof Error ? error : new Error(String(error))
  const trouble = machineTrouble(what)
  if (trouble) {
    err(shownLines(`git-improver could not finish: ${trouble.what}\n  next  ${trouble.look.join(' ')}\n`))
    return EXIT.fault
  }
  err(shownLines(`git-improver could not finish: ${what.message}\n`))
  if (process.env.GIT_IMPROVER_DEBUG) err(`${what.stack}\n`)
  else err('  next  GIT_IMPROVER_DEBUG=1 shows where; that is a fault of ours, please report it\n')
  return EXIT.fault
}

function out(text: string): void {
  process.stdout.write(text)
}

function err(text: string): void {
  process.stderr.write(text)
}
