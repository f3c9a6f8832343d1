import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { type Landing, makeLanding, propose } from '../helpers/landing.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'

const POLICY = '.improver/policy.yaml'
const by = (name: string) => ['--trailer', `Reviewed-by: ${name} <${name.toLowerCase()}@example.org>`]
const signOff = (repo: TestRepository, name: string) =>
  repo.git('commit', '-q', '--allow-empty', '-S', '-m', 'Sign off', ...by(name))

function refuses(repo: TestRepository, why: RegExp, ...refs: string[]): void {
  const { code, stderr } = repo.tryGit('push', '--no-verify', 'origin', ...refs)
  assert.equal(code, 1, stderr)
  assert.match(stderr, /remote: git-improver refused/)
  assert.match(stderr, why)
}

function takes(repo: TestRepository, ...refs: string[]): void {
  const { code, stderr } = repo.tryGit('push', '--no-verify', 'origin', ...refs)
  assert.equal(code, 0, stderr)
  assert.doesNotMatch(stderr, /git-improver/)
}

/** On main as it stands on the server. */
function onMain(repo: TestRepository): void {
  repo.git('fetch', '-q')
  repo.git('switch', '-q', '-C', 'main', 'origin/main')
}

/** Rob takes what is on another clone's main and signs it off. */
function robSigns(landing: Landing, from: TestRepository, branch = 'main'): void {
  const { rob } = landing
  rob.git('fetch', '-q')
  rob.git('fetch', '-q', from.dir, branch)
  rob.git('switch', '-q', '-C', branch, 'FETCH_HEAD')
  signOff(rob, 'Rob')
}

