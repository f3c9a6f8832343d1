import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { applyPlan } from '../../src/install/applyPlan.ts'
import { planAsJson } from '../../src/install/installStep.ts'
import { planInit } from '../../src/install/planInit.ts'
import { planUninstall } from '../../src/install/planUninstall.ts'
import { Failure } from '../../src/model/failure.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { fakePackage } from './fakePackage.ts'
import { factsOf, hookOf, init, installed, sealed, uninstall, withCommit } from './installation.ts'
import { listing } from './listing.ts'

const AI = 'perf: faster\n\nImprovement-Id: I5f0c1e'

describe('init and uninstall', () => {
  it('changes nothing while it plans, then does just what the plan says', async () => {
    const repo = withCommit()
    const before = listing(repo.dir)
    const plan = planInit(await factsOf(repo, fakePackage()), { preset: 'recommended' })
    assert.deepEqual(listing(repo.dir), before)
    const git = join(repo.dir, '.git')
    assert.deepEqual(planAsJson(plan), {
      steps: [
        { path: join(git, 'hooks/commit-msg'), action: 'create' },
        { path: join(git, 'hooks/pre-push'), action: 'create' },
        { path: join(git, 'hooks/prepare-commit-msg'), action: 'create' },
        { path: join(git, 'improver/where'), action: 'create' },
        { path: join(git, 'improver/carrier'), action: 'create' },
        { path: join(git, 'improver/protected'), action: 'create' },
        { path: join(repo.dir, '.improver/policy.yaml'), action: 'create' },
      ],
    })
    await sealed(repo, () => applyPlan(plan))
    const paths = (lines: string[]) => lines.map(line => line.split(' ')[0])
    const known = new Set(paths(before))
    assert.deepEqual(
      paths(listing(repo.dir)).filter(path => !known.has(path)),
      [
        '.git/hooks/commit-msg',
        '.git/hooks/pre-push',
        '.git/hooks/prepare-commit-msg',
        '.git/improver/',
        '.git/improver/carrier',
        '.git/improver/installed.json',
        '.git/improver/protected',
        '.git/improver/where',
        '.improver/',
        '.improver/policy.yaml',
      ],
    )
    assert.deepEqual(
      plan.next.map(step => 'run' in step && step.run.join(' ')),
      ['git add .improver', 'git commit -m Add the policy of git-improver'],
    )
  })

  it('gives every byte and mode back', async () => {
    const repo = withCommit()
    writeFileSync(hookOf(repo, 'commit-msg'), '#!/bin/sh\n\xff\r\nexit 0', 'latin1')
    chmodSync(hookOf(repo, 'commit-msg'), 0o711)
    mkdirSync(join(repo.dir, 'scripts'))
    writeFileSync(join(repo.dir, 'scripts', 'pre-push'), '#!/bin/sh\n')
    symlinkSync('../../scripts/pre-push', hookOf(repo, 'pre-push'))
    const before = listing(repo.dir)
    const from = fakePackage()
    await init(repo, from)
    repo.tryGit('commit', '--allow-empty', '-m', AI)
    const { notes } = await uninstall(repo, from)
    assert.deepEqual(listing(repo.dir).filter(same), before.filter(same))
    assert.deepEqual(notes, [])

    function same(line: string) {
      return !line.startsWith('.git/refs')
    }
  })

  it('changes nothing the second time, and brings an older hook up to date', async () => {
    const repo = withCommit()
    writeFileSync(hookOf(repo, 'commit-msg'), '#!/bin/sh\n')
    const before = listing(repo.dir)
    const from = fakePackage()
    await init(repo, from)
    const after = listing(repo.dir)
    assert.deepEqual((await init(repo, from)).steps, [])
    assert.deepEqual(listing(repo.dir), after)
    const newer = fakePackage()
    const plan = await init(repo, newer)
    assert.deepEqual(
      plan.steps.map(step => step.action),
      ['edit', 'edit', 'edit', 'edit'],
    )
    assert.match(readFileSync(hookOf(repo, 'pre-push'), 'utf8'), new RegExp(newer.home))
    await uninstall(repo, newer)
    assert.deepEqual(listing(repo.dir), before)
  })

  it('leaves alone what was changed since, and says so', async () => {
    const repo = withCommit()
    writeFileSync(hookOf(repo, 'commit-msg'), '#!/bin/sh\necho before\n', { mode: 0o755 })
    const from = fakePackage()
    await init(repo, from)
    appendFileSync(hookOf(repo, 'commit-msg'), 'echo mine\n')
    appendFileSync(join(repo.dir, '.improver', 'policy.yaml'), '# mine\n')
    const { notes } = await uninstall(repo, from)
    assert.match(readFileSync(hookOf(repo, 'commit-msg'), 'utf8'), /echo mine/)
    assert.ok(existsSync(`${hookOf(repo, 'commit-msg')}.before-git-improver`))
    assert.ok(!existsSync(hookOf(repo, 'pre-push')))
    assert.match(readFileSync(join(repo.dir, '.improver', 'policy.yaml'), 'utf8'), /# mine/)
    assert.equal(notes.length, 4, notes.join('\n'))
    assert.match(notes.join('\n'), /commit-msg was changed since init.*left alone/)
    assert.match(notes.join('\n'), /before-git-improver stays, because/)
    assert.match(notes.join('\n'), /\.improver stays, because something else is in it/)
  })

  it('brings a hook back from the journal when somebody deleted it, and as changed when somebody changed it', async () => {
    const repo = withCommit()
    for (const name of ['commit-msg', 'pre-push'])
      writeFileSync(hookOf(repo, name), `#!/bin/sh\necho ${name}\n`, { mode: 0o755 })
    const from = fakePackage()
    await init(repo, from)
    unlinkSync(`${hookOf(repo, 'commit-msg')}.before-git-improver`)
    appendFileSync(`${hookOf(repo, 'pre-push')}.before-git-improver`, 'echo more\n')
    const { notes } = await uninstall(repo, from)
    assert.equal(readFileSync(hookOf(repo, 'commit-msg'), 'utf8'), '#!/bin/sh\necho commit-msg\n')
    assert.equal(readFileSync(hookOf(repo, 'pre-push'), 'utf8'), '#!/bin/sh\necho pre-push\necho more\n')
    assert.match(notes.join('\n'), /pre-push comes back as you changed it meanwhile/)
  })

  it('leaves a committed policy, for it is the team’s', async () => {
    const { repo, from } = await installed()
    const { notes } = await uninstall(repo, from)
    assert.equal(repo.git('status', '--porcelain'), '')
    assert.match(
      notes.join('\n'),
      /policy\.yaml is committed and stays; to take it out: git rm -r \.improver/,
    )
  })

  it('does nothing by halves: a step that fails undoes those before it', async () => {
    const repo = withCommit()
    writeFileSync(hookOf(repo, 'commit-msg'), '#!/bin/sh\n')
    const plan = planInit(await factsOf(repo, fakePackage()), { preset: 'recommended' })
    writeFileSync(join(repo.dir, '.improver'), 'in the way\n')
    const before = listing(repo.dir)
    await assert.rejects(
      sealed(repo, () => applyPlan(plan)),
      Failure,
    )
    assert.deepEqual(listing(repo.dir), before)
    rmSync(join(repo.dir, '.improver'))
    writeFileSync(hookOf(repo, 'pre-push'), 'someone was faster\n')
    const later = listing(repo.dir)
    await assert.rejects(
      sealed(repo, () => applyPlan(plan)),
      /pre-push has changed since the plan was made/,
    )
    assert.deepEqual(listing(repo.dir), later)
  })

  it('can be undone after a stop between any two steps', async () => {
    const from = fakePackage()
    for (let steps = 1; steps <= 7; steps += 1) {
      const repo = withCommit()
      for (const name of ['commit-msg', 'pre-push']) writeFileSync(hookOf(repo, name), name, { mode: 0o755 })
      const before = listing(repo.dir)
      const plan = planInit(await factsOf(repo, from), { preset: 'recommended' })
      await sealed(repo, () => applyPlan({ ...plan, steps: plan.steps.slice(0, steps) }))
      await uninstall(repo, from)
      assert.deepEqual(listing(repo.dir), before, `${steps} steps`)
      // Written down, but not done any more.
      const journaled = planInit(await factsOf(repo, from), { preset: 'recommended' })
      await sealed(repo, () => applyPlan({ ...journaled, steps: journaled.steps.slice(0, steps) }))
      const last = journaled.steps[steps - 1]
      if (last?.action === 'create') rmSync(last.path)
      else if (last?.action === 'move') execFileSync('mv', [last.to, last.path])
      await uninstall(repo, from)
      assert.deepEqual(listing(repo.dir), before, `${steps} steps, the last one not done`)
    }
  })

  it('runs from every linked worktree, with one set of hooks', async () => {
    const repo = withCommit()
    const linked = join(tempDir(), 'linked')
    repo.git('worktree', 'add', '-q', linked, '-b', 'topic')
    const from = fakePackage()
    const plan = await init(repo, from, { preset: 'recommended' }, linked)
    assert.equal(plan.steps[0]?.path, hookOf(repo, 'commit-msg'))
    assert.ok(existsSync(join(linked, '.improver', 'policy.yaml')))
    repo.git('commit', '-q', '--allow-empty', '-m', AI)
    assert.equal(from.calls().length, 1)
  })

  it('makes a hooks directory where a template left none, and takes it away again', async () => {
    const repo = withCommit()
    rmSync(join(repo.dir, '.git', 'hooks'), { recursive: true })
    const before = listing(repo.dir)
    const from = fakePackage()
    await init(repo, from)
    repo.git('commit', '-q', '--allow-empty', '-m', AI)
    assert.equal(from.calls().length, 1)
    await uninstall(repo, from)
    assert.deepEqual(
      listing(repo.dir).filter(line => !line.startsWith('.git/refs')),
      before.filter(line => !line.startsWith('.git/refs')),
    )
  })

  it('keeps what else lies in its directory', async () => {
    const { repo, from } = await installed()
    writeFileSync(join(repo.dir, '.git', 'improver', 'clone'), 'id\n')
    const facts = await factsOf(repo, from)
    const { notes } = await uninstall(repo, from)
    assert.match(notes.join('\n'), /improver stays, because something else is in it/)
    assert.ok(existsSync(join(repo.dir, '.git', 'improver', 'clone')))
    assert.throws(() => planUninstall({ ...facts, journal: null }), /nothing was installed/)
  })

  it('says that a hook which was switched off stays so', async () => {
    const repo = withCommit()
    writeFileSync(hookOf(repo, 'commit-msg'), '#!/bin/sh\nexit 1\n', { mode: 0o644 })
    const plan = await init(repo, fakePackage())
    assert.match(
      plan.notes.join('\n'),
      /commit-msg was not executable, so git ignored it, and it stays ignored/,
    )
    repo.commit('by a person')
  })

  it('lets an earlier commit-msg hook change the message first, and refuse with its own code', async () => {
    const repo = withCommit()
    writeFileSync(
      hookOf(repo, 'commit-msg'),
      '#!/bin/sh\nif grep -q BAD "$1"; then exit 3; fi\nprintf "\\nImprovement-Id: I1\\n" >> "$1"\n',
      { mode: 0o755 },
    )
    const from = fakePackage()
    await init(repo, from)
    repo.git('commit', '-q', '--allow-empty', '-m', 'x')
    assert.equal(from.calls().length, 1)
    from.reset()
    assert.equal(repo.tryGit('commit', '-q', '--allow-empty', '-m', 'BAD').code, 1)
    assert.equal(from.starts(), 0)
  })

  it('does not move a hook that acts on its own name; it says what to add', async () => {
    const repo = withCommit()
    writeFileSync(hookOf(repo, 'commit-msg'), '#!/bin/sh\nexec ./dispatch "$(basename "$0")" "$@"\n', {
      mode: 0o755,
    })
    const plan = await init(repo, fakePackage())
    assert.ok(!plan.steps.some(step => step.path === hookOf(repo, 'commit-msg')))
    assert.match(
      plan.manual[0]?.lines.join('\n') ?? '',
      /^sh .*hooks\/gate\/run commit-msg "\$@" \|\| exit \$\?$/,
    )
  })
})
