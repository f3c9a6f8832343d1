import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { type Landing, propose } from '../helpers/landing.ts'
import { noSigning, signEntryAs as sign } from '../helpers/signingKey.ts'
import { BRANCH, last as lastEntry, log, proposed as proposedUnder, sync, write } from './ledgerStory.ts'

const POLICY = '.improver/policy.yaml'
const WHY = ['--reason', 'the shop is down']

/** Jane's bot proposes, and everybody has it; Rob may override. */
const proposed = (by = '[rob]'): Landing & { commit: string } =>
  proposedUnder('recommended@1', `override: { by: ${by} }\n`)

const push = (repo: TestRepository, ...refs: string[]) =>
  repo.tryGit('push', '--no-verify', 'origin', ...refs)

function refused(repo: TestRepository, why: RegExp, ...refs: string[]): void {
  const { code, stderr } = push(repo, ...(refs.length ? refs : [`${BRANCH}:main`]))
  assert.equal(code, 1, stderr)
  assert.match(stderr.replace(/\nremote: */g, ' '), why)
}

/** What the server said to a push that it took. */
function lands(repo: TestRepository, ...refs: string[]): string {
  const args = ['push', '--no-verify', 'origin', ...(refs.length ? refs : [`${BRANCH}:main`])]
  const { status, stderr } = spawnSync('git', args, { cwd: repo.dir, env: repo.env, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return stderr
}

function override(repo: TestRepository, ...args: string[]) {
  const done = improver(repo, 'override', ...args, ...WHY)
  assert.equal(done.code, 0, done.stderr)
  return done.stdout
}

describe('an override', { skip: noSigning }, () => {
  it('lets exactly one landing pass, loudly, and leaves it unreviewed in the record', () => {
    const { rob, sue, server, commit } = proposed()
    refused(sue, /review-required/)
    const said = override(rob, `origin/main..${BRANCH}`)
    assert.match(said, /override by Rob Roe .* \(signed\): sha256:/)
    assert.match(said, /lifts .*needs 1 review for main/)
    assert.match(said, /next {5}git improver ledger sync\n +git push origin [0-9a-f]{12}:refs\/heads\/main/)
    refused(sue, /review-required/)
    sync(rob)
    sync(sue)
    const ci = improverJson<{
      allowed: boolean
      override: { by: string; reason: string; maker: null }
      commits: { reviews: unknown[] }[]
      violations: { level: string; rule: string }[]
    }>(sue, 'verify', `origin/main..${BRANCH}`)
    assert.equal(ci.allowed, true)
    assert.equal(ci.override.reason, 'the shop is down')
    assert.deepEqual(ci.commits[0]?.reviews, [])
    assert.deepEqual(
      ci.violations.map(({ level, rule }) => [level, rule]),
      [['warn', 'review-required']],
    )
    // The client's hook agrees with the server's.
    assert.equal(sue.tryGit('push', '--dry-run', 'origin', `${BRANCH}:main`).code, 0)
    const stderr = lands(sue)
    assert.match(stderr, /ALLOWED BY OVERRIDE of Rob Roe <rob@example\.org>: the shop is down/)
    assert.match(stderr, /lifted by the override of Rob Roe/)
    assert.equal(server.git('rev-parse', 'main'), commit)
    assert.match(
      improver(sue, 'ledger', 'log').stdout,
      /overridden .*Rob Roe <rob@example\.org> {2}refs\/heads\/main: the shop is down/,
    )
    const [told] = improverJson<{ kind: string; of?: string; data: { what?: string } }[]>(
      server,
      'ledger',
      'log',
    ).filter(({ kind }) => kind === 'incident')
    assert.match(told?.of ?? '', /^sha256:/)
    assert.equal(told?.data.what, 'override-used', 'the server tells the ledger once it has landed')
    const listed = improverJson<{ state: string }[]>(sue, 'list')
    assert.deepEqual(
      listed.map(({ state }) => state),
      ['merged'],
    )
  })

  it('comes in the same push as what it lets pass, and so does a review', () => {
    const { rob, jane } = proposed()
    override(rob, `origin/main..${BRANCH}`)
    lands(rob, `${BRANCH}:main`, 'refs/notes/improver/ledger')
    jane.git('fetch', '-q')
    propose(jane, 'ai/docs/second', { 'src/format.ts': 'export const two = 2\n' }, { from: 'origin/main' })
    jane.git('push', '-q', 'origin', 'ai/docs/second')
    rob.git('fetch', '-q')
    // The server's own entry about the first one has to be there before more can be pushed beside it.
    sync(rob)
    assert.equal(improver(rob, 'approve', '--entry', 'origin/ai/docs/second').code, 0)
    lands(rob, 'origin/ai/docs/second:refs/heads/main', 'refs/notes/improver/ledger')
  })

  it('counts once, also when somebody with a shell rewinds the ref', () => {
    const { rob, sue, server } = proposed()
    const old = server.git('rev-parse', 'main')
    override(rob, `origin/main..${BRANCH}`)
    sync(rob)
    lands(sue)
    server.git('update-ref', 'refs/heads/main', old)
    refused(sue, /the override of Rob Roe .* does not count: it was used on 20/)
    sue.git('fetch', '-q')
    override(rob, `origin/main..${BRANCH}`)
    sync(rob)
    lands(sue)
  })

  it('is of no use once the ref or the work has moved', () => {
    const { jane, rob, sue, server } = proposed()
    override(rob, `origin/main..${BRANCH}`)
    sync(rob)
    sync(sue)
    jane.commit('Meanwhile', { 'README.md': '# Packages\n\nMany.\n' })
    lands(jane, 'main')
    sue.git('fetch', '-q')
    const late = improver(sue, 'verify', `origin/main~1..${BRANCH}`)
    assert.equal(late.code, 1)
    assert.match(late.stdout, /does not count: refs\/heads\/main holds [0-9a-f]{12} and not [0-9a-f]{12}/)
    sue.git('switch', '-q', BRANCH)
    sue.git('rebase', '-q', 'origin/main')
    refused(sue, /review-required/)
    sue.git('reset', '-q', '--hard', `origin/${BRANCH}`)
    sue.commit('Something more')
    server.git('update-ref', 'refs/heads/main', 'main~1')
    refused(sue, /it is for [0-9a-f]{12}, and [0-9a-f]{12} would land/)
    lands(sue, `origin/${BRANCH}:refs/heads/main`)
  })

  it('of work that lies behind takes back nothing that has landed since, by a button or a tree', () => {
    const { rob, sue, commit } = proposed()
    sue.commit('Mend a hole', { 'src/format.ts': 'export const format = String\n' })
    sue.git('push', '-q', 'origin', 'main')
    rob.git('fetch', '-q')
    const main = rob.git('rev-parse', 'origin/main')
    const { code, stderr } = improver(rob, 'override', `origin/main..${BRANCH}`, ...WHY)
    const made = (...parents: string[]) =>
      rob.git(
        'commit-tree',
        `${commit}^{tree}`,
        ...parents.flatMap(one => ['-p', one]),
        '-m',
        'Land it\n\nAssisted-by: Claude:x',
      )
    if (code === 0) sync(rob)
    refused(rob, /review-required|override/, `${made(main, commit)}:main`)
    refused(rob, /review-required|override/, `${made(main)}:main`)
    assert.equal(code, 1)
    assert.match(stderr, /does not hold what refs\/heads\/main has/)
    // Brought up to date, it is overridden and lands.
    rob.git('switch', '-q', BRANCH)
    rob.git('-c', 'core.hooksPath=/dev/null', 'rebase', '-q', 'origin/main')
    override(rob, `origin/main..${BRANCH}`)
    sync(rob)
    lands(rob)
  })

  it('does nothing for another ref, repository or value, and a name in other letters is another ref', () => {
    const { rob, sue } = proposed()
    override(rob, `origin/main..${BRANCH}`)
    const honest = lastEntry(rob, 'overridden')
    const look: [Partial<Entry>, RegExp][] = [
      [{ ref: 'refs/heads/release/1' }, /it is for refs\/heads\/release\/1/],
      [{ ref: 'refs/heads/m\u0430in' }, /it is for refs\/heads\/m/],
      [{ ref: 'refs/heads/Main' }, /it is for refs\/heads\/Main/],
      [{ repo: `root:${'1'.repeat(40)}` }, /needs 1 review for main, has 0 /],
      [{ data: { ...honest.data, old: null } }, /it is for a ref that was not there as the old value/],
      [{ data: { ...honest.data, old: honest.commit } }, /as the old value, and refs\/heads\/main holds/],
      [{ data: { old: honest.data.old ?? null, reason: '  ' } }, /it gives no reason/],
    ]
    for (const [index, [part, why]] of look.entries()) {
      write(sue, sign(rob, { ...honest, at: `2036-01-01T00:00:0${index}Z`, ...part }))
      refused(sue, why)
    }
    refused(sue, /review-required/, `${BRANCH}:refs/heads/Main`)
    write(rob, honest)
    lands(sue)
  })

  it('is worth what its signature is worth, and only from a person whom the policy names', () => {
    const { jane, rob, sue } = proposed()
    override(rob, `origin/main..${BRANCH}`)
    const honest = lastEntry(rob, 'overridden')
    const { sig, ...plain } = honest
    assert.ok(sig)
    write(sue, plain)
    refused(sue, /it is claimed, and an override takes the person's own signature/)
    write(sue, sign(sue, { ...plain, at: '2036-01-01T00:00:00Z' }))
    refused(sue, /signed by a key that is not this person's/)
    write(sue, { ...plain, at: '2036-01-02T00:00:00Z', data: { ...plain.data, reason: 'other words' }, sig })
    refused(sue, /its own is no help: it does not match/)
    write(sue, sign(sue, { ...plain, at: '2036-01-03T00:00:00Z', by: 'Sue Poe <sue@example.org>' }))
    refused(sue, /sue is not in override\.by of the policy that decides/)
    write(
      jane,
      sign(jane, {
        ...plain,
        at: '2036-01-04T00:00:00Z',
        data: { ...plain.data, for: 'Rob Roe <rob@example.org>' },
      }),
    )
    refused(sue, /only a voucher of the policy speaks for somebody else/)
    const id = log(rob).find(({ sig: own }) => own === sig)?.id ?? ''
    assert.match(improver(rob, 'withdraw', id).stdout, /withdrew your override/)
    sync(rob)
    refused(sue, /does not count/)
    const ci = improver(rob, 'verify', `origin/main..${BRANCH}`, '--json')
    assert.equal(ci.code, 1)
    override(rob, `origin/main..${BRANCH}`)
    sync(rob)
    lands(sue)
  })

  it('is not written where it would not count', () => {
    const { jane, rob, sue } = proposed('[rob, jane]')
    const no = (repo: TestRepository, why: RegExp, ...args: string[]) => {
      const before = repo.tryGit('rev-parse', 'refs/notes/improver/ledger').stdout
      const { code, stderr } = improver(repo, 'override', ...args)
      assert.notEqual(code, 0)
      assert.match(stderr, why)
      assert.equal(repo.tryGit('rev-parse', 'refs/notes/improver/ledger').stdout, before)
    }
    const range = `origin/main..${BRANCH}`
    no(sue, /sue is not in override\.by/, range, ...WHY)
    no(jane, /jane set the agent to work; rob can override/, range, ...WHY)
    no(rob, /an override needs a reason/, range)
    no(rob, /nothing refuses this landing/, 'origin/main..origin/main', ...WHY)
    rob.git('config', '--global', 'user.signingKey', '/nowhere')
    no(rob, /counts only with your signature/, range, ...WHY)
  })

  it('is its own maker only where nobody else could do it, and says so', () => {
    const { jane } = proposed('[jane]')
    override(jane, `main..${BRANCH}`)
    sync(jane)
    assert.match(lands(jane), /by a maker, since nobody else of override\.by can/)
  })

  it('never lifts a change of the rules, a rejection or a rewind, and none at all for itself', () => {
    const { jane, rob, sue, server } = proposed()
    const policy = jane.git('show', `main:${POLICY}`)
    jane.git('switch', '-q', BRANCH)
    jane.commit('I may override', { [POLICY]: policy.replace('by: [rob]', 'by: [rob, jane]') })
    const both = improver(jane, 'override', `origin/main..${BRANCH}`, ...WHY)
    assert.equal(both.code, 1)
    assert.match(both.stderr, /jane is not in override\.by/)
    rob.git('fetch', '-q', jane.dir, BRANCH)
    const rules = improver(rob, 'override', 'origin/main..FETCH_HEAD', ...WHY)
    assert.match(rules.stderr, /does not lift policy-change/)
    jane.git('reset', '-q', '--hard', 'HEAD~1')

    assert.equal(improver(sue, 'reject', BRANCH, '--reason', 'it leaks').code, 0)
    sync(sue)
    sync(rob)
    assert.match(improver(rob, 'override', `origin/main..${BRANCH}`, ...WHY).stderr, /does not lift rejected/)
    assert.equal(improver(sue, 'withdraw', BRANCH).code, 0)
    sync(sue)
    sync(rob)

    override(rob, `origin/main..${BRANCH}`)
    const honest = lastEntry(rob, 'overridden')
    const first = server.git('rev-parse', 'main')
    write(rob, honest)
    lands(sue)
    // Back, by an override that says so.
    write(rob, sign(rob, { ...honest, commit: first, data: { old: honest.commit, reason: 'back' } }))
    refused(sue, /would lose commits/, `+${first}:refs/heads/main`)
    refused(sue, /cannot be deleted/, ':refs/heads/main')
  })

  it('lets a protected branch be born', () => {
    const { rob, sue } = proposed()
    refused(sue, /review-required/, `${BRANCH}:refs/heads/release/9`)
    assert.match(override(rob, `..${BRANCH}`, '--ref', 'release/9'), /while that is not there, once/)
    sync(rob)
    refused(sue, /review-required/, `${BRANCH}:refs/heads/release/8`)
    lands(sue, `${BRANCH}:refs/heads/release/9`)
  })
})
