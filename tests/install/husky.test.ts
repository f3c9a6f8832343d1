import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeRepository } from '../helpers/gitRepository.ts'
import { fakePackage } from './fakePackage.ts'
import { init, uninstall } from './installation.ts'
import { listing } from './listing.ts'

const AI = 'perf: faster\n\nImprovement-Id: I5f0c1e'
const HUSKY = fileURLToPath(new URL('../../node_modules/husky/bin.js', import.meta.url))

/** A repository with the real husky, whose own hooks write down that they ran and what they were told. */
function withHusky(dir: string) {
  const repo = makeRepository()
  repo.write('.gitignore', 'node_modules\nseen\n')
  repo.write('package.json', '{}\n')
  repo.commit('first')
  execFileSync(process.execPath, [HUSKY, ...(dir === '.husky' ? [] : [dir])], {
    cwd: repo.dir,
    env: repo.env,
  })
  repo.write(`${dir}/commit-msg`, 'echo "theirs $1" >> seen\n')
  repo.write(`${dir}/pre-push`, '#!/usr/bin/env sh\ncat >> seen\n')
  repo.git('add', '.')
  repo.git('commit', '-q', '--no-verify', '-m', 'husky')
  return repo
}

describe('husky 9', () => {
  for (const dir of ['.husky', 'hooks']) {
    it(`with its hooks in ${dir}: both fire, in the same files`, async () => {
      const repo = withHusky(dir)
      const from = fakePackage()
      const plan = await init(repo, from)
      assert.equal(plan.manager, 'husky')
      assert.deepEqual(
        plan.steps.slice(0, 2).map(step => [step.action, step.path]),
        [
          ['edit', join(repo.dir, dir, 'commit-msg')],
          ['edit', join(repo.dir, dir, 'pre-push')],
        ],
      )
      assert.doesNotMatch(readFileSync(join(repo.dir, dir, 'commit-msg'), 'utf8'), new RegExp(from.home))
      repo.commit('by a person')
      assert.equal(from.starts(), 0)
      repo.commit(AI)
      assert.equal(from.calls().length, 1)
      const seen = readFileSync(join(repo.dir, 'seen'), 'utf8')
      assert.equal(seen, 'theirs .git/COMMIT_EDITMSG\n'.repeat(2))
      from.answer(1)
      const refused = repo.tryGit('commit', '--allow-empty', '-m', AI)
      assert.equal(refused.code, 1)
      assert.equal(readFileSync(join(repo.dir, 'seen'), 'utf8'), seen)
      repo.env.HUSKY = '0'
      repo.commit(AI)
      assert.equal(from.calls().length, 2)
      delete repo.env.HUSKY
      from.answer(0)
      repo.env.CODEX_THREAD_ID = 'x'
      repo.commit('by an agent', { 'x.txt': 'x\n' })
      assert.equal(repo.git('log', '-1', '--format=%B'), 'by an agent\n\nAssisted-by: Codex:unknown')
    })
  }

  it('gives the lines below ours their stdin, and Node the same', async () => {
    const repo = withHusky('.husky')
    const remote = makeRepository({ bare: true })
    const from = fakePackage()
    await init(repo, from)
    repo.git('commit', '-q', '--allow-empty', '--no-verify', '-m', AI)
    repo.git('push', '-q', remote.dir, 'main')
    const line = `refs/heads/main ${repo.git('rev-parse', 'HEAD')} refs/heads/main ${'0'.repeat(40)}\n`
    assert.equal(readFileSync(join(repo.dir, 'seen'), 'utf8'), line)
    assert.equal(from.calls()[0]?.stdin, line)
  })

  it('finds the package of a team mate, who never ran init, in node_modules', async () => {
    const repo = withHusky('.husky')
    const from = fakePackage()
    await init(repo, from)
    repo.git('commit', '-q', '-a', '--no-verify', '-m', 'hooks')
    rmSync(join(repo.dir, '.git', 'improver'), { recursive: true })
    const out = () =>
      execFileSync('sh', ['-c', 'git commit -q --allow-empty -m x 2>&1'], { cwd: repo.dir, env: repo.env })
    assert.equal(
      out().toString(),
      'git-improver: commit-msg was not judged: the package is not installed; run: npm install\n',
    )
    const theirs = fakePackage(join(repo.dir, 'node_modules', 'git-improver'))
    repo.env.PATH = `${theirs.bin}:${repo.env.PATH}`
    assert.equal(out().toString(), '')
    repo.commit(AI)
    assert.equal(theirs.calls().length, 1)
    assert.equal(from.starts(), 0)
  })

  it('gives every byte back, and cuts its lines out of what was changed since', async () => {
    const repo = withHusky('.husky')
    rmSync(join(repo.dir, '.husky', 'pre-push'))
    repo.git('commit', '-q', '-a', '--no-verify', '-m', 'only one')
    const before = listing(repo.dir)
    const from = fakePackage()
    await init(repo, from)
    assert.deepEqual((await init(repo, from)).steps, [])
    await uninstall(repo, from)
    assert.deepEqual(listing(repo.dir), before)
    await init(repo, from)
    const hook = join(repo.dir, '.husky', 'commit-msg')
    writeFileSync(hook, `${readFileSync(hook, 'utf8')}echo more\n`)
    const { notes } = await uninstall(repo, from)
    assert.equal(readFileSync(hook, 'utf8'), 'echo "theirs $1" >> seen\necho more\n')
    assert.match(notes.join('\n'), /only our lines are taken out/)
    assert.ok(!existsSync(join(repo.dir, '.husky', 'pre-push')))
  })
})

describe('hooks in the work tree', () => {
  it('takes husky 8, and runs once', async () => {
    const repo = makeRepository()
    repo.commit('first')
    repo.git('config', 'core.hooksPath', '.husky')
    repo.write(
      '.husky/_/husky.sh',
      'if [ -z "$husky_skip_init" ]; then\n  readonly husky_skip_init=1\n  export husky_skip_init\n  sh -e "$0" "$@"\n  exit $?\nfi\n',
    )
    const text = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\necho "theirs $1" >> seen\n'
    repo.write('.husky/commit-msg', text)
    execFileSync('chmod', ['+x', join(repo.dir, '.husky', 'commit-msg')])
    const before = listing(repo.dir)
    const from = fakePackage()
    await init(repo, from)
    repo.git('commit', '-q', '--allow-empty', '-m', AI)
    assert.equal(from.calls().length, 1)
    assert.equal(readFileSync(join(repo.dir, 'seen'), 'utf8'), 'theirs .git/COMMIT_EDITMSG\n')
    rmSync(join(repo.dir, 'seen'))
    await uninstall(repo, from)
    const still = (lines: string[]) => lines.filter(line => !line.startsWith('.git/refs'))
    assert.deepEqual(still(listing(repo.dir)), still(before))
  })

  it('tells what to add to a hook in another language', async () => {
    const repo = makeRepository()
    repo.commit('first')
    repo.git('config', 'core.hooksPath', '.githooks')
    repo.write('.githooks/commit-msg', '#!/usr/bin/env python3\n')
    const from = fakePackage()
    const plan = await init(repo, from)
    assert.equal(plan.manual[0]?.file, join(repo.dir, '.githooks', 'commit-msg'))
    assert.ok(existsSync(join(repo.dir, '.githooks', 'pre-push')))
    assert.equal(readFileSync(join(repo.dir, '.githooks', 'commit-msg'), 'utf8'), '#!/usr/bin/env python3\n')
  })
})
