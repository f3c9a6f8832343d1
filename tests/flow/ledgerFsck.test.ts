import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { cloneName } from '../../src/flow/cloneNames.ts'
import { exportLedger } from '../../src/flow/ledgerExport.ts'
import { ledgerFsck } from '../../src/flow/ledgerFsck.ts'
import { importLedger } from '../../src/flow/ledgerImport.ts'
import { reviewRepository } from '../../src/flow/reviewRepository.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { entryId } from '../../src/ledger/canonical.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { openPen } from '../../src/ledger/pen.ts'
import { sync } from '../../src/ledger/sync.ts'
import type { Entry, EntryKind } from '../../src/model/entry.ts'
import { makeRepository, repositoryAt, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { giveSigningKey, noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { entryOn, oidOf } from '../ledger/entries.ts'
import '../ledger/openTestRepository.ts'

/** Jane's clone, whose policy knows her key and that of a voucher, and a server. */
function begin() {
  const jane = makeRepository()
  const key = giveSigningKey(jane)
  const ci = makeRepository({ name: 'CI <ci@example.org>' })
  const voucher = giveSigningKey(ci)
  jane.commit('Begin', {
    'a.ts': 'export {}\n',
    '.improver/policy.yaml': `version: 1\nextends: recommended@1\nbranches: { protected: [main] }\npeople:\n  jane: { emails: [jane@example.org], keys: ['${key}'] }\nvouchers: { ci: '${voucher}' }\n`,
  })
  const server = makeRepository({ bare: true })
  for (const key of ['gpg.format', 'user.signingKey'])
    jane.git('config', key, jane.git('config', '--global', key))
  jane.git('remote', 'add', 'origin', server.dir)
  jane.git('push', '-q', 'origin', 'main')
  jane.git('fetch', '-q')
  return { jane, ci, server }
}

/** Another clone of the same person, with the same key. */
function alsoJanes(jane: TestRepository, server: TestRepository): TestRepository {
  const clone = makeRepository({ from: server.dir })
  for (const key of ['gpg.format', 'user.signingKey']) clone.git('config', key, jane.git('config', key))
  return clone
}

/** What Jane's clone says, as the verbs write it: signed, and behind what this clone wrote last. */
async function say(
  clone: TestRepository,
  kind: EntryKind,
  more: Partial<Entry> & { shards?: number } = {},
): Promise<void> {
  const repo = await openRepository(clone.dir)
  const { shards = 1, ...words } = more
  const commit = clone.git('rev-parse', 'HEAD')
  const entry = entryOn(commit, {
    kind,
    at: new Date().toISOString(),
    clone: await cloneName(repo),
    repo: (await reviewRepository(repo))!,
    tree: clone.git('rev-parse', 'HEAD^{tree}'),
    ...words,
  })
  const pen = await openPen(repo, { signs: true, shards })
  const prepared = await pen.prepare(entry)
  assert.ok(prepared.signed, prepared.signed ? '' : prepared.why)
  await pen.append([prepared.entry])
}

const report = async (clone: TestRepository) => ledgerFsck(await openRepository(clone.dir))
const faultsOf = async (clone: TestRepository) =>
  (await report(clone)).faults.filter(one => one.known === null).map(({ fault, says }) => `${fault}: ${says}`)
const synced = async (...clones: TestRepository[]) => {
  for (const clone of clones) await sync(await openRepository(clone.dir), 'origin')
}

describe('ledger fsck over honest histories', { skip: noSigning }, () => {
  test('finds nothing where clones with one key write apart, one of them copied with its git directory', async () => {
    const { jane, server } = begin()
    await say(jane, 'reviewed', { data: { n: 1 } })
    const second = alsoJanes(jane, server)
    await say(second, 'reviewed', { data: { n: 2 } })
    const dir = join(tempDir(), 'copy')
    cpSync(jane.dir, dir, { recursive: true })
    const copy = repositoryAt(dir, jane.env)
    // Both go on from the same last entry, under the same name.
    for (const clone of [jane, copy, second])
      for (const n of [3, 4]) await say(clone, 'measured', { data: { n, dir: clone.dir } })
    await synced(jane, copy, second, jane, copy)
    for (const clone of [jane, copy, second]) {
      assert.deepEqual(await faultsOf(clone), [])
      assert.equal((await report(clone)).entries, 8)
    }
  })

  test('nor where commits are rebased, their old names collected, and the notes pruned by nobody', async () => {
    const { jane } = begin()
    jane.git('switch', '-q', '-c', 'topic')
    jane.commit('One', { 'b.ts': '1\n' })
    await say(jane, 'measured')
    jane.git('switch', '-q', 'main')
    jane.commit('Other', { 'c.ts': '2\n' })
    jane.git('switch', '-q', 'topic')
    jane.git('rebase', '-q', 'main')
    await say(jane, 'measured')
    jane.git('reflog', 'expire', '--expire=now', '--all')
    jane.git('gc', '-q', '--prune=now')
    assert.deepEqual(await faultsOf(jane), [])
    // With notes.rewriteRef git copies notes to the new name.
    jane.git('config', 'notes.rewriteRef', 'refs/notes/improver/*')
    jane.git('commit', '-q', '--amend', '--allow-empty', '-m', 'One more')
    await say(jane, 'measured')
    assert.deepEqual(await faultsOf(jane), [])
    jane.git('reflog', 'expire', '--expire=now', '--all')
    jane.git('gc', '-q', '--prune=now')
    assert.deepEqual(await faultsOf(jane), [])
    jane.git('notes', '--ref=improver/ledger', 'prune')
    // What is left of an entry is the copy that git made on the new name.
    const lost = await faultsOf(jane)
    assert.ok(lost.some(one => /^missing: .*took it out \(Jane Doe/.test(one)))
    assert.ok(
      lost.every(one => /^(missing|altered: it stands on)/.test(one)),
      lost.join('\n'),
    )
  })

  test('nor in shallow, mirrored and partial clones, nor where the clock was set back', async () => {
    const { jane, server } = begin()
    jane.commit('More', { 'd.ts': '1\n' })
    jane.git('push', '-q', 'origin', 'main')
    for (const at of ['2026-01-05T00:00:00.000Z', '1970-01-01T00:00:00.000Z', '2026-01-04T00:00:00.000Z'])
      await say(jane, 'reviewed', { at })
    await synced(jane)
    server.git('config', 'uploadpack.allowFilter', 'true')
    const clones: [string[], { commits: boolean; signers: RegExp | null }][] = [
      [['--depth=1', '--no-local'], { commits: true, signers: /shallow/ }],
      [['--mirror'], { commits: true, signers: null }],
      [['--filter=blob:none', '--no-local'], { commits: false, signers: null }],
      [[], { commits: true, signers: null }],
    ]
    for (const [flags, looked] of clones) {
      const dir = join(tempDir(), 'clone')
      server.git('clone', '-q', ...flags, `file://${server.dir}`, dir)
      const clone = repositoryAt(dir, jane.env)
      if (!flags.includes('--mirror')) await synced(clone)
      assert.deepEqual(await faultsOf(clone), [], flags.join())
      const { entries, commitsChecked, signersChecked } = await report(clone)
      assert.deepEqual([entries, commitsChecked], [3, looked.commits], flags.join())
      assert.match(signersChecked ?? 'looked at', looked.signers ?? /^looked at$/, flags.join())
    }
    const mirror = join(tempDir(), 'of a clone')
    server.git('clone', '-q', '--mirror', jane.dir, mirror)
    assert.deepEqual(await faultsOf(repositoryAt(mirror, jane.env)), [])
  })

  test('nor where some is in shards, other hands have merged notes, and a foreign ledger was imported', async () => {
    const { jane, server } = begin()
    const second = alsoJanes(jane, server)
    for (const [clone, shards] of [
      [jane, 1],
      [jane, 16],
      [second, 16],
      [second, 1],
      [jane, 1],
    ] as const)
      await say(clone, 'measured', { shards, data: { shards } })
    jane.git('fetch', '-q', second.dir, `${LEDGER_REF}:refs/notes/theirs`)
    jane.git('notes', '--ref=improver/ledger', 'merge', '-q', '-s', 'cat_sort_uniq', 'refs/notes/theirs')
    await synced(jane, second, jane)
    assert.deepEqual(await faultsOf(jane), [])
    const other = begin()
    for (const kind of ['reviewed', 'measured', 'proposed'] as const) await say(other.jane, kind)
    async function* lines() {
      for await (const line of exportLedger(await openRepository(other.jane.dir), 'jsonl').lines)
        yield Buffer.from(line)
    }
    await importLedger(await openRepository(jane.dir), lines(), 'x')
    const told = await faultsOf(jane)
    assert.equal(told.length, 2)
    assert.ok(
      told.every(one => one.startsWith('unheard: ')),
      told.join('\n'),
    )
    assert.match(told.join('\n'), /reviewed by .*: it is for another repository \(root:/)
  })
})

describe('ledger fsck over a ledger that others wrote to', { skip: noSigning }, () => {
  test('names who signs what is not theirs to say, and no hint', async () => {
    const { jane, ci } = begin()
    const mallory = makeRepository({ name: 'Mallory <mallory@example.org>' })
    giveSigningKey(mallory)
    const here = await openRepository(jane.dir)
    const repo = (await reviewRepository(here))!
    const on = (kind: EntryKind, more: Partial<Entry> = {}) =>
      entryOn(jane.git('rev-parse', 'HEAD'), { kind, repo, ...more })
    const cases: [TestRepository, Entry, RegExp | null][] = [
      [jane, on('reviewed'), null],
      [jane, on('measured'), null],
      [ci, on('validated'), null],
      [ci, on('benched'), null],
      [ci, on('reviewed', { by: 'CI <ci@example.org>', data: { for: 'Jane Doe <jane@example.org>' } }), null],
      [mallory, on('proposed'), null],
      [
        mallory,
        on('reviewed', { data: { n: 2 } }),
        /^reviewed by Jane Doe .*: it is signed by a key that is not/,
      ],
      [
        mallory,
        on('measured', { data: { n: 2 } }),
        /^measured by Jane Doe .*: it is signed by a key that is not/,
      ],
      [
        mallory,
        on('validated', { data: { n: 2 } }),
        /^validated by Jane Doe .*: it is signed by a key that is not/,
      ],
      [jane, on('validated', { data: { n: 3 } }), /only a voucher of the policy may say that/],
      [jane, on('reviewed', { by: 'Bob <bob@example.org>' }), /^reviewed by Bob <bob@example.org>: /],
      [jane, on('reviewed', { repo: 'root:another' }), /it is for another repository \(root:another\)/],
      [ci, on('withdrawn', { by: 'CI <ci@example.org>' }), /the voucher ci and names nobody/],
    ]
    for (const [who, entry, objection] of cases) {
      const signed = signEntryAs(who, entry)
      await append(here, [signed])
      const named = (await report(jane)).faults.filter(one => one.id === entryId(signed))
      assert.deepEqual(
        named.map(({ fault }) => fault),
        objection ? ['unheard'] : [],
        JSON.stringify(entry),
      )
      if (objection) assert.match(named[0]!.says, objection)
    }
    // That Mallory signs what Jane has said and signed takes nothing from it.
    await append(here, [signEntryAs(mallory, on('reviewed'))])
    assert.equal((await report(jane)).faults.filter(one => one.id === entryId(on('reviewed'))).length, 0)
  })

  test('names a key that was revoked or taken away since, and a policy that knows none or cannot be read', async () => {
    const { jane } = begin()
    await say(jane, 'reviewed')
    assert.deepEqual(await faultsOf(jane), [])
    const policy = (text: string) => {
      jane.commit('Policy', {
        '.improver/policy.yaml': `version: 1\nextends: recommended@1\nbranches: { protected: [main] }\n${text}`,
      })
      jane.git('push', '-q', 'origin', 'main')
      jane.git('fetch', '-q')
    }
    const other = giveSigningKey(makeRepository())
    policy(`people:\n  jane: { emails: [jane@example.org], keys: ['${other}'] }\n`)
    assert.match((await faultsOf(jane)).join(), /^unheard: reviewed by Jane Doe .*not this person's$/)
    policy('')
    assert.deepEqual(await faultsOf(jane), [])
    assert.match((await report(jane)).signersChecked ?? '', /knows no keys/)
    policy('nonsense: [\n')
    assert.deepEqual(await faultsOf(jane), [])
    assert.match((await report(jane)).signersChecked ?? '', /^the policy cannot be read: /)
  })

  test('names what speaks of no commit, and of a time to come', async () => {
    const { jane } = begin()
    const here = await openRepository(jane.dir)
    const blob = jane.git('rev-parse', 'HEAD:a.ts')
    const entries: [Entry, RegExp][] = [
      [entryOn(blob), new RegExp(`${blob} is a blob and no commit`)],
      [entryOn(jane.git('rev-parse', 'HEAD^{tree}'), { tree: oidOf(1) }), /is a tree and no commit/],
      [entryOn(jane.git('rev-parse', 'HEAD'), { tree: oidOf(1) }), /has the tree/],
      [entryOn(oidOf(3), { at: '2999-01-01T00:00:00Z' }), /still to come/],
    ]
    await append(here, [entryOn(oidOf(2)), entryOn(jane.git('rev-parse', 'HEAD'))])
    for (const [entry, says] of entries) {
      await append(here, [entry])
      const impossible = (await report(jane)).faults.filter(one => one.fault === 'impossible')
      assert.match(impossible.find(one => one.id === entryId(entry))?.says ?? 'not named', says)
    }
    assert.equal((await report(jane)).faults.filter(one => one.fault === 'impossible').length, entries.length)
  })
})
