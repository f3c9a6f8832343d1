import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { makeRepository, repositoryAt, type TestRepository } from '../helpers/gitRepository.ts'
import { makeLanding } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

const AGENTS = 'attribution: { agents: [{ name: helper, accounts: ["server:helper-bot"] }] }\n'
const RECEIPTS = 'refs/improver/receipts'

/** The same clone in another account: what the server's login sets. */
const as = (repo: TestRepository, account: string, more: NodeJS.ProcessEnv = {}) =>
  repositoryAt(repo.dir, { ...repo.env, REMOTE_USER: account, ...more })

/** Code that nobody writes twice by chance. */
const code = (name: string) =>
  `export function ${name}(items: string[]): string[] {\n  return [...new Set(items)].map(item => item.trim()).filter(Boolean)\n}\n`

function refused(repo: TestRepository, why: RegExp, ...args: string[]): void {
  const { code: exit, stderr } = repo.tryGit('push', '--no-verify', 'origin', ...args)
  assert.equal(exit, 1, stderr)
  assert.match(stderr, why)
}

function taken(repo: TestRepository, ...args: string[]): void {
  const { code: exit, stderr } = repo.tryGit('push', '--no-verify', 'origin', ...args)
  assert.equal(exit, 0, stderr)
  assert.doesNotMatch(stderr, /git-improver/)
}

