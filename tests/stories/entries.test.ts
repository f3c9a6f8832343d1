import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { entryLine, unsignedLine } from '../../src/ledger/canonical.ts'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { FORMAT, type Landing, makeLanding, propose, SEARCH } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

const FASTER = SEARCH.replace('packages.find(entry => entry.name === name)', 'byName.get(name)').replace(
  '/** A',
  'const byName = new Map(packages.map(entry => [entry.name, entry]))\n\n/** A',
)
const BRANCH = 'ai/performance/search'

/** Jane's bot proposes, everybody has it. */
function proposed(preset = 'recommended@1', policy = ''): Landing & { commit: string } {
  const landing = makeLanding(preset, policy)
  const commit = propose(landing.jane, BRANCH, { 'src/search.ts': FASTER })
  landing.jane.git('push', '-q', 'origin', BRANCH)
  for (const clone of [landing.rob, landing.sue]) {
    clone.git('fetch', '-q')
    clone.git('branch', '-q', BRANCH, `origin/${BRANCH}`)
  }
  return { ...landing, commit }
}

function sync(repo: TestRepository): void {
  const { code, stderr } = improver(repo, 'ledger', 'sync')
  assert.equal(code, 0, stderr)
}

/** The server's answer to the branch as main, whatever hooks the clone has; nothing really lands. */
function asked(repo: TestRepository, branch = BRANCH) {
  const { code, stderr } = repo.tryGit('push', '--no-verify', 'origin', `${branch}:main`)
  return { code, stderr }
}

function refused(repo: TestRepository, why: RegExp, branch = BRANCH): void {
  const { code, stderr } = asked(repo, branch)
  assert.equal(code, 1, stderr)
  assert.match(stderr.replace(/\nremote: */g, ' '), why)
}

function lands(repo: TestRepository, branch = BRANCH): void {
  const { code, stderr } = asked(repo, branch)
  assert.equal(code, 0, stderr)
}

type Shown = Entry & { id: string }
const log = (repo: TestRepository) => improverJson<Shown[]>(repo, 'ledger', 'log')
const last = (repo: TestRepository, kind: string) => {
  const found = log(repo).find(one => one.kind === kind)
  assert.ok(found, `no ${kind} entry`)
  const { id: _, ...entry } = found
  return entry as Entry
}

/** Signs an entry with somebody's key, as an attacker or another tool would. */
function sign(repo: TestRepository, entry: Entry, namespace = 'git-improver'): Entry {
  const { sig: _, ...plain } = entry
  const file = join(tempDir(), 'line')
  writeFileSync(file, unsignedLine(plain))
  const key = repo.git('config', 'user.signingKey')
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', key, file], { stdio: 'pipe' })
  return { ...plain, sig: readFileSync(`${file}.sig`, 'utf8').trimEnd() }
}

/** Puts a line into a clone's ledger with plain git and sends it to the server. */
function write(repo: TestRepository, entry: Entry): void {
  repo.git('notes', '--ref=improver/ledger', 'append', '-m', entryLine(entry), entry.commit)
  sync(repo)
}

