import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { gatherFacts, knownFor } from '../../src/flow/gatherFacts.ts'
import { defaultPolicy } from '../../src/flow/missingPolicy.ts'
import { type Scanned, scan } from '../../src/flow/scan/scan.ts'
import { openRepository } from '../../src/git/repository.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, repositoryAt, type TestRepository, tempDir } from '../helpers/gitRepository.ts'

const CLAUDE = 'Co-authored-by: Claude <noreply@anthropic.com>'
const COPILOT = 'Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>'
const ROB = 'Reviewed-by: Rob Roe <rob@example.org>'

const look = async (repo: TestRepository, options: { ref?: string; since?: string } = {}): Promise<Scanned> =>
  scan(await openRepository(repo.dir), options)

/** The same repository, with commits by GitHub's button. */
function byButton(repo: TestRepository): TestRepository {
  return repositoryAt(repo.dir, {
    ...repo.env,
    GIT_COMMITTER_NAME: 'GitHub',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
  })
}

describe('who made a history', () => {
  it('is told by agent and by automation, and people are people', async () => {
    const repo = makeRepository()
    repo.commit('Start', { 'a.ts': 'export const a = 1\n' })
    repo.commit('By a person', {}, { author: 'Claude Monet <claude@example.org>' })
    repo.commit(`Thanks\n\nReviewed-by: Claude Monet <claude@example.org>`, {})
    repo.commit(
      'deps',
      { 'package.json': '{}' },
      { author: 'renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>' },
    )
    repo.commit(`One\n\n${CLAUDE}`, { 'b.ts': 'export const b = 1\n' })
    byButton(repo).commit(
      `Squashed (#7)\n\n* one\n\n${CLAUDE}\n\n* two\n\n${COPILOT}\n\n---------\n\n${CLAUDE}`,
      { 'c.ts': '1\n' },
    )
    repo.commit(
      'Theirs',
      { 'd.ts': '1\n' },
      { author: 'Copilot <198982749+Copilot@users.noreply.github.com>' },
    )
    const found = await look(repo)
    assert.equal(found.commits, 7)
    assert.equal(found.human, 3)
    assert.equal(found.automation, 1)
    assert.equal(found.ai, 3)
    assert.deepEqual(found.by_agent, { 'Claude Code': 2, 'GitHub Copilot': 2 })
    assert.deepEqual(found.by_automation, { Renovate: 1 })
    assert.equal(found.ref, 'refs/heads/main')
    assert.equal(found.commit, repo.git('rev-parse', 'HEAD'))
  })

  it('is what the gate says, commit by commit', async () => {
    const repo = topics()
    const open = await openRepository(repo.dir)
    const options = { range: ['HEAD'], target: null, secondReader: false }
    const origins: string[] = []
    for await (const { origin } of gatherFacts(open, knownFor(defaultPolicy()), options))
      origins.push(origin.origin)
    const found = await look(repo)
    assert.equal(found.commits, origins.length)
    for (const name of ['human', 'ai', 'automation'] as const)
      assert.equal(found[name], origins.filter(one => one === name).length, name)
  })

  it("goes by the repository's own policy", async () => {
    const repo = makeRepository()
    const policy = (more: string) =>
      `version: 1\nextends: recommended@1\nbranches: { protected: [main] }\n${more}`
    repo.commit('Start', {
      '.improver/policy.yaml': policy(
        'attribution: { agents: [{ name: helper, emails: [helper@example.org] }] }\n',
      ),
    })
    repo.commit('Helped', { a: '1' }, { author: 'Helper <helper@example.org>' })
    repo.commit(`Tagged\n\n${CLAUDE}`, { a: '2' })
    const found = await look(repo)
    assert.deepEqual(found.by_agent, { 'Claude Code': 1, helper: 1 })
    assert.equal(found.policy, 'refs/heads/main:.improver/policy.yaml')
    repo.commit('Tags are nothing', {
      '.improver/policy.yaml': policy('attribution: { tagged: ignore, automation: ai }\n'),
    })
    repo.commit('deps', { a: '3' }, { author: 'x <49699333+dependabot[bot]@users.noreply.github.com>' })
    assert.deepEqual((await look(repo)).by_agent, { Dependabot: 1 })
    repo.commit('Nobody can read it', {
      '.improver/policy.yaml': 'version: 1\nextends: recommended@1\nreview: {}\n',
    })
    const { code, stderr } = improver(repo, 'scan')
    assert.equal(code, 2)
    assert.match(stderr, /policy\.yaml:3:1/)
  })
})

