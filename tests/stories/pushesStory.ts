import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { repositoryAt, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { makeLanding, propose } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

export function push(repo: TestRepository, ...args: string[]): { code: number; stderr: string } {
  return repo.tryGit('push', '--no-verify', 'origin', ...args)
}

export function taken(repo: TestRepository, ...args: string[]): void {
  const { code, stderr } = push(repo, ...args)
  assert.equal(code, 0, stderr)
  assert.doesNotMatch(stderr, /git-improver/)
}

export function refused(repo: TestRepository, why: RegExp, ...args: string[]): void {
  const { code, stderr } = push(repo, ...args)
  assert.equal(code, 1, stderr)
  assert.match(stderr, why)
}

/** How many processes git and we start on the server's side of one push: every start is logged by git and by the hook. */
function processesOf(repo: TestRepository, ...args: string[]): number {
  const log = join(tempDir(), 'trace')
  const traced = repositoryAt(repo.dir, { ...repo.env, GIT_TRACE2_EVENT: log })
  taken(traced, ...args)
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter(line => line.includes('"event":"start"')).length
}

/** Pushes that a server sees every day, with the objects' names by SHA-1 or SHA-256. */
export function pushesStory(sha256: boolean): void {
  describe(`pushes of every kind (${sha256 ? 'SHA-256' : 'SHA-1'})`, { skip: noSigning }, () => {
    let server: TestRepository
    let jane: TestRepository
    before(() => {
      const landing = makeLanding('recommended@1', '', { sha256 })
      server = landing.server
      jane = landing.jane
    })

    it('takes tags of every kind, odd names, deletions and nothing at all', () => {
      jane.git('tag', '-a', 'v1', '-m', 'one')
      jane.git('tag', '-a', 'nested', '-m', 'a tag of a tag', 'v1')
      jane.git('tag', 'blob', jane.git('rev-parse', 'HEAD:README.md'))
      jane.git('tag', '-a', 'tree', '-m', 'a tree', 'HEAD^{tree}')
      taken(jane, '--tags')
      for (const name of ['we!rd', 'q"uote', "it's", '$(id)', 'a;b', 'ünï', '-dash', 'x'.repeat(150)])
        taken(jane, `main:refs/heads/odd/${name}`)
      taken(jane, ':refs/heads/odd/a;b', ':refs/tags/blob')
      taken(jane, 'main')
    })

    it('takes all or none: one refused ref keeps the others back', () => {
      propose(jane, 'ai/x/bundle', { 'src/bundle.ts': 'export const bundle = 1\n' })
      refused(jane, /needs 1 review/, 'main:refs/heads/fine', 'ai/x/bundle:main')
      refused(jane, /needs 1 review/, '--atomic', 'main:refs/heads/fine', 'ai/x/bundle:main')
      assert.equal(server.tryGit('rev-parse', '-q', '--verify', 'refs/heads/fine').code, 1)
      taken(jane, '--atomic', 'main:refs/heads/fine', 'ai/x/bundle')
    })

    it('judges 500 refs of one push with a bounded number of processes', () => {
      const refs = Array.from({ length: 500 }, (_, n) => `main:refs/heads/many/${n}`)
      const one = processesOf(jane, 'main:refs/heads/single')
      const many = processesOf(jane, ...refs)
      assert.ok(many <= one + 5, `${one} for one ref, ${many} for 500`)
    })

    it('judges a push from a shallow clone as a whole', () => {
      for (let n = 0; n < 3; n += 1) jane.commit(`Step ${n}`, { 'steps.txt': `${n}\n` })
      taken(jane, 'main')
      const shallow = repositoryAt(join(tempDir(), 'shallow'), jane.env)
      execFileSync('git', ['clone', '-q', '--depth=1', `file://${server.dir}`, shallow.dir], {
        env: jane.env,
      })
      propose(shallow, 'ai/x/shallow', { 'src/shallow.ts': 'export const shallow = 1\n' })
      refused(shallow, /needs 1 review/, 'ai/x/shallow:main')
      shallow.commit('Mine', { 'src/mine.ts': 'export const mine = 1\n' })
      taken(shallow, 'main')
      jane.git('pull', '-q', '--ff-only', 'origin', 'main')
    })

    it('refuses a malformed object before anything is judged', () => {
      const oid = jane.git('rev-parse', 'HEAD')
      const bad = jane.git('cat-file', 'commit', oid).replace(/^author .*$/m, 'author Nobody nowhere 1 +0000')
      const file = join(tempDir(), 'bad')
      writeFileSync(file, `${bad}\n`)
      const made = jane.git('hash-object', '--literally', '-w', '-t', 'commit', file)
      refused(jane, /fsck|missingEmail|badEmail|unpack/i, `${made}:refs/heads/bad`)
    })

    it('judges in a fork that borrows its objects, and a bare repository with linked worktrees', () => {
      const fork = repositoryAt(join(tempDir(), 'fork.git'), server.env)
      execFileSync('git', ['clone', '-q', '--bare', '--shared', server.dir, fork.dir], { env: server.env })
      assert.equal(improver(fork, 'init', '--server', '--yes').code, 0)
      jane.git('remote', 'set-url', '--push', 'origin', fork.dir)
      propose(jane, 'ai/x/fork', { 'src/fork.ts': 'export const fork = 1\n' })
      refused(jane, /needs 1 review/, 'ai/x/fork:main')
      taken(jane, 'ai/x/fork')
      fork.git('worktree', 'add', '-q', join(tempDir(), 'linked'), 'ai/x/fork')
      const linked = fork.git('worktree', 'list', '--porcelain').match(/worktree (\/.*linked)$/m)?.[1] ?? ''
      jane.git('remote', 'set-url', '--push', 'origin', linked)
      refused(jane, /needs 1 review/, 'ai/x/fork:main')
      taken(jane, 'main:refs/heads/by-worktree')
      jane.git('remote', 'set-url', '--push', 'origin', server.dir)
    })
  })
}
