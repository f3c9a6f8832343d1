import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryLine } from '../../src/ledger/canonical.ts'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson, type Ran } from '../helpers/cli.ts'
import { repositoryAt, sealedEnvironment, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { signEntryAs } from '../helpers/signingKey.ts'
import type { Cell, Road, State } from './cells.ts'
import type { Lab } from './lab.ts'

const MAIN = 'refs/heads/main'
const RELEASE = 'refs/heads/release/1'
const LEDGER = 'refs/notes/improver/ledger'
const SEEN = 'refs/improver/seen/ledger'

export type Played = { ref: string; old: string; new: string }

/** Plays one cell with real git commands and hooks in the lab's clone: what would then be pushed. */
export function play(lab: Lab, cell: Cell): Played {
  const { sue } = lab
  const ref = cell.road === 'to release' ? RELEASE : MAIN
  const aside = cell.road === 'fast-forward' && cell.carrier !== 'merge'
  const old = ref === RELEASE ? lab.release : aside ? lab.start : lab.later
  sue.git('checkout', '-q', '--force', '--detach', lab.start)
  sue.git('update-ref', 'refs/remotes/origin/main', ref === MAIN ? old : lab.later)
  sue.git('update-ref', 'refs/remotes/origin/release/1', lab.release)
  for (const ref of [LEDGER, SEEN]) sue.git('update-ref', '-d', ref)
  let tip = propose(lab)
  if (cell.road === 'back to main') {
    tip = land(lab, 'to release', tip)
    tip = review(lab, { ...cell, carrier: 'trailer', state: 'right' }, tip, RELEASE)
  }
  const walk = { entry: approved, merge: mergedWith, trailer: landed, 'sign-off': landed }[cell.carrier]
  const end = walk(lab, cell, tip, old, ref)
  // An approval in the ledger is taken back by the name under which it was given.
  if (cell.state === 'withdrawn') must(improver(lab.rob, 'withdraw', cell.carrier === 'entry' ? tip : end))
  return { ref, old, new: end }
}

/** An improvement of the bot's, which Jane asked for. */
function propose({ jane }: Lab): string {
  const bot = botIn(jane)
  bot.write('src/a.ts', 'export const a = 2\n')
  const trailers =
    'Improvement-Id: I00000000000000000000000000000000000000aa\nInitiated-by: Jane Doe <jane@example.org>'
  bot.git('commit', '-q', '-a', '--no-verify', '-m', `perf(a): twice the value\n\nBecause.\n\n${trailers}`)
  return bot.git('rev-parse', 'HEAD')
}

let bot: TestRepository | undefined
function botIn(clone: TestRepository): TestRepository {
  if (bot?.dir === clone.dir) return bot
  const home = tempDir()
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\n\tname = git-improver\n\temail = bot@git-improver.invalid\n',
  )
  bot = repositoryAt(clone.dir, sealedEnvironment(home))
  return bot
}

/** Reviewed where the road lets the commit live on, else when it has been walked. */
function landed(lab: Lab, cell: Cell, tip: string, _old: string, ref: string): string {
  const { road, carrier, state } = cell
  const early =
    road === 'fast-forward' ||
    road === 'merge' ||
    (road === 'back to main' && carrier === 'trailer') ||
    state === 'carried over'
  if (!early) return review(lab, cell, land(lab, road, tip), ref)
  // What is carried over was reviewed for main, where everybody expected it.
  return land(lab, road, review(lab, cell, tip, MAIN))
}

/** The reviewer makes a merge and writes the review into it. */
function mergedWith(lab: Lab, cell: Cell, tip: string, old: string, ref: string): string {
  const rewritten = ['squash', 'rebase', 'to release'].includes(cell.road) ? land(lab, cell.road, tip) : tip
  const [onto, other] = cell.road === 'fast-forward' ? [rewritten, old] : [old, rewritten]
  lab.rob.git('checkout', '-q', '--detach', onto)
  lab.rob.git('merge', '-q', '--no-ff', '--no-commit', other)
  return say(lab, cell, ref, ['-m', 'Merge the improvement'])
}

/** Somebody approves in the ledger while the work is on its branch, and then it lands by any road. */
function approved(lab: Lab, cell: Cell, tip: string, _old: string, ref: string): string {
  const { jane, rob, robUnsigned, robForged } = lab
  const { state } = cell
  const who = { 'self-made': jane, unsigned: robUnsigned, forged: robForged }[state as string] ?? rob
  who.git('config', 'improver.target', state === 'other ref' ? (ref === MAIN ? RELEASE : MAIN) : ref)
  const subject = state === 'other change' ? another(lab) : tip
  // What lies on the release already is approved for main as it lies there.
  must(improver(who, 'approve', '--entry', subject))
  if (cell.assurance === 'vouched') vouch(lab, state)
  lab.sue.git('checkout', '-q', '--detach', tip)
  return land(lab, cell.road, state === 'stale' ? slipIn(lab, cell) : tip)
}

