import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { LedgerReport } from '../../src/flow/ledgerFsck.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import type { LedgerFault } from '../../src/model/ledgerFault.ts'
import { COMMAND, improver } from '../helpers/cli.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { plantNotes } from '../ledger/openTestRepository.ts'
import { BRANCH, log, proposed, sync } from './ledgerStory.ts'

function fsck(repo: TestRepository): { code: number; report: LedgerReport } {
  const { code, stdout, stderr } = improver(repo, 'ledger', 'fsck', '--json')
  assert.ok(stdout, stderr)
  return { code, report: JSON.parse(stdout) }
}
const open = ({ report }: { report: LedgerReport }, fault: LedgerFault['fault']) =>
  report.faults.filter(one => one.fault === fault && one.known === null)

/** Rob approves and rejects by signed entries; the bot's own hint is unsigned; all of it is on the server. */
function told() {
  const landing = proposed()
  const { jane, rob } = landing
  assert.equal(improver(rob, 'approve', '--entry', BRANCH).code, 0)
  assert.equal(improver(rob, 'reject', BRANCH, '--reason', 'on second thought').code, 0)
  assert.equal(improver(rob, 'ledger', 'add', '--kind', 'measured', '--data', '{"ms":3}').code, 0)
  sync(rob)
  sync(jane)
  return landing
}

/** The server's notes with each line that fits changed, by whoever has a shell there. */
function rewriteServer(server: TestRepository, change: (line: string) => string | null): void {
  const notes: Record<string, string> = {}
  for (const [, blob, path] of server.git('ls-tree', '-r', LEDGER_REF).matchAll(/ blob (\S+)\t(.*)$/gm)) {
    const lines = server
      .git('cat-file', 'blob', blob!)
      .split('\n')
      .flatMap(line => change(line) ?? [])
    if (lines.length) notes[path!.replaceAll('/', '')] = `${lines.join('\n')}\n`
  }
  server.git('update-ref', '-d', LEDGER_REF)
  plantNotes(server, notes)
}