describe('an approval in the ledger', { skip: noSigning }, () => {
  for (const preset of ['recommended@1', 'strict@1'])
    it(`lets the change land under ${preset}, once the server has it`, () => {
      const { rob, sue, server, commit } = proposed(preset)
      refused(sue, /review-required/)
      const before = rob.git('for-each-ref', 'refs/heads')
      const { code, stdout } = improver(rob, 'approve', '--entry', BRANCH)
      assert.equal(code, 0)
      assert.match(
        stdout,
        /in the ledger \(signed\)\n.*refs\/heads\/main sha256:.*\n.*next {5}git improver ledger sync/,
      )
      assert.equal(rob.git('for-each-ref', 'refs/heads'), before)
      refused(sue, /review-required/)
      sync(rob)
      sync(sue)
      const verified = improverJson<{ commits: { reviews: object[] }[] }>(
        sue,
        'verify',
        `origin/main..${BRANCH}`,
      )
      assert.deepEqual(
        verified.commits[0]!.reviews.map(review => ({ ...review, entry: '' })),
        [
          {
            by: 'Rob Roe <rob@example.org>',
            assurance: 'verified',
            carrier: 'entry',
            commit,
            entry: '',
            problem: null,
          },
        ],
      )
      assert.equal(sue.tryGit('push', 'origin', `${BRANCH}:main`).code, 0)
      assert.equal(server.git('rev-parse', 'main'), commit)
    })

  it('survives an amended message and a merge, and commit-msg believes it, too', () => {
    const { jane, rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    jane.commit('Say more', { 'README.md': '# Packages\n\nMany.\n' })
    jane.git('push', '-q', 'origin', 'main')
    sue.git('pull', '-q', '--ff-only')
    sync(sue)
    const merged = sue.tryGit('merge', '--no-edit', '--no-ff', BRANCH)
    assert.equal(merged.code, 0, merged.stderr)
    lands(sue, 'main')
  })

  it('answers for a series, but not when somebody adds to it', () => {
    const { jane, rob, sue } = proposed()
    jane.git('switch', '-q', BRANCH)
    jane.git('switch', '-q', '-c', 'ai/more')
    propose(
      jane,
      'ai/performance/second',
      { 'src/format.ts': FORMAT.replace("' '", "'@'") },
      { from: BRANCH },
    )
    jane.git('push', '-q', 'origin', 'ai/performance/second')
    rob.git('fetch', '-q')
    rob.git('branch', '-q', 'ai/performance/second', 'origin/ai/performance/second')
    assert.equal(improver(rob, 'approve', '--entry', 'ai/performance/second').code, 0)
    sync(rob)
    sue.git('fetch', '-q')
    sue.git('branch', '-q', 'series', 'origin/ai/performance/second')
    refused(sue, /review-required/, BRANCH)
    sue.git('switch', '-q', 'series')
    propose(
      sue,
      'ai/performance/third',
      { 'src/format.ts': FORMAT.replace("' '", "'#'") },
      { from: 'series' },
    )
    refused(sue, /review-required/, 'ai/performance/third')
    lands(sue, 'series')
  })

  it('is worth what its signature is worth', () => {
    const { jane, rob, sue, server } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    const honest = last(rob, 'reviewed')
    const { sig, ...plain } = honest
    assert.ok(sig)
    write(sue, plain)
    refused(sue, /it is claimed \(anyone who can commit could have typed it\)/)
    write(sue, sign(sue, { ...plain, at: '2026-01-01T00:00:00Z' }))
    refused(sue, /signed by a key that is not this person's/)
    write(sue, { ...plain, at: '2026-01-02T00:00:00Z', sig })
    refused(sue, /its signature is no help: it does not match/)
    write(sue, sign(rob, { ...plain, at: '2026-01-03T00:00:00Z' }, 'git'))
    refused(sue, /it was made for "git", not for git-improver/)
    write(sue, {
      ...plain,
      at: '2026-01-04T00:00:00Z',
      sig: '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----',
    })
    refused(sue, /review-required/)
    write(jane, sign(jane, { ...plain, by: 'Jane Doe <jane@example.org>' }))
    refused(sue, /jane set the agent to work/)
    write(
      sue,
      sign(rob, {
        ...plain,
        by: 'Sue Poe <sue@example.org>',
        data: { ...plain.data, for: 'Sue Poe <sue@example.org>' },
      }),
    )
    refused(sue, /only a voucher of the policy speaks for somebody else/)
    assert.notEqual(server.git('rev-parse', 'main'), sue.git('rev-parse', BRANCH))
    write(rob, honest)
    lands(sue)
  })

  it('cannot be borrowed from another ref, change, repository or person', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    const honest = last(rob, 'reviewed')
    write(sue, sign(rob, { ...honest, ref: 'refs/heads/release/1' }))
    refused(sue, /it is for refs\/heads\/release\/1/)
    write(sue, sign(rob, { ...honest, change: `sha256:${'0'.repeat(64)}` }))
    refused(sue, /stale/)
    const { ref: _, ...nowhere } = honest
    write(sue, sign(rob, nowhere))
    refused(sue, /it names no change/)
    write(sue, sign(rob, { ...honest, repo: `root:${'1'.repeat(40)}` }))
    refused(sue, /has 0 /)
    write(sue, sign(rob, { ...honest, by: 'Stranger <stranger@example.net>' }))
    refused(sue, /the policy knows no person with this address/)
    write(rob, honest)
    lands(sue)
  })

  it('is spent once what it approved was taken back', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    lands(sue)
    sue.git('fetch', '-q')
    sue.git('switch', '-q', 'main')
    sue.git('merge', '-q', '--ff-only', 'origin/main')
    sue.git('revert', '--no-edit', 'HEAD')
    lands(sue, 'main')
    sue.git('cherry-pick', BRANCH)
    refused(sue, /spent: .* landed with it and was taken back/, 'main')
    sue.git('push', '-q', 'origin', 'main:ai/again')
    rob.git('fetch', '-q')
    rob.git('branch', '-q', 'ai/again', 'origin/ai/again')
    improver(rob, 'approve', '--entry', 'ai/again')
    sync(rob)
    lands(sue, 'main')
  })

  it('names base and tree, which strict asks for', () => {
    const { jane, rob, sue } = proposed('strict@1')
    improver(rob, 'approve', '--entry', BRANCH)
    const honest = last(rob, 'reviewed')
    write(sue, sign(rob, { ...honest, data: {} }))
    refused(sue, /does not name both/)
    write(sue, sign(rob, { ...honest, tree: honest.commit }))
    refused(sue, /the tree is not the one that was reviewed/)
    sync(rob)
    jane.commit('Say more', { 'README.md': '# Packages\n\nMany.\n' })
    jane.git('push', '-q', 'origin', 'main')
    sue.git('fetch', '-q')
    sue.git('switch', '-q', BRANCH)
    sue.git('rebase', '-q', 'origin/main')
    refused(sue, /it was reviewed on another base/)
  })
})

