import { commitMsg, currentPolicy, type HookAnswer, prePush, preReceive, updateRef } from '../flow/hooks.ts'
import { openRepository } from '../git/repository.ts'
import { EXIT, Failure } from '../model/failure.ts'
import { decisionText } from '../report/decision.ts'
import { shownLines } from '../report/shownLines.ts'
import { stepText } from '../report/step.ts'

/**
 * What the sh hooks start: `hook.js <name> <the hook's arguments>`, with the hook's standard input.
 * A server that cannot decide refuses; a client's hook that cannot decide lets go with one line.
 */
export async function runHook(name: string, args: string[]): Promise<number> {
  try {
    const repo = await openRepository(process.cwd(), true)
    switch (name) {
      case 'commit-msg': {
        const { bound, answer } = await commitMsg(repo, args[0] ?? '', process.env)
        for (const { by, line } of bound)
          say(`git-improver: bound the review by ${by} to its change\n  ${line}\n`)
        return show(answer ? [answer] : [])
      }
      case 'pre-push': {
        const input = await readInput()
        const told = await import('../flow/syncOnPush.ts').then(({ syncOnPush }) =>
          syncOnPush(repo, args[0] ?? ''),
        )
        if (told) say(`git-improver: ${told}\n`)
        return show(await prePush(repo, input))
      }
      case 'prepare-commit-msg':
        // Asked only where the sh hook does not know the policy's carrier yet: reading the policy writes it down.
        await currentPolicy(repo)
        return EXIT.ok
      case 'post-commit': {
        const { noteAgent } = await import('../flow/noteAgent.ts')
        await noteAgent(repo, args[0] ?? '')
        return EXIT.ok
      }
      case 'pre-receive':
        return show(await preReceive(repo, await readInput(), process.env))
      case 'update':
        return show(await updateRef(repo, args, process.env))
      case 'post-receive': {
        const { settlePush } = await import('../flow/server/settlePush.ts')
        await settlePush(repo)
        return EXIT.ok
      }
      default:
        throw new Failure(
          `there is no hook ${name} of ours: commit-msg, prepare-commit-msg, post-commit, pre-push, pre-receive, update and post-receive are`,
        )
    }
  } catch (error) {
    return undecided(name, error)
  }
}

function show(answers: HookAnswer[]): number {
  for (const { update, decision } of answers) say(decisionText(update, decision))
  return answers.some(({ decision }) => decision.outcome !== 'allowed') ? EXIT.refused : EXIT.ok
}

function undecided(name: string, error: unknown): number {
  // Words of a branch, an entry or a path of the notes, on their way to the terminal of whoever pushes.
  const what = shownLines(error instanceof Error ? error.message : String(error))
  const steps = error instanceof Failure ? error.next : []
  const next = shownLines(steps.map(step => `\n  next  ${stepText(step)}`).join(''))
  if (process.env.GIT_IMPROVER_DEBUG && error instanceof Error) say(`${error.stack}\n`)
  if (name === 'pre-receive' || name === 'update') {
    say(`git-improver could not decide and so refuses: ${what}${next}\n`)
    return EXIT.refused
  }
  if (name === 'post-receive') {
    // Nothing is lost: what pre-receive wrote down counts, and the next push tries again.
    say(
      `git-improver: ${name} could not keep a receipt yet, which the next push will try again: ${what}${next}\n`,
    )
    return EXIT.ok
  }
  say(`git-improver: ${name} could not decide and lets go: ${what}${next}\n`)
  return EXIT.ok
}

function say(text: string): void {
  process.stderr.write(text)
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
