import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { makeLanding } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { sync } from './ledgerStory.ts'

const LISTS = Array.from(
  { length: 24 },
  (_, at) => `export const list${at} = makeList({ size: ${at}, name: 'list number ${at}', strict: true })`,
)

/** A push that must be refused, whatever this clone's own hooks say; what the server said. */
function refusedPush(repo: TestRepository, ...refs: string[]): string {
  const { code, stderr } = repo.tryGit('push', '--no-verify', 'origin', ...refs)
  assert.notEqual(code, 0, stderr)
  return stderr.replace(/^remote: ?/gm, '')
}

describe('a server that blocks what is traced', { skip: noSigning }, () => {
  it('decides nothing without a ledger, and knows rejected work again under a person’s name', () => {
    const { server, jane, rob, sue } = makeLanding('recommended@1', 'attribution: { traced: block }\n')
    sue.commit('My own work', { 'src/own.ts': 'export const own = 1\n' })
    const undecided = refusedPush(sue, 'main')
    assert.match(undecided, /git-improver could not decide about refs\/heads\/main/)
    assert.match(undecided, /next {2}git improver ledger sync/)
    assert.equal(improver(sue, 'verify').code, 125)
    sync(sue)
    sue.git('push', '-q', 'origin', 'main')
    assert.equal(sue.git('ls-remote', server.dir, 'main').split('\t')[0], sue.git('rev-parse', 'main'))

    jane.git('pull', '-q')
    jane.git('switch', '-q', '-c', 'ai/lists')
    jane.commit('Add lists\n\nCo-authored-by: Claude <noreply@anthropic.com>', {
      'src/lists.ts': LISTS.join('\n'),
    })
    jane.git('push', '-q', 'origin', 'ai/lists')
    rob.git('fetch', '-q')
    rob.git('branch', '-q', 'ai/lists', 'origin/ai/lists')
    const no = improver(rob, 'reject', 'ai/lists', '--reason', 'we have lists')
    assert.equal(no.code, 0, no.stderr)
    sync(rob)

    sue.git('fetch', '-q')
    sue.git('switch', '-q', '-c', 'topic')
    const mine = sue.commit('Some constants', {
      'src/constants.ts': `if (lists) {\n${LISTS.slice(4, 18).join('\n  ')}\n}\n`,
    })
    const refused = refusedPush(sue, 'topic:main')
    assert.match(refused, /git-improver refused refs\/heads\/main/)
    assert.match(refused, new RegExp(`${mine.slice(0, 7)} +Some constants +review-required`))
    assert.match(refused, /src\/constants\.ts:2 repeats 14 lines of [0-9a-f]{12}, there in src\/lists\.ts:5/)
    sync(sue)
    const verified = improver(sue, 'verify', '--json')
    assert.equal(verified.code, 1, verified.stderr)
    const { commits } = JSON.parse(verified.stdout)
    assert.deepEqual(
      commits.map(({ origin, signals }: { origin: string; signals: { signal: string }[] }) => [
        origin,
        signals.map(({ signal }) => signal),
      ]),
      [['ai', ['traced']]],
    )

    // Reviewed like any other AI commit, it lands.
    sue.git('push', '-q', 'origin', 'topic')
    rob.git('fetch', '-q')
    rob.git('switch', '-q', '-c', 'topic', 'origin/topic')
    const yes = improver(rob, 'approve', '--entry', mine)
    assert.equal(yes.code, 0, yes.stderr)
    sync(rob)
    rob.git('push', '-q', 'origin', 'topic:main')
    assert.equal(sue.git('ls-remote', server.dir, 'main').split('\t')[0], rob.git('rev-parse', 'topic'))
  })
})