describe('a rejection', { skip: noSigning }, () => {
  it('holds against a later approval until its author lifts it, and nobody else', () => {
    const { jane, rob, sue } = proposed()
    const no = improver(rob, 'reject', BRANCH, '--reason', 'it leaks')
    assert.equal(no.code, 0, no.stderr)
    assert.match(
      no.stdout,
      /\(signed\)\n.*next {5}git improver ledger sync\n.*to lift {2}git improver withdraw/,
    )
    sync(rob)
    assert.equal(improver(sue, 'approve', BRANCH).code, 0)
    // Sue never fetched the ledger: her own hook lets it go, and the server does not.
    const { code, stderr } = sue.tryGit('push', 'origin', `${BRANCH}:main`)
    assert.equal(code, 1)
    assert.match(stderr, /remote: .*rejected *\n/)
    assert.match(stderr, /Rob Roe <rob@example.org> says no: it leaks/)
    sync(sue)
    assert.equal(improver(sue, 'verify', `origin/main..${BRANCH}`).code, 1)
    assert.equal(improver(sue, 'withdraw', BRANCH).code, 0)
    sync(sue)
    refused(sue, /rejected/)
    // A withdrawal by somebody else is told and not obeyed, whoever's name it bears.
    const rejection = log(rob).find(one => one.kind === 'rejected')!
    const { id, ...entry } = rejection
    const words = { ...entry, kind: 'withdrawn' as const, of: id, data: {} }
    write(sue, sign(sue, { ...words, by: 'Sue Poe <sue@example.org>' }))
    write(sue, sign(sue, words))
    const { sig: _, ...unsigned } = words
    write(jane, { ...unsigned, at: '2026-01-01T00:00:00Z' })
    refused(sue, /says no: it leaks.*Sue Poe <sue@example.org> cannot withdraw what somebody else said/)
    improver(sue, 'approve', '--entry', BRANCH)
    sync(sue)
    refused(sue, /rejected/)
    assert.equal(improver(rob, 'withdraw', BRANCH).code, 0)
    sync(rob)
    lands(sue)
  })

  it('holds against the same change under another name, and not against another ref', () => {
    const { rob, sue, commit } = proposed()
    improver(rob, 'reject', BRANCH, '--reason', 'no')
    sync(rob)
    sue.git('switch', '-q', '-c', 'ai/again', 'main')
    sue.git('cherry-pick', commit)
    sue.git(
      'commit',
      '-q',
      '--amend',
      '-m',
      'perf: faster\n\nAssisted-by: Claude:x\nInitiated-by: Jane Doe <jane@example.org>',
    )
    const approved = improver(sue, 'approve', 'ai/again')
    assert.equal(approved.code, 0, approved.stderr)
    refused(sue, /Rob Roe <rob@example.org> says no/, 'ai/again')
    sue.git('push', '-q', 'origin', 'main:release/1')
    const elsewhere = sue.tryGit('push', '--no-verify', 'origin', 'ai/again:release/1')
    assert.doesNotMatch(elsewhere.stderr, /says no/)
  })

  it('that only a clone has is told by pre-push', () => {
    const { rob, sue } = proposed()
    improver(sue, 'approve', '--entry', BRANCH)
    sync(sue)
    sync(rob)
    improver(rob, 'reject', BRANCH, '--reason', 'wait')
    const { code, stderr } = rob.tryGit('push', 'origin', `${BRANCH}:main`)
    assert.equal(code, 1)
    assert.doesNotMatch(stderr, /remote:/)
    assert.match(stderr, /says no: wait/)
    lands(sue)
  })

  it('without a signature blocks nobody, and says so, except where typed text is enough', () => {
    for (const [policy, code] of [
      ['', 0],
      ['reviews: { assurance: claimed }\n', 1],
    ] as const) {
      const { jane, rob, sue } = proposed('recommended@1', policy)
      improver(rob, 'approve', '--entry', BRANCH)
      sync(rob)
      jane.git('config', '--global', '--unset', 'gpg.format')
      jane.git('config', 'user.name', 'Sue Poe')
      jane.git('config', 'user.email', 'sue@example.org')
      const no = improver(jane, 'reject', BRANCH, '--reason', 'block everything')
      assert.match(no.stdout, /not signed: .*gpg.format is not ssh; it counts as claimed/)
      sync(jane)
      sync(sue)
      const told = improver(sue, 'verify', `origin/main..${BRANCH}`)
      assert.match(told.stdout, /Sue Poe <sue@example.org> says no: block everything/)
      if (code) refused(sue, /says no: block everything/)
      else {
        assert.match(told.stdout, /may pass, but[\s\S]*not obeyed: it is not signed/)
        lands(sue)
      }
    }
  })
})

