import { approve } from '../../flow/improvements/approve.ts'
import { approveByEntry } from '../../flow/improvements/approveByEntry.ts'
import { openRepository, type Repository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { stepText } from '../../report/step.ts'
import type { Context, Verb } from '../verb.ts'
import { entryWorth } from './entryWorth.ts'

export const approveVerb: Verb = {
  name: 'approve',
  describe: 'sign off improvements as the person whom git knows here',
  common: true,
  configure(command) {
    command
      .argument('<ids...>', 'ids or the beginnings of them, branches, or commits')
      .option('--entry', 'by a signed entry of the ledger: makes no commit and moves no branch')
  },
  async run(context, ids, options) {
    const repo = await openRepository(context.dir)
    const done = []
    for (const id of ids) done.push(await (options.entry ? byEntry : byCommit)(context, repo, id))
    if (context.json) context.out(`${JSON.stringify(done, null, 2)}\n`)
    return EXIT.ok
  },
}

async function byCommit(context: Context, repo: Repository, name: string) {
  const one = await approve(repo, name)
  if (context.json) return one
  const worth = one.signed ? 'signed' : 'not signed, since git has no key to sign with: it counts as claimed'
  context.out(`approved ${one.branch}: ${one.commit.slice(0, 7)} (${worth})\n  ${one.binding}\n`)
  context.out(
    `  by hand  ${stepText({ run: one.byHand, where: 'here' })}\n  next     git push --force-with-lease origin ${one.branch}\n`,
  )
  return one
}

async function byEntry(context: Context, repo: Repository, name: string) {
  const one = await approveByEntry(repo, name)
  if (context.json) return one
  context.out(
    `approved ${one.branch ?? one.commit.slice(0, 12)} in the ledger (${entryWorth(one.unsigned)})\n  ${one.ref} ${one.change}\n`,
  )
  context.out('  next     git improver ledger sync\n')
  return one
}