/** A person's topic with AI work, merged by Rob with his review; another one that only was merged. */
function topics() {
  const repo = makeRepository()
  repo.commit('Start', { 'a.ts': 'export const a = 1\n' })
  for (const [topic, message] of [
    ['one', `Merge one\n\n${ROB}`],
    ['two', 'Merge two'],
  ] as const) {
    repo.git('switch', '-q', '-c', topic, 'main')
    repo.commit(`First of ${topic}\n\n${CLAUDE}`, { [`${topic}1.ts`]: 'export const b = 1\n' })
    repo.commit(`Second of ${topic}\n\n${CLAUDE}`, { [`${topic}2.ts`]: 'export const b = 1\n' })
    repo.git('switch', '-q', 'main')
    repo.commit(`Meanwhile ${topic}`, { 'a.ts': `export const a = '${topic}'\n` })
    repo.git('merge', '-q', '--no-ff', '-m', message, topic)
  }
  return repo
}

describe('what of it nobody reviewed', () => {
  it('is what no other person approved, on the commit or on its merge', async () => {
    const repo = topics()
    assert.equal((await look(repo)).ai_work, 4)
    assert.equal((await look(repo)).unreviewed, 2)
    const jane = 'Reviewed-by: Jane Doe <jane@example.org>'
    repo.commit(`By its author\n\n${CLAUDE}\n${jane}`, { c: '1' })
    repo.commit(
      `By an agent\n\n${CLAUDE}\nReviewed-by: Copilot <198982749+Copilot@users.noreply.github.com>`,
      { c: '2' },
    )
    repo.commit(`By another\n\n${CLAUDE}\n${ROB}`, { c: '3' })
    const found = await look(repo)
    assert.equal(found.ai_work, 7)
    assert.equal(found.unreviewed, 4)
    assert.equal(found.unreviewed_by_button, 0)
  })

  it("counts what came by a forge's merge as what came by its button", async () => {
    const repo = topics()
    repo.git('switch', '-q', '-c', 'three')
    repo.commit(`Third\n\n${CLAUDE}`, { 'three.ts': '1\n' })
    repo.git('switch', '-q', 'main')
    byButton(repo).git('merge', '-q', '--no-ff', '-m', 'Merge pull request #3 from jane/three', 'three')
    const found = await look(repo)
    assert.deepEqual([found.unreviewed, found.unreviewed_by_button], [3, 1])
  })

  it("holds a forge's button for no review, and says how many came by it", async () => {
    const repo = makeRepository()
    repo.commit('Start', { a: '1' })
    byButton(repo).commit(`Squashed (#1)\n\n${CLAUDE}`, { a: '2' })
    repo.commit(`Pushed\n\n${CLAUDE}`, { a: '3' })
    const found = await look(repo)
    assert.equal(found.unreviewed, 2)
    assert.equal(found.unreviewed_by_button, 1)
    const { stdout } = improver(repo, 'scan')
    assert.match(stdout, /unreviewed +2 of 2 \(100\.0 %\)\n +by a button +1 of 2 \(50\.0 %\)/)
    assert.match(stdout, /approvals given by a forge's button are not in git and not counted/)
  })

  it('has no merges in it that an agent made', async () => {
    const repo = topics()
    repo.git('switch', '-q', '-c', 'three', 'main~1')
    repo.commit('Mine', { 'three.ts': '1\n' })
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--no-ff', '-m', `Merge three\n\n${CLAUDE}`, 'three')
    const found = await look(repo)
    assert.deepEqual([found.ai, found.ai_work, found.unreviewed], [5, 4, 2])
    assert.match(improver(repo, 'scan').stdout, /of the 4 AI commits \(and 1 that only merges\)/)
  })
})

describe('what of it was taken back', () => {
  it('is what a revert names that stands, itself or with its merge', async () => {
    const repo = topics()
    const kept = repo.commit(`Kept\n\n${CLAUDE}`, { k: '1' })
    repo.git('revert', '--no-edit', kept)
    const revert = repo.git('rev-parse', 'HEAD')
    let found = await look(repo)
    assert.equal(found.reverted, 1)
    const times = repo.git('log', '--format=%ct', '-2').split('\n').map(Number)
    assert.equal(found.reverted_after_median, times[0]! - times[1]!)

    repo.git('revert', '--no-edit', revert)
    found = await look(repo)
    assert.equal(found.reverted, 0)
    assert.equal(found.reverted_after_median, null)

    repo.git('revert', '--no-edit', '-m', '1', repo.git('log', '--format=%H', '--grep=Merge two', '-1'))
    assert.equal((await look(repo)).reverted, 2)
    assert.match(
      improver(repo, 'scan').stdout,
      /reverted +2 of 5 \(40\.0 %\)\n +after +\d+ \w+ \(median of 2\)/,
    )
  })

  it('may be named in short, and is not taken back before it is there', async () => {
    const repo = makeRepository()
    const at = (seconds: number, message: string, files: Record<string, string>) => {
      for (const [path, text] of Object.entries(files)) repo.write(path, text)
      repo.git('add', '-A')
      const date = `@${seconds} +0000`
      execFileSync('git', ['commit', '-q', '-m', message], {
        cwd: repo.dir,
        env: { ...repo.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      })
      return repo.git('rev-parse', 'HEAD')
    }
    at(1_600_000_000, 'Start', { a: '1' })
    const one = at(1_600_090_000, `One\n\n${CLAUDE}`, { a: '2' })
    at(1_600_010_000, `Revert "One"\n\nThis reverts commit ${one.slice(0, 9)} (One, 2020-09-14).`, { a: '1' })
    const found = await look(repo)
    assert.equal(found.reverted, 1)
    assert.equal(found.reverted_after_median, 0)
    const two = at(1_600_200_000, `Two\n\n${CLAUDE}`, { b: '1' })
    at(1_600_200_000 + 3 * 86_400, `This reverts it\n\nThis reverts commit ${two}.`, { b: '2' })
    assert.equal((await look(repo)).reverted_after_median, 1.5 * 86_400)
    assert.match(improver(repo, 'scan').stdout, /after +36 hours \(median of 2\)/)
    assert.equal((await look(repo, { since: '2020-09-15' })).commits, 2)
  })
})

describe('what of it would have landed by itself', () => {
  const policy =
    'version: 1\nextends: recommended@1\nbranches: { protected: [main] }\nauto_approve: { audit: 0 }\n'

  it('is derived from the files of the newest, as the gate does', async () => {
    const repo = makeRepository()
    repo.commit('Start', {
      '.improver/policy.yaml': policy,
      'a.ts': 'export function f() {\n  return 1\n}\n',
    })
    repo.commit(`Say it\n\n${CLAUDE}`, {
      'a.ts': '/** Gives one. */\nexport function f() {\n  return 1\n}\n',
    })
    const code = repo.commit(`Two\n\n${CLAUDE}`, {
      'a.ts': '/** Gives one. */\nexport function f() {\n  return 2\n}\n',
    })
    repo.commit(`Nothing\n\n${CLAUDE}`)
    repo.git('revert', '-n', code)
    repo.commit(`Undo\n\nThis reverts commit ${code}.\n\n${CLAUDE}`)
    const { automatic } = await look(repo)
    assert.deepEqual(automatic, {
      looked_at: 3,
      automatic: 2,
      by_class: { exact_revert: 1, algorithm_change: 1, documentation_only: 1 },
    })
    assert.match(improver(repo, 'scan').stdout, /automatic by class +2 of the newest 3 \(66\.7 %\)/)
  })

  it('stays open in a partial clone, which would have to download the files', async () => {
    const repo = topics()
    repo.git('config', 'uploadpack.allowFilter', 'true')
    const dir = join(tempDir(), 'partial')
    repo.git('clone', '-q', '--bare', '--filter=blob:none', `file://${repo.dir}`, dir)
    const partial = repositoryAt(dir, repo.env)
    const before = listing(dir)
    const found = improverJson<Scanned>(partial, 'scan')
    assert.equal(found.ai, 4)
    assert.equal(found.automatic, null)
    assert.match(found.notes.join('\n'), /partial/)
    assert.deepEqual(listing(dir), before)
  })
})

describe('scan as a command', () => {
  it('prints one document with --json and nothing else, and writes nothing', () => {
    const repo = topics()
    const before = listing(join(repo.dir, '.git'))
    const { code, stdout, stderr } = improver(repo, '--json', 'scan')
    assert.equal(code, 0)
    assert.equal(stderr, '')
    const found = JSON.parse(stdout)
    const { commits, ai, unreviewed, by_agent } = found
    assert.deepEqual(
      { commits, ai, unreviewed, by_agent },
      { commits: 9, ai: 4, unreviewed: 2, by_agent: { 'Claude Code': 4 } },
    )
    assert.equal(improver(repo, 'scan').code, 0)
    assert.deepEqual(listing(join(repo.dir, '.git')), before)
    assert.equal(repo.git('status', '--short'), '')
  })

  it('looks at any ref, from any folder, and at a time', async () => {
    const repo = topics()
    repo.write('sub/x', '')
    assert.equal(
      improverJson<Scanned>({ dir: join(repo.dir, 'sub'), env: repo.env }, 'scan', 'one').commits,
      3,
    )
    assert.deepEqual(improverJson<Scanned>(repo, 'scan').notes, [])
    repo.git('notes', '--ref=improver/helper', 'add', '-m', 'a line')
    assert.match(improver(repo, 'scan').stdout, /the record in refs\/notes\/improver was not read/)
    const none = improver(repo, 'scan', '--since', '1d')
    assert.equal(none.code, 0)
    assert.match(none.stdout, /main at \w{7} since 1d: 0 commits\n/)
    assert.match(none.stdout, /AI-written +0 of 0\n/)
  })

  it('says of a shallow clone that only so many commits are there', () => {
    const repo = topics()
    repo.commit(`Last\n\n${CLAUDE}`, { 'last.ts': '1\n' })
    const dir = join(tempDir(), 'shallow')
    repo.git('clone', '-q', '--depth=1', `file://${repo.dir}`, dir)
    const shallow = repositoryAt(dir, repo.env)
    const { code, stdout } = improver(shallow, 'scan')
    assert.equal(code, 0)
    assert.match(stdout, /main at \w{7}: only 1 commit here/)
    assert.match(stdout, /note {2}this clone is shallow: older commits are not here/)
    const found = improverJson<Scanned>(shallow, 'scan')
    assert.equal(found.shallow, true)
    assert.deepEqual([found.ai, found.unreviewed, found.automatic?.looked_at], [1, 1, 0])
  })

  it('says what is wrong and what to do next', () => {
    const empty = makeRepository()
    const run = (repo: TestRepository, ...args: string[]) => {
      const { code, stdout, stderr } = improver(repo, 'scan', ...args)
      assert.equal(code, 2)
      assert.equal(stdout, '')
      assert.match(stderr, /\n {2}next {2}\S/)
      return stderr
    }
    assert.match(run(empty), /has no commit yet on refs\/heads\/main/)
    const repo = topics()
    assert.match(
      run(repo, '--since', 'lately'),
      /it takes a number of days.*\n.*git improver scan --since 90d/,
    )
    // git would take each of these for another time, and the figures would be of that.
    for (const since of ['100y', '1960-01-01', '2026-02-30', '9000-01-01', '90', '1d ago', ''])
      assert.match(run(repo, '--since', since), /it takes a number of days/, since)
    assert.match(run(repo, 'nowhere'), /nowhere names no commit/)
    assert.match(run({ ...repo, dir: tempDir() }), /is not inside a git repository/)
  })

  it('counts a commit that can be read in two ways as a commit, and goes on', () => {
    const repo = topics()
    const raw = execFileSync('git', ['cat-file', 'commit', 'HEAD'], { cwd: repo.dir, encoding: 'utf8' })
    const odd = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], {
      cwd: repo.dir,
      input: raw.replace(/^author .*\n/m, line => `${line}${line}`),
      encoding: 'utf8',
    }).trim()
    repo.git('update-ref', 'refs/heads/odd', odd)
    const found = improverJson<Scanned>(repo, 'scan', 'odd')
    assert.deepEqual([found.commits, found.unreadable, found.ai], [9, 1, 4])
    assert.match(improver(repo, 'scan', 'odd').stdout, /1 commit can be read in more than one way/)
  })
})

/** Every file below a folder, with its size, time and bytes. */
function listing(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => {
      const { mtimeMs, size } = statSync(path)
      return `${path} ${mtimeMs} ${statSync(path).isFile() ? `${size} ${readFileSync(path, 'base64')}` : ''}`
    })
    .sort()
}