describe('a withdrawal', { skip: noSigning }, () => {
  it('takes back an approval, and may be taken back', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    improver(rob, 'withdraw', BRANCH)
    sync(rob)
    refused(sue, /Rob Roe <rob@example.org> withdrew it/)
    const { id, ...entry } = log(rob).find(one => one.kind === 'withdrawn')!
    write(rob, sign(rob, { ...entry, of: id }))
    lands(sue)
  })

  it('takes back a trailer, and a new sign-off counts again', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sue.git('fetch', '-q')
    improver(rob, 'withdraw', BRANCH)
    sync(rob)
    refused(sue, /rob withdrew it/, `origin/${BRANCH}`)
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sue.git('fetch', '-q')
    lands(sue, `origin/${BRANCH}`)
  })

  it('by somebody else does nothing', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    const { id, ...entry } = log(rob).find(one => one.kind === 'reviewed')!
    const words = { ...entry, kind: 'withdrawn' as const, of: id, data: {} }
    write(sue, sign(sue, { ...words, by: 'Sue Poe <sue@example.org>' }))
    write(sue, sign(sue, words))
    lands(sue)
  })

  it('is refused to whoever has said nothing', () => {
    const { sue } = proposed()
    const { code, stderr } = improver(sue, 'withdraw', BRANCH)
    assert.equal(code, 1)
    assert.match(stderr, /sue has said nothing about .* that still holds/)
  })
})

