import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { append } from '../../src/ledger/append.ts'
import { entryLine } from '../../src/ledger/canonical.ts'
import { COMMAND, improver } from '../helpers/cli.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from '../ledger/entries.ts'
import { openTestRepository, plantNotes } from '../ledger/openTestRepository.ts'

async function withEntries(count: number): Promise<TestRepository> {
  const { test, repo } = await openTestRepository()
  const pad = 'x'.repeat(500)
  await append(
    repo,
    Array.from({ length: count }, (_, n) => entryOn(oidOf(n), { data: { n, pad } })),
  )
  return test
}

function inShell(repo: TestRepository, line: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line, 'sh', process.execPath, COMMAND], {
    cwd: repo.dir,
    env: repo.env,
    encoding: 'utf8',
  })
  return { code: status, stdout, stderr }
}

const fullDisk = existsSync('/dev/full') ? false : 'this system has no /dev/full'

describe('ledger export', () => {
  it('ends in silence when the reader has enough', async () => {
    const repo = await withEntries(2_000)
    const first = inShell(repo, '"$1" "$2" ledger export | head -n 1')
    assert.equal(first.code, 0)
    assert.equal(first.stderr, '')
    assert.equal(first.stdout.split('\n').length, 2)
    assert.equal(typeof JSON.parse(first.stdout).id, 'string')
  })

  it('says that a disk is full, and leaves the last whole file where it was', {
    skip: fullDisk,
  }, async () => {
    const repo = await withEntries(2_000)
    const printed = inShell(repo, '"$1" "$2" ledger export > /dev/full')
    assert.equal(printed.code, 128)
    assert.match(printed.stderr, /the disk is full/)
    assert.equal(inShell(repo, '"$1" "$2" ledger export /dev/full').code, 128)
    const file = join(tempDir(), 'ledger.jsonl')
    writeFileSync(file, 'the last one\n', { mode: 0o640 })
    // A limit on the size of files is the full disk that a test can have.
    const cut = inShell(repo, `ulimit -f 8; trap '' XFSZ; "$1" "$2" ledger export ${file}`)
    assert.notEqual(cut.code, 0)
    assert.equal(readFileSync(file, 'utf8'), 'the last one\n')
    assert.deepEqual(readdirSync(dirname(file)), ['ledger.jsonl'])
    assert.equal(improver(repo, 'ledger', 'export', file).code, 0)
    assert.equal(readFileSync(file, 'utf8').split('\n').length, 2_001)
    assert.equal(statSync(file).mode & 0o777, 0o640)
  })

  it('follows a link and writes into a pipe', async () => {
    const repo = await withEntries(3)
    const dir = tempDir()
    writeFileSync(join(dir, 'there'), '')
    symlinkSync('there', join(dir, 'link'))
    assert.equal(improver(repo, 'ledger', 'export', join(dir, 'link')).code, 0)
    assert.ok(lstatSync(join(dir, 'link')).isSymbolicLink())
    assert.equal(readFileSync(join(dir, 'there'), 'utf8').split('\n').length, 4)
    const piped = inShell(
      repo,
      `mkfifo ${dir}/pipe; cat ${dir}/pipe & "$1" "$2" ledger export ${dir}/pipe; wait`,
    )
    assert.equal(piped.stdout.split('\n').length, 4)
    assert.match(improver(repo, 'ledger', 'export', join(dir, 'none', 'x')).stderr, /ENOENT/)
  })

  it('tells what it left out, where, and in words that a terminal can print', async () => {
    const { test, commit } = await openTestRepository()
    plantNotes(test, {
      [commit]: `${'\u001b[2J\n'.repeat(30)}${entryLine(entryOn(commit))}\n`,
      'odd\u001b[2Jpath': 'x\n',
    })
    const { code, stdout, stderr } = improver(test, 'ledger', 'export')
    assert.equal(code, 0)
    assert.equal(stdout.split('\n').length, 2)
    assert.match(stderr, /^31 lines left out, since they are no entries; they stay in the ledger/)
    assert.match(stderr, new RegExp(`\n {2}on ${commit}: no JSON object\n`))
    assert.match(stderr, /\n {2}and 11 more\n$/)
    assert.doesNotMatch(stderr, /[^\P{Cc}\n]/u)
  })
})

describe('ledger import', () => {
  it('that is killed at any time leaves a sound ledger, which the same import completes', async () => {
    const repo = await withEntries(12_000)
    const file = join(tempDir(), 'ledger.jsonl')
    assert.equal(improver(repo, 'ledger', 'export', file).code, 0)
    const other = makeRepository()
    other.commit('Begin')
    const aside = tempDir()
    for (const [signal, after] of [
      ['SIGINT', 600],
      ['SIGKILL', 1_500],
    ] as const) {
      const child = spawn(process.execPath, [COMMAND, 'ledger', 'import', file], {
        cwd: other.dir,
        env: { ...other.env, TMPDIR: aside },
        stdio: 'ignore',
      })
      const ended = new Promise(resolve => child.on('close', resolve))
      setTimeout(() => child.kill(signal), after)
      await ended
      const fsck = improver(other, 'ledger', 'fsck', '--json')
      assert.equal(fsck.code, 0, fsck.stdout.slice(0, 500))
      assert.equal(((JSON.parse(fsck.stdout).entries % 5_000) % 12_000) % 2_000, 0)
    }
    assert.deepEqual(readdirSync(aside), [], 'nothing is left of what was put aside')
    assert.equal(improver(other, 'ledger', 'import', file).code, 0)
    const count = (one: TestRepository) => improver(one, 'ledger', 'export').stdout.split('\n').sort()
    assert.deepEqual(count(other), count(repo))
    other.git('fsck', '--no-dangling')
  })

  it('reads what is piped in, and says what is wrong with a file', async () => {
    const repo = await withEntries(3)
    const other = makeRepository()
    other.commit('Begin')
    const text = improver(repo, 'ledger', 'export', '--format', 'in-toto').stdout
    const piped = spawnSync(process.execPath, [COMMAND, 'ledger', 'import'], {
      cwd: other.dir,
      env: other.env,
      input: text,
      encoding: 'utf8',
    })
    assert.equal(piped.stdout, '3 entries read, 3 of them new here\n')
    assert.match(improver(other, 'ledger', 'import', other.dir).stderr, /EISDIR/)
  })
})