describe('changing the rules', { skip: noSigning }, () => {
  let landing: Landing
  let jane: TestRepository
  const policyWith = (more: string) => `${jane.git('show', `HEAD:${POLICY}`)}\n${more}\n`

  before(() => {
    landing = makeLanding('recommended@1')
    jane = landing.jane
  })

  it('needs a review of a person, at every entrance, and lands with one', () => {
    onMain(jane)
    jane.commit('Ask for two on the core', { [POLICY]: policyWith('reviews: { by_path: { "core/**": 2 } }') })
    const early = jane.tryGit('push', 'origin', 'main')
    assert.equal(early.code, 1, early.stderr)
    assert.match(early.stderr, /policy-change[\s\S]*next.*git commit --allow-empty -S/)
    refuses(jane, /policy-change[\s\S]*needs a review, whoever wrote it/, 'main')
    const ci = improver(jane, 'verify', 'origin/main..main', '--json')
    assert.equal(ci.code, 1)
    assert.deepEqual(
      JSON.parse(ci.stdout).violations.map((one: { rule: string }) => one.rule),
      ['policy-change'],
    )
    signOff(jane, 'Jane')
    refuses(jane, /jane is its author/, 'main')
    jane.git('reset', '-q', '--hard', 'HEAD~1')
    robSigns(landing, jane)
    assert.equal(improver(landing.rob, 'verify', 'origin/main..main').code, 0)
    const { code, stderr } = landing.rob.tryGit('push', 'origin', 'main')
    assert.equal(code, 0, stderr)
    assert.doesNotMatch(stderr, /git-improver/)
  })

  it('is judged by the policy that was, and not by what the push brings', () => {
    onMain(jane)
    const mine = policyWith('').replace('extends: recommended@1', 'extends: observe@1')
    jane.commit('Only watch', { [POLICY]: mine })
    refuses(jane, /policy-change/, 'main')
    jane.commit('Block again', { [POLICY]: policyWith('').replace('observe@1', 'recommended@1').trimEnd() })
    jane.git('checkout', '-q', 'origin/main', '--', POLICY)
    jane.commit('As it was')
    takes(jane, 'main')
  })

  it('is seen in a merge that keeps the old side', () => {
    onMain(jane)
    const base = jane.git('log', '--format=%H', '--', POLICY).split('\n').at(-1) ?? ''
    jane.git('switch', '-q', '-c', 'old-side', base)
    jane.commit('Old work', { 'src/old.ts': 'export const old = 1\n' })
    jane.git('switch', '-q', 'main')
    jane.git('merge', '-q', '--no-ff', '--no-commit', 'old-side')
    jane.git('checkout', '-q', base, '--', POLICY)
    jane.git('commit', '-q', '--no-edit')
    refuses(jane, /policy-change/, 'main')
    jane.git('reset', '-q', '--hard', 'origin/main')
    jane.git('merge', '-q', '--no-ff', '--no-edit', 'old-side')
    takes(jane, 'main')
  })

  it("takes main's own copy into a release, and no other", () => {
    onMain(jane)
    const first = jane.git('log', '--format=%H', '--reverse').split('\n')[0] ?? ''
    jane.git('switch', '-q', '-c', 'release/1', first)
    jane.commit('A fix', { 'src/release.ts': 'export const release = 1\n' })
    takes(jane, 'release/1')
    jane.git('checkout', '-q', 'origin/main', '--', POLICY)
    jane.commit("Main's policy")
    takes(jane, 'release/1')
    jane.commit('A policy of its own', { [POLICY]: policyWith('sandbox: none') })
    refuses(jane, /policy-change/, 'release/1')
    robSigns(landing, jane, 'release/1')
    refuses(landing.rob, /it is for refs\/heads\/main|policy-change/, 'HEAD:release/2')
    takes(landing.rob, 'release/1')
    onMain(jane)
    jane.git('merge', '-q', '--no-edit', '-X', 'theirs', 'origin/release/1')
    refuses(jane, /policy-change/, 'main')
  })

  it('in a proposal that lies behind main is only what the proposal itself changed', () => {
    onMain(jane)
    jane.git('switch', '-q', '-c', 'behind', jane.git('log', '--format=%H', '--reverse').split('\n')[0] ?? '')
    jane.commit('Old base', { 'src/behind.ts': 'export const behind = 1\n' })
    assert.equal(improver(jane, 'verify', 'origin/main..behind').code, 0)
    jane.commit('And a policy', { [POLICY]: policyWith('sandbox: none') })
    const { code, stdout } = improver(jane, 'verify', 'origin/main..behind')
    assert.equal(code, 1)
    assert.match(stdout, /policy-change/)
  })

  it('is refused where nobody could read the policy, or give a review under it', () => {
    onMain(jane)
    const text = jane.git('show', `HEAD:${POLICY}`)
    const cases: [string, RegExp][] = [
      [text.replace('version: 1', 'version: 2'), /2 is not known to this git-improver; it reads version 1/],
      [text.replace('recommended@1', 'recommended@9'), /there is no preset "recommended@9"/],
      [
        text.replace(/keys: \['([^']+)'\]/g, "keys: [{ key: '$1', until: 2020-01-01 }]"),
        /0 of 3 people can give one/,
      ],
      [
        `${text.replace(/^reviews:.*$/m, '')}\nreviews: { by_class: { algorithm_change: { required: 4, from: [rob, sue] } } }`,
        /by rob, sue/,
      ],
    ]
    for (const [policy, why] of cases) {
      jane.commit('Nobody', { [POLICY]: `${policy}\n` })
      refuses(jane, /policy-readable/, 'main')
      refuses(jane, why, 'main')
      jane.git('reset', '-q', '--hard', 'origin/main')
    }
    const asLink = (blob: string, mode: string) => {
      jane.git('update-index', '--add', '--cacheinfo', `${mode},${blob},${POLICY}`)
      jane.git('commit', '-q', '-m', 'Something else in its place')
      const { stderr } = jane.tryGit('push', '--no-verify', 'origin', 'main')
      jane.git('reset', '-q', '--hard', 'origin/main')
      return stderr
    }
    assert.match(asLink(jane.git('rev-parse', `HEAD:${POLICY}`), '120000'), /must be a plain file/)
    assert.match(asLink(jane.git('rev-parse', 'HEAD'), '160000'), /would be gone/)
    const other = jane.git('hash-object', '-w', '--stdin', '--path', 'x')
    jane.git('update-index', '--add', '--cacheinfo', `100644,${other},.Improver/Policy.yaml`)
    jane.git('commit', '-q', '-m', 'Another spelling')
    refuses(jane, /\.Improver\/Policy\.yaml would be \.improver\/policy\.yaml on a file system/, 'main')
    jane.git('reset', '-q', '--hard', 'origin/main')
  })

  it('back to an older policy by a revert is one more change', () => {
    onMain(jane)
    const change = jane.git('log', '-1', '--format=%H', '--', POLICY)
    jane.git('revert', '--no-edit', change)
    refuses(jane, /policy-change/, 'main')
    const asBot = ['-c', 'user.name=git-improver', '-c', 'user.email=bot@git-improver.invalid']
    jane.git(...asBot, 'commit', '-q', '--amend', '--no-edit', '--reset-author', '--no-verify')
    refuses(jane, /policy-change/, 'main')
    onMain(jane)
  })

  it('has nothing to say of ordinary work, and of a policy that others changed', () => {
    onMain(jane)
    jane.git('switch', '-q', '-c', 'long', 'origin/main~1')
    jane.commit('Work', { 'src/long.ts': 'export const long = 1\n' })
    jane.git('merge', '-q', '--no-edit', 'origin/main')
    const { code, stderr } = jane.tryGit('push', 'origin', 'long:main')
    assert.equal(code, 0, stderr)
    assert.doesNotMatch(stderr, /git-improver/)
  })
})