describe('ledger fsck', { skip: noSigning }, () => {
  it('finds nothing in an honest ledger, and names the entries that nobody signed', () => {
    const { jane } = told()
    const clean = fsck(jane)
    assert.equal(clean.code, 0)
    assert.deepEqual([clean.report.entries, clean.report.signed, clean.report.faults], [3, 3, []])
    assert.match(improver(jane, 'ledger', 'fsck').stdout, /^3 entries, 3 of them signed: nothing is wrong\n$/)
    jane.git('config', '--unset', '--global', 'user.signingKey')
    assert.equal(improver(jane, 'ledger', 'add', '--kind', 'measured').code, 0)
    const unsigned = fsck(jane)
    assert.equal(unsigned.code, 0)
    assert.deepEqual(
      open(unsigned, 'unsigned').map(one => one.says),
      ['measured by Jane Doe <jane@example.org>'],
    )
  })

  it('names what other hands take out of a clone, until it is back', () => {
    const { rob } = told()
    const subject = log(rob).find(one => one.kind === 'rejected')!.commit
    rob.git('notes', '--ref=improver/ledger', 'remove', subject)
    const gone = fsck(rob)
    assert.equal(gone.code, 1)
    const ids = open(gone, 'missing').map(one => one.id)
    assert.equal(ids.length, 2)
    for (const { says } of open(gone, 'missing')) {
      assert.match(says, /it stood here when this clone last looked/)
      assert.match(says, /took it out \(Rob Roe <rob@example.org>, \d{4}-/)
    }
    assert.match(improver(rob, 'ledger', 'fsck').stdout, /^missing \(2\): stood in a ledger/)
    sync(rob)
    assert.equal(fsck(rob).code, 0)
  })

  it('names in a clone that never saw it what a rewritten server took from the middle of a chain, and what it changed', () => {
    const { server } = told()
    const fresh = () => {
      const clone = makeRepository({ from: server.dir, name: 'Ann Poe <ann@example.org>' })
      sync(clone)
      return clone
    }
    const before = log(fresh())
    const [approval, rejection] = ['reviewed', 'rejected'].map(kind => before.find(one => one.kind === kind)!)
    rewriteServer(server, line => (line.includes('"kind":"rejected"') ? null : line))
    const robbed = fsck(fresh())
    assert.equal(robbed.code, 1)
    assert.deepEqual(
      open(robbed, 'missing').map(one => one.id),
      [rejection!.id],
    )
    rewriteServer(server, line => line.replace('"ms":3', '"ms":1'))
    const changed = fsck(fresh())
    assert.deepEqual(
      open(changed, 'altered').map(one => one.says.split(':')[0]),
      ['its signature does not hold'],
    )
    assert.ok(before.some(one => one.id === approval!.id))
  })

  it('says that a fault is known once somebody who may has said so, and not before', () => {
    const { server, rob, jane } = told()
    rewriteServer(server, line => (line.includes('"kind":"rejected"') ? null : line))
    const clone = makeRepository({ from: server.dir, name: 'Ann Poe <ann@example.org>' })
    sync(clone)
    const [fault] = open(fsck(clone), 'missing')
    const add = (repo: TestRepository) =>
      improver(repo, 'ledger', 'add', '--kind', 'incident', '--of', fault!.id, '--data', '{"reason":"old"}')
    assert.equal(add(clone).code, 0)
    assert.equal(fsck(clone).code, 1, 'a stranger acknowledges nothing')
    // Jane writes in a clone of her own that has the same hole.
    const hers = makeRepository({ from: server.dir, name: 'Jane Doe <jane@example.org>' })
    for (const key of ['gpg.format', 'user.signingKey'])
      hers.git('config', key, jane.git('config', '--global', key))
    sync(hers)
    assert.equal(add(hers).code, 0)
    const known = fsck(hers)
    assert.equal(known.code, 0)
    assert.equal(known.report.faults.find(one => one.id === fault!.id)?.known?.slice(0, 7), 'sha256:')
    assert.match(improver(hers, 'ledger', 'fsck').stdout, /^1 more that an incident acknowledges\n/)
    assert.equal(improver(hers, 'ledger', 'add', '--kind', 'incident', '--of', 'abc').code, 2)
    assert.ok(rob.dir)
  })
})

describe('ledger export and import', { skip: noSigning }, () => {
  it('carry every entry, with its signature, to a clone that never met the server', () => {
    const { jane, rob } = told()
    const dir = tempDir()
    const other = makeRepository({ name: 'Ann Poe <ann@example.org>' })
    other.commit('Begin')
    for (const format of ['jsonl', 'in-toto']) {
      const file = join(dir, `ledger.${format}`)
      const out = improver(jane, 'ledger', 'export', file, '--format', format)
      assert.deepEqual([out.code, out.stdout, out.stderr], [0, '', `3 entries written to ${file}\n`])
      const back = improver(other, 'ledger', 'import', file)
      assert.equal(back.code, 0, back.stderr)
      assert.equal(back.stdout, `3 entries read, ${format === 'jsonl' ? 3 : 0} of them new here\n`)
    }
    const sorted = (repo: TestRepository) => improver(repo, 'ledger', 'export').stdout.split('\n').sort()
    assert.deepEqual(sorted(other), sorted(rob))
    const piped = spawnSync(process.execPath, [COMMAND, 'ledger', 'import'], {
      cwd: other.dir,
      env: other.env,
      input: improver(rob, 'ledger', 'export', '--format', 'in-toto').stdout,
      encoding: 'utf8',
    })
    assert.equal(piped.stdout, '3 entries read, 0 of them new here\n')
  })

  it('refuse a file of which one line was changed, by its number, and take nothing of it', () => {
    const { jane } = told()
    const file = join(tempDir(), 'ledger.jsonl')
    assert.equal(improver(jane, 'ledger', 'export', file).code, 0)
    const lines = readFileSync(file, 'utf8').split('\n')
    const other = makeRepository({ name: 'Ann Poe <ann@example.org>' })
    other.commit('Begin')
    const at = lines.findIndex(line => line.includes('"ms":3'))
    const whole = JSON.parse(lines[at]!)
    whole.entry.data.ms = 1
    for (const [text, why] of [
      [JSON.stringify(whole), /its id is sha256:/],
      [JSON.stringify({ entry: whole.entry }), /its signature does not hold/],
      ['hello', /no JSON/],
    ] as const) {
      writeFileSync(file, lines.with(at, text).join('\n'))
      const { code, stderr } = improver(other, 'ledger', 'import', file)
      assert.equal(code, 2)
      assert.match(stderr, new RegExp(`ledger.jsonl:${at + 1}: `))
      assert.match(stderr, why)
      assert.equal(other.tryGit('rev-parse', '-q', '--verify', LEDGER_REF).code, 1)
    }
    assert.match(improver(other, 'ledger', 'import', join(tempDir(), 'none')).stderr, /ENOENT/)
    assert.equal(improver(other, 'ledger', 'export', '--format', 'xml').code, 2)
    assert.equal(improver(other, 'ledger', 'toString').code, 2)
  })
})