describe('approve', { skip: noSigning }, () => {
  it('keeps the first reviewer: two on one commit by amend and sign-off', () => {
    const { rob, sue } = proposed('recommended@1', 'reviews: { required: 2 }\n')
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sue.git('fetch', '-q')
    sue.git('branch', '-q', '-f', BRANCH, `origin/${BRANCH}`)
    refused(sue, /needs 2 reviews for main, has 1/)
    const first = sue.git('rev-parse', BRANCH)
    const { code, stderr } = improver(sue, 'approve', BRANCH)
    assert.equal(code, 0, stderr)
    assert.equal(sue.git('rev-parse', `${BRANCH}^`), first)
    lands(sue)
  })

  it('is not fooled by one person twice, by trailer and entry', () => {
    const { rob, sue } = proposed('recommended@1', 'reviews: { required: 2 }\n')
    improver(rob, 'approve', '--entry', BRANCH)
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sync(rob)
    sue.git('fetch', '-q')
    refused(sue, /needs 2 reviews for main, has 1/, `origin/${BRANCH}`)
    sue.git('branch', '-q', '-f', BRANCH, `origin/${BRANCH}`)
    improver(sue, 'approve', '--entry', BRANCH)
    sync(sue)
    lands(sue)
  })

  it('works while a worktree holds the branch, with a dirty tree, and without a key', () => {
    const { rob } = proposed('recommended@1', 'reviews: { assurance: claimed }\n')
    const other = join(tempDir(), 'agent')
    rob.git('worktree', 'add', '-q', other, BRANCH)
    writeFileSync(join(other, 'src/search.ts'), 'half done')
    rob.write('README.md', 'half done')
    rob.git('config', '--global', '--unset', 'user.signingKey')
    rob.git('config', '--global', '--unset', 'gpg.format')
    const entry = improverJson<{ signed: boolean; unsigned: string }[]>(rob, 'approve', '--entry', BRANCH)
    assert.equal(entry[0]!.signed, false)
    assert.match(entry[0]!.unsigned, /gpg.format is not ssh/)
    const { code, stdout, stderr } = improver(rob, 'approve', BRANCH)
    assert.equal(code, 0, stderr)
    assert.match(stdout, /not signed, since git has no key to sign with: it counts as claimed/)
    assert.equal(rob.git('-C', other, 'status', '--porcelain').trim(), 'M src/search.ts')
    assert.equal(rob.git('status', '--porcelain').trim(), 'M README.md')
    lands(rob)
  })

  it('takes work of other agents, by branch or commit', () => {
    const { jane, rob, sue } = makeLanding('recommended@1')
    jane.git('switch', '-q', '-c', 'ai/claude')
    jane.commit('Search faster\n\nAssisted-by: Claude:x\nInitiated-by: Jane Doe <jane@example.org>', {
      'src/search.ts': FASTER,
    })
    jane.git('push', '-q', '--no-verify', 'origin', 'ai/claude')
    rob.git('fetch', '-q')
    rob.git('branch', '-q', 'ai/claude', 'origin/ai/claude')
    const { code, stderr } = improver(
      rob,
      'approve',
      '--entry',
      rob.git('rev-parse', '--short=12', 'ai/claude'),
    )
    assert.equal(code, 0, stderr)
    sync(rob)
    sue.git('fetch', '-q')
    lands(sue, 'origin/ai/claude')
  })
})

describe('a voucher', { skip: noSigning }, () => {
  const vouch = (entry: Entry, person: string, more: object = {}): Entry =>
    ({ ...entry, by: 'forge <ci@example.org>', data: { ...entry.data, for: person, ...more } }) as Entry

  it('answers for a person under recommended, and not under strict', () => {
    for (const preset of ['recommended@1', 'strict@1']) {
      const ci = makeLanding('recommended@1').rob
      const key = readFileSync(ci.git('config', 'user.signingKey'), 'utf8').split(' ').slice(0, 2).join(' ')
      const { jane, rob, sue } = proposed(preset, `vouchers: { forge: '${key}' }\n`)
      improver(rob, 'approve', '--entry', BRANCH)
      const honest = last(rob, 'reviewed')
      write(sue, sign(ci, { ...honest, by: 'forge <ci@example.org>' }))
      refused(sue, /signed by the voucher forge and names nobody/)
      write(sue, sign(ci, vouch(honest, 'Jane Doe <jane@example.org>')))
      refused(sue, /vouched by forge\): jane set the agent to work/)
      write(sue, sign(sue, vouch(honest, 'Rob Roe <rob@example.org>')))
      refused(sue, /only a voucher of the policy speaks/)
      write(jane, sign(ci, vouch(honest, 'Rob Roe <rob@example.org>')))
      if (preset === 'strict@1') refused(sue, /it is vouched, the policy asks for verified/)
      else lands(sue)
    }
  })

  it('is never the person: no policy gives one key to both', () => {
    const { rob, sue } = makeLanding('recommended@1')
    const robs = readFileSync(rob.git('config', 'user.signingKey'), 'utf8').split(' ').slice(0, 2).join(' ')
    const policy = readFileSync(join(sue.dir, '.improver/policy.yaml'), 'utf8')
    sue.commit('Let Rob vouch', { '.improver/policy.yaml': `${policy}vouchers: { rob: '${robs}' }\n` })
    refused(sue, /belongs to voucher rob here and to person rob too/, 'main')
  })
})