describe('receipts', { skip: noSigning }, () => {
  let server: TestRepository
  let jane: TestRepository
  let helper: TestRepository
  let count = 0
  /** An agent's commit under Jane's name, without any mark, on a new branch of `ai/` from main. */
  const work = (files: Record<string, string>, message = 'Make it quicker') => {
    jane.git('fetch', '-q')
    const branch = `ai/change-${count++}`
    jane.git('switch', '-q', '-c', branch, 'origin/main')
    jane.commit(message, files)
    return branch
  }
  const onMain = () => {
    jane.git('fetch', '-q')
    jane.git('switch', '-q', '-C', 'main', 'origin/main')
  }
  const kept = () =>
    server.tryGit('ls-tree', '-r', '--name-only', RECEIPTS).stdout.split('\n').filter(Boolean)

  before(() => {
    const landing = makeLanding('recommended@1', AGENTS)
    server = landing.server
    jane = landing.jane
    helper = as(jane, 'helper-bot')
  })

  it('makes AI of what an agent was the first to push to ai/, whoever brings it to main', () => {
    const branch = work({ 'src/one.ts': code('one') })
    taken(helper, branch)
    refused(jane, /AI \(it came first in a push of helper to refs\/heads\/ai\/change-\d+/, `${branch}:main`)
    server.git('gc', '-q', '--prune=now')
    server.git('notes', '--ref', RECEIPTS, 'list')
    refused(jane, /came first in a push of helper/, `${branch}:main`)
    assert.deepEqual(readdirSync(join(server.dir, 'improver', 'received')), [])
    const local = improver(jane, 'verify', `origin/main..${branch}`)
    assert.equal(local.code, 0, 'a clone does not know')
    jane.git('fetch', '-q', 'origin', `${RECEIPTS}:${RECEIPTS}`)
    const ci = improver(jane, 'verify', `origin/main..${branch}`)
    jane.git('update-ref', '-d', RECEIPTS)
    assert.equal(ci.code, 1)
    assert.match(ci.stdout, /came first in a push of helper/)
  })

  it("has looked at what an agent brought before anybody's push has to wait for it", () => {
    const branch = work({ 'src/index.ts': code('looked') })
    taken(helper, branch)
    const folder = join(server.dir, 'improver', 'content')
    const states = readdirSync(folder).filter(name => name.endsWith('.state'))
    assert.equal(states.length, 1)
    const state = () => readFileSync(join(folder, states[0]!), 'utf8')
    const before = state()
    assert.match(before, new RegExp(server.git('rev-parse', RECEIPTS)))
    refused(jane, /came first in a push of helper/, `${branch}:main`)
    assert.equal(state(), before)
  })

  it('knows the same change in another commit, amended or squashed', () => {
    const branch = work({ 'src/two.ts': code('two') })
    jane.commit('And more', { 'src/three.ts': code('three') })
    taken(helper, branch)
    onMain()
    jane.git('cherry-pick', `${branch}~1`)
    jane.git('commit', '-q', '--amend', '--reset-author', '-m', 'All mine')
    refused(jane, /the same change came first in a push of helper/, 'main')
    onMain()
    jane.git('merge', '-q', '--squash', branch)
    jane.git('commit', '-q', '--no-verify', '-m', 'All mine')
    refused(jane, /the same change came first in a push of helper/, 'main')
  })

  it('leaves what people push to ai/ theirs, a stack on an agent branch included', () => {
    const branch = work({ 'src/four.ts': code('four') })
    taken(as(jane, 'jane'), branch)
    taken(jane, `${branch}:main`)
    const agents = work({ 'src/five.ts': code('five') })
    taken(helper, agents)
    const mine = jane.commit('On top', { 'src/six.ts': code('six') })
    taken(as(jane, 'jane'), agents)
    jane.git('switch', '-q', '-C', 'mine', 'origin/main')
    jane.git('cherry-pick', mine)
    taken(jane, 'mine:main')
  })

  it('leaves what was there before, and what anybody could have written, theirs as well', () => {
    const before = kept().length
    onMain()
    jane.git('switch', '-q', '-C', 'topic')
    const mine = jane.commit('A topic', { 'src/seven.ts': code('seven') })
    taken(as(jane, 'jane'), 'topic')
    taken(helper, 'topic:ai/taint', 'main:ai/main')
    assert.equal(kept().length, before)
    taken(jane, `${mine}:main`)

    const small = work({ VERSION: '1.2.4\n' })
    taken(helper, small)
    onMain()
    jane.commit('Next version', { VERSION: '1.2.4\n' })
    taken(jane, 'main')
    const again = work({ VERSION: '' })
    taken(helper, again)
    onMain()
    jane.git('revert', '--no-edit', 'HEAD')
    jane.commit('Empty it', { VERSION: '' })
    taken(jane, 'main')

    const formatted = work({ 'src/format.ts': code('format') }, 'Format\n\nImprover: lint/eslint@1')
    taken(helper, formatted)
    onMain()
    jane.commit('eslint --fix', { 'src/format.ts': code('format') })
    taken(jane, 'main')
  })

  it('counts what an agent pushes to ai/ and elsewhere at once, and many branches in one push', () => {
    const branch = work({ 'src/eight.ts': code('eight') })
    taken(
      helper,
      branch,
      `${branch}:other`,
      ...Array.from({ length: 30 }, (_, n) => `${branch}:ai/many/${n}`),
    )
    refused(jane, /in a push of helper to refs\/heads\/ai\/\S+ and 30 more/, `${branch}:main`)
    // Another spelling is the same folder on some disks.
    const loud = work({ 'src/nine.ts': code('nine') })
    taken(helper, `${loud}:refs/heads/AI/loud`)
    refused(jane, /in a push of helper to refs\/heads\/AI\/loud/, `${loud}:main`)
  })

  it('holds although post-receive never ran, and makes it good with the next push', () => {
    const branch = work({ 'src/ten.ts': code('ten') })
    const hook = join(server.dir, 'hooks', 'post-receive')
    renameSync(hook, `${hook}.away`)
    taken(helper, branch)
    renameSync(`${hook}.away`, hook)
    const before = kept().length
    refused(jane, /it came first in a push of helper/, `${branch}:main`)
    jane.git('switch', '-q', '-C', 'next', 'origin/main')
    jane.commit('Something else')
    taken(jane, 'next')
    assert.ok(kept().length > before)
    refused(jane, /it came first in a push of helper/, `${branch}:main`)
  })

  it('refuses the push when it could not write it down', () => {
    const branch = work({ 'src/eleven.ts': code('eleven') })
    const folder = join(server.dir, 'improver', 'received')
    renameSync(folder, `${folder}.away`)
    writeFileSync(folder, 'in the way')
    refused(helper, /could not decide and so refuses/, branch)
    refused(jane, /could not decide and so refuses/, `${branch}:main`)
    renameSync(folder, `${folder}.file`)
    renameSync(`${folder}.away`, folder)
    taken(helper, branch)
  })

  it('keeps no receipt of what was refused', () => {
    const branch = work({ 'src/twelve.ts': code('twelve') })
    const before = kept().length
    refused(helper, /own memory|cannot be deleted/, branch, ':refs/heads/main')
    assert.equal(kept().length, before)
    taken(as(jane, 'jane'), branch)
    taken(jane, `${branch}:main`)
  })

  it('lets no push move or delete them, and lets a mirror be pushed', () => {
    const mirror = makeRepository({ name: 'Jane Doe <jane@example.org>', bare: true })
    mirror.git('fetch', '-q', server.dir, '+refs/heads/*:refs/heads/*')
    mirror.git('branch', '-q', 'from-mirror', 'main')
    mirror.git('push', '-q', '--mirror', server.dir)
    assert.ok(kept().length > 0)
    for (const update of [`:${RECEIPTS}`, `+main:${RECEIPTS}`, 'main:refs/improver/receipts/x']) {
      const hidden = mirror.tryGit('push', server.dir, update)
      assert.equal(hidden.code, 1, hidden.stderr)
    }
    server.git('config', '--unset-all', 'receive.hideRefs')
    for (const update of [`:${RECEIPTS}`, `+main:${RECEIPTS}`]) {
      const { code: exit, stderr } = mirror.tryGit('push', server.dir, update)
      assert.equal(exit, 1)
      assert.match(stderr, /server's own record/)
    }
    server.git('config', 'receive.hideRefs', 'refs/improver')
    assert.ok(kept().length > 0)
  })

  it('loses none when many push at once', async () => {
    jane.git('fetch', '-q')
    const names = Array.from({ length: 8 }, (_, n) => `ai/race/${n}`)
    const commits = names.map((name, n) => {
      jane.git('switch', '-q', '-c', name, 'origin/main')
      return jane.commit(`Racer ${n}`, { [`src/race${n}.ts`]: code(`race${n}`) })
    })
    const pushes = names.map(name =>
      spawn('git', ['push', '-q', 'origin', name], { cwd: jane.dir, env: helper.env, stdio: 'ignore' }),
    )
    const codes = await Promise.all(pushes.map(async child => (await once(child, 'close'))[0]))
    assert.deepEqual(
      codes,
      names.map(() => 0),
    )
    const receipts = new Set(kept().map(path => path.replaceAll('/', '')))
    assert.deepEqual(
      commits.filter(oid => !receipts.has(oid)),
      [],
    )
    assert.deepEqual(readdirSync(join(server.dir, 'improver', 'received')), [])
  })

  it('keeps those of a huge push by commit only, with as many processes as for a small one', () => {
    jane.git('fetch', '-q')
    const stream = Array.from(
      { length: 3_000 },
      (_, n) =>
        `commit refs/heads/ai/huge\nmark :${n + 1}\ncommitter Jane Doe <jane@example.org> ${1_700_000_000 + n} +0000\ndata 2\n${n % 10}\n` +
        `${n ? '' : `from ${jane.git('rev-parse', 'origin/main')}\n`}M 644 inline src/huge.txt\ndata 70\n${String(n).padEnd(69, '.')}\n\n`,
    ).join('')
    execFileSync('git', ['fast-import', '--quiet'], { cwd: jane.dir, env: jane.env, input: stream })
    const before = kept().length
    const log = join(jane.dir, '..', 'trace')
    taken(as(jane, 'helper-bot', { GIT_TRACE2_EVENT: log }), 'ai/huge')
    const starts = readFileSync(log, 'utf8').match(/"event":"start"/g) ?? []
    assert.ok(starts.length < 40, `${starts.length} processes`)
    assert.equal(kept().length, before + 3_000)
    refused(jane, /came first in a push of helper to refs\/heads\/ai\/huge/, 'ai/huge~2990:main')
  })

  it('believes nothing that the client says of itself', () => {
    server.git('config', 'receive.advertisePushOptions', 'true')
    const branch = work({ 'src/thirteen.ts': code('thirteen') })
    for (const setting of ['GIT_PUSH_OPTION_0', 'LC_PUSHER', 'HTTP_X_USER', 'GIT_PROTOCOL', 'ssh; rm']) {
      server.git('config', 'improver.pusher', setting)
      refused(helper, /improver\.pusher is .*no variable that a server's login sets/, branch)
    }
    server.git('config', 'improver.pusher', 'REMOTE_USER')
    const wrong = { GL_USERNAME: 'jane', GIT_PUSH_OPTION_COUNT: '1', GIT_PUSH_OPTION_0: 'pusher=jane' }
    taken(as(jane, 'helper-bot', wrong), '-o', 'pusher=jane', branch)
    refused(jane, /came first in a push of helper/, `${branch}:main`)
    server.git('config', '--unset', 'improver.pusher')
  })

  it('is not put off by a hostile environment, and runs nothing of it', () => {
    const trap = join(jane.dir, '..', 'trap.cjs')
    const sprung = `${trap}.sprung`
    writeFileSync(trap, `require('node:fs').writeFileSync(${JSON.stringify(sprung)}, '')\n`)
    const branch = work({ 'src/fourteen.ts': code('fourteen') })
    const hostile = {
      NODE_OPTIONS: `--require ${trap}`,
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'improver.pusher',
      GIT_CONFIG_VALUE_0: 'certificate',
      GIT_CONFIG_KEY_1: 'improver.policyRef',
      GIT_CONFIG_VALUE_1: `refs/heads/${branch}`,
      GIT_CONFIG_PARAMETERS: "'improver.pusher'='certificate'",
    }
    taken(as(jane, 'helper-bot', hostile), branch)
    refused(as(jane, 'jane', hostile), /came first in a push of helper/, `${branch}:main`)
    assert.ok(!existsSync(sprung))
  })
})