/** Puts a voucher's word in the place of the one entry that there is. */
function vouch({ rob, sue, ci }: Lab, state: State): void {
  const [found] = improverJson<(Entry & { id: string })[]>(rob, 'ledger', 'log')
  if (!found) throw new Error('nobody approved anything')
  const { id: _, sig: __, ...plain } = found
  const person = state === 'self-made' ? 'Jane Doe <jane@example.org>' : 'Rob Roe <rob@example.org>'
  const words = { ...plain, by: 'ci <ci@example.org>', data: { ...plain.data, for: person } }
  const entry = state === 'unsigned' ? words : signEntryAs(state === 'forged' ? sue : ci, words)
  for (const ref of [LEDGER, SEEN]) rob.git('update-ref', '-d', ref)
  rob.git('notes', '--ref=improver/ledger', 'append', '-m', entryLine(entry), entry.commit)
}

/** Another change of the bot's. */
function another({ jane, start }: Lab): string {
  const bot = botIn(jane)
  bot.git('checkout', '-q', '--detach', start)
  bot.write('src/b.ts', 'export const b = 2\n')
  bot.git('commit', '-q', '-a', '--no-verify', '-m', 'perf(b): twice the value')
  return bot.git('rev-parse', 'HEAD')
}

function must({ code, stdout, stderr }: Ran): void {
  if (code !== 0) throw new Error(stdout + stderr)
}

/** How a commit comes to its target, without anybody's signature. */
function land({ sue, later, release, start }: Lab, road: Road, tip: string): string {
  const onto = (base: string) => sue.git('checkout', '-q', '--detach', base)
  const series = () => sue.git('rev-list', '--reverse', tip, `^${start}`).split('\n')
  switch (road) {
    case 'fast-forward':
      return tip
    case 'merge':
    case 'back to main':
      onto(later)
      sue.git('merge', '-q', '--no-ff', '--no-verify', '-m', 'Merge it', tip)
      break
    case 'squash':
      onto(later)
      sue.git('merge', '-q', '--squash', tip)
      sue.git(
        'commit',
        '-q',
        '--no-verify',
        '-m',
        series()
          .map(oid => sue.git('log', '-1', '--format=%B', oid))
          .join('\n\n'),
      )
      break
    case 'rebase':
    case 'to release':
      onto(road === 'rebase' ? later : release)
      sue.git('cherry-pick', '--allow-empty', ...series())
  }
  return sue.git('rev-parse', 'HEAD')
}

function review(lab: Lab, cell: Cell, at: string, ref: string): string {
  lab.sue.git('checkout', '-q', '--detach', at)
  const how = cell.carrier === 'trailer' ? ['--amend', '--no-edit'] : ['--allow-empty', '-m', 'Sign off']
  return say(lab, cell, ref, how)
}

/** Somebody writes a review into a commit; who, and what, is what the state of the cell says. */
function say(lab: Lab, cell: Cell, ref: string, how: string[]): string {
  const { jane, rob, sue } = lab
  const { state, assurance } = cell
  const by = state === 'self-made' ? 'Jane Doe <jane@example.org>' : 'Rob Roe <rob@example.org>'
  const who = { 'self-made': jane, forged: sue }[state as string] ?? rob
  const signed = state === 'unsigned' || assurance === 'claimed' ? [] : ['-S']
  const meant = state === 'other ref' ? (ref === MAIN ? RELEASE : MAIN) : ref
  const words = ['--trailer', `Reviewed-by: ${by}`]
  if (state === 'other change') words.push('--trailer', `Reviewed-Change: ${ref} sha256:${'ab'.repeat(32)}`)
  // The hook binds to this ref, as a person would say who has more than one target.
  who.git('config', 'improver.target', meant)
  who.git('commit', '-q', ...how, ...signed, ...words)
  return state === 'stale' ? slipIn(lab, cell) : who.git('rev-parse', 'HEAD')
}

/** One more line under words that stay as they are. */
function slipIn({ jane }: Lab, { carrier }: Cell): string {
  const bot = botIn(jane)
  const message = bot.git('log', '-1', '--format=%B')
  if (carrier === 'sign-off') bot.git('checkout', '-q', '--detach', 'HEAD~1')
  bot.write('src/a.ts', 'export const a = 2\nexport const slipped = 1\n')
  bot.git('commit', '-q', '-a', '--amend', '--no-edit', '--no-verify')
  if (carrier === 'sign-off') bot.git('commit', '-q', '--allow-empty', '--no-verify', '-m', message)
  return bot.git('rev-parse', 'HEAD')
}