describe('owners on the server', { skip: noSigning }, () => {
  let landing: Landing
  let count = 0
  /** An improvement that this person reviewed and would push to main. */
  const reviewed = (who: 'rob' | 'sue', path: string, more: Record<string, string> = {}) => {
    const name = `ai/docs/owned-${count++}`
    const { jane } = landing
    jane.git('fetch', '-q')
    propose(jane, name, { [path]: `export const owned = ${count}\n`, ...more }, { from: 'origin/main' })
    jane.git('push', '-q', 'origin', name)
    const repo = landing[who]
    repo.git('fetch', '-q')
    repo.git('switch', '-q', '--detach', `origin/${name}`)
    const [first = '', ...rest] = who
    repo.git('commit', '-q', '--amend', '--no-edit', '-S', ...by(first.toUpperCase() + rest.join('')))
    return repo
  }
  const setOwners = (file: string, text: string) => {
    const { jane, rob } = landing
    onMain(jane)
    jane.commit(`Owners in ${file}`, { [file]: text })
    refuses(jane, /policy-change.*|it changes .*CODEOWNERS/, 'main')
    robSigns(landing, jane)
    takes(rob, 'main')
  }

  before(() => {
    landing = makeLanding('recommended@1')
  })

  it('are asked once there is a file, whose own change is reviewed', () => {
    takes(reviewed('sue', 'src/free.ts'), 'HEAD:main')
    setOwners('CODEOWNERS', '/src/ rob@example.org\n/docs/ @stranger\n')
    refuses(reviewed('sue', 'src/owned.ts'), /src\/owned\.ts needs a review by rob@example\.org/, 'HEAD:main')
    takes(reviewed('rob', 'src/owned.ts'), 'HEAD:main')
    takes(reviewed('sue', 'lib/free.ts'), 'HEAD:main')
    refuses(
      reviewed('rob', 'docs/code.ts'),
      /knows no person for @stranger[\s\S]*people\.<name>\.accounts: \['@stranger'\]/,
      'HEAD:main',
    )
  })

  it('are those of the old value, never those of the push', () => {
    const sue = reviewed('sue', 'src/mine.ts', { CODEOWNERS: '/src/ sue@example.org\n' })
    refuses(sue, /needs a review by rob@example\.org/, 'HEAD:main')
    const other = reviewed('sue', 'src/mine.ts', { '.github/CODEOWNERS': '/src/ sue@example.org\n' })
    refuses(other, /needs a review by rob@example\.org/, 'HEAD:main')
  })

  it('of a file that counts before it are a change of the owners, and of one that does not, none', () => {
    const { jane } = landing
    onMain(jane)
    jane.commit('Owners that nobody reads', { 'docs/CODEOWNERS': '* @nobody\n' })
    takes(jane, 'main')
    jane.commit('Owners that would count', { '.github/CODEOWNERS': '* @nobody\n' })
    refuses(jane, /it changes \.github\/CODEOWNERS/, 'main')
    onMain(jane)
    jane.git('rm', '-q', 'CODEOWNERS')
    jane.commit('No owners')
    refuses(jane, /it changes .*CODEOWNERS/, 'main')
  })

  it('behind a symbolic link let nothing pass, and say so', () => {
    const { jane, rob } = landing
    onMain(jane)
    jane.git('mv', 'CODEOWNERS', 'OWNERS')
    jane.write('target', 'OWNERS')
    const blob = jane.git('hash-object', '-w', 'target')
    jane.git('update-index', '--add', '--cacheinfo', `120000,${blob},CODEOWNERS`)
    jane.git('commit', '-q', '-m', 'Link the owners')
    jane.git('clean', '-q', '-f', 'target')
    refuses(jane, /policy-change/, 'main')
    robSigns(landing, jane)
    takes(rob, 'main')
    refuses(reviewed('rob', 'src/linked.ts'), /CODEOWNERS is no plain file/, 'HEAD:main')
  })
})

describe('one person alone', { skip: noSigning }, () => {
  it('adopts a policy, changes it with their own signature, and is not changed by others', () => {
    const server = makeRepository({ bare: true })
    assert.equal(improver(server, 'init', '--server', '--yes').code, 0)
    const jane = makeRepository({ from: server.dir, name: 'Jane Doe <jane@example.org>' })
    const key = giveSigningKey(jane)
    const policy = `version: 1\nextends: solo@1\npeople: { jane: { emails: [jane@example.org], keys: ['${key}'] } }\n`
    jane.git('switch', '-q', '-c', 'main')
    jane.commit('Start', { 'src/a.ts': 'export const a = 1\n' })
    takes(jane, 'main')
    jane.commit('Adopt', { [POLICY]: policy, CODEOWNERS: '* jane@example.org\n' })
    takes(jane, 'main')
    assert.equal(improver(jane, 'init', '--yes').code, 0)
    jane.git('fetch', '-q')
    jane.commit('Looser', { [POLICY]: `${policy}sandbox: none\n` })
    refuses(
      jane,
      /nobody else can review, so that jane must sign it[\s\S]*git commit --amend --no-edit -S/,
      'main',
    )
    jane.git('commit', '-q', '--amend', '--no-edit', '-S', ...by('Jane'))
    takes(jane, 'main')
  })
})
