import assert from 'node:assert/strict'
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openRepository } from '../../src/git/repository.ts'
import { gatherInstallFacts } from '../../src/install/gatherInstallFacts.ts'
import { planInit } from '../../src/install/planInit.ts'
import { Failure } from '../../src/model/failure.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { fakePackage } from './fakePackage.ts'
import { factsOf, hookOf, init, installed, sealed, withCommit } from './installation.ts'
import { listing } from './listing.ts'

describe('init refuses, and says what to do', () => {
  const refuses = async (repo: TestRepository, what: RegExp, next: RegExp, choices = {}) => {
    const facts = await factsOf(repo, fakePackage())
    assert.throws(
      () => planInit(facts, { preset: 'recommended', ...choices }),
      (error: unknown) => {
        assert.ok(error instanceof Failure, String(error))
        assert.match(error.message, what)
        const steps = error.next.map(step => ('run' in step ? step.run.join(' ') : step.ask)).join('\n')
        assert.match(steps, next)
        return true
      },
    )
  }

  it('outside of a repository', async () => {
    await assert.rejects(openRepository(tempDir()), /is not inside a git repository/)
  })

  it('a bare repository without --server, and a work tree with it', async () => {
    await refuses(makeRepository({ bare: true }), /bare repository/, /improver init --server/)
    await refuses(withCommit(), /has a work tree/, /improver init$/, { server: true })
  })

  it('an unborn branch and a detached HEAD, unless there is a policy', async () => {
    await refuses(makeRepository(), /has no commit yet/, /git commit --allow-empty/)
    const repo = withCommit()
    repo.git('switch', '-q', '--detach')
    await refuses(repo, /is detached/, /git switch main/)
    repo.write('.improver/policy.yaml', 'version: 1\n')
    const plan = planInit(await factsOf(repo, fakePackage()), { preset: 'recommended', protect: ['main'] })
    assert.equal(plan.steps.length, 6)
  })

  it('nobody', async () => {
    const repo = withCommit()
    writeFileSync(repo.env.GIT_CONFIG_GLOBAL ?? '', '')
    await refuses(repo, /does not know who you are/, /user\.name.*\n.*user\.email/)
  })

  it('strict where nobody signs', async () => {
    await refuses(
      withCommit(),
      /strict asks for reviews signed/,
      /ssh-keygen.*\n.*gpg\.format ssh\n.*user\.signingkey/,
      {
        preset: 'strict',
      },
    )
  })

  it('hooks that other repositories run too', async () => {
    const repo = withCommit()
    const shared = tempDir()
    repo.git('config', '--global', 'core.hooksPath', shared)
    await refuses(
      repo,
      /core\.hooksPath \(global\) is .*outside this repository/,
      /config --local core\.hooksPath/,
    )
    repo.git('config', '--local', 'core.hooksPath', join(repo.dir, '.git', 'hooks'))
    await init(repo, fakePackage())
    assert.deepEqual(listing(shared), [])
    const other = withCommit()
    symlinkSync(shared, join(other.dir, '.hooks'))
    other.git('config', 'core.hooksPath', '.hooks')
    await refuses(other, /outside this repository/, /hooks\/gate\/run commit-msg/)
  })

  it('hooks that are switched off', async () => {
    const repo = withCommit()
    repo.git('config', 'core.hooksPath', '/dev/null')
    await refuses(repo, /switched off/, /--show-origin/)
  })

  it('two hooks for one place', async () => {
    const repo = withCommit()
    writeFileSync(hookOf(repo, 'commit-msg'), 'new\n')
    writeFileSync(`${hookOf(repo, 'commit-msg')}.before-git-improver`, 'old\n')
    await refuses(repo, /was put there after/, /Which of the two/)
  })

  it('a policy folder that leads elsewhere', async () => {
    const repo = withCommit()
    const elsewhere = tempDir()
    symlinkSync(elsewhere, join(repo.dir, '.improver'))
    await refuses(repo, /is not a directory/, /^$/)
    assert.deepEqual(listing(elsewhere), [])
  })

  it('a directory that it may not write', {
    skip: process.getuid?.() === 0 && 'root may write everything',
  }, async () => {
    const repo = withCommit()
    chmodSync(join(repo.dir, '.git', 'hooks'), 0o555)
    await refuses(repo, /can't be written/, /ls -ld/)
    chmodSync(join(repo.dir, '.git', 'hooks'), 0o755)
  })

  it('a journal that it does not understand', async () => {
    const { repo, from } = await installed()
    writeFileSync(join(repo.dir, '.git', 'improver', 'installed.json'), '{"version":2}')
    await assert.rejects(
      sealed(repo, async () => gatherInstallFacts(await openRepository(repo.dir), from)),
      /is not a record of an installation/,
    )
  })
})
