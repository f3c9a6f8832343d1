import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { join } from 'node:path'
import fc from 'fast-check'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { LEDGER_REF, SEEN_PREFIX, trackingFolder, trackingRef } from '../../src/ledger/ledgerRef.ts'
import { sync } from '../../src/ledger/sync.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { plantNotes } from './openTestRepository.ts'

/** One act of somebody somewhere: ours, a crash of ours, or what other hands do with git alone. */
export type Step =
  | { act: 'append'; clone: number; on: number; what: number; worktree: boolean }
  | { act: 'sync'; clone: number }
  | { act: 'crash'; clone: number; during: 'append' | 'sync'; at: number; ran: boolean; what: number }
  | { act: 'notes append' | 'notes remove'; clone: number; on: number }
  | { act: 'notes merge'; clone: number; strategy: string }
  | { act: 'notes prune' | 'forced fetch' | 'gc' | 'delete ref'; clone: number }
  | { act: 'rewrite'; keep: number; rewinds: boolean; mirror: boolean }
  | { act: 'forget remote'; clone: number }
  | { act: 'switch shards' | 'write over' | 'delete remote' }

const CLONES = 3
const clone = fc.nat(CLONES - 1)
const on = fc.nat(3)
const what = fc.nat(5)

/** A step, with writing and synchronising as the most frequent ones. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ act: fc.constant('append' as const), clone, on, what, worktree: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('sync' as const), clone }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('crash' as const),
      clone,
      during: fc.constantFrom('append' as const, 'sync' as const),
      at: fc.nat(14),
      ran: fc.boolean(),
      what,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom('notes append' as const, 'notes remove' as const),
      clone,
      on,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('notes merge' as const),
      clone,
      strategy: fc.constantFrom('ours', 'theirs', 'union', 'cat_sort_uniq'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'notes prune' as const,
        'forced fetch' as const,
        'gc' as const,
        'delete ref' as const,
      ),
      clone,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('rewrite' as const),
      keep: fc.nat(255),
      rewinds: fc.boolean(),
      mirror: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('forget remote' as const), clone }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom('switch shards' as const, 'write over' as const, 'delete remote' as const),
    }),
  },
)

type Clone = { test: TestRepository; repo: Repository; worktree: Repository; commit: string }
type Place = Pick<TestRepository, 'dir' | 'env' | 'git' | 'tryGit'>

/** Where a history is played: the hash of the repositories, and the policy's `ledger.shards` and `ledger.mirror`. */
export type World = { sha256: boolean; shards: 1 | 16; mirror: string | null }

export const anyWorld: fc.Arbitrary<World> = fc.record({
  sha256: fc.boolean(),
  shards: fc.constantFrom(1 as const, 16 as const),
  mirror: fc.constantFrom(null, 'improver-ledger'),
})

/**
 * Plays a history between three clones and a bare server, then lets each clone synchronise until all rest. Holds that
 * every entry whose append came back is in every ledger, that all ledgers are the same, and that each sync
 * named every line that other hands had taken from the remote, its mirror or the clone since it last looked.
 */
export async function playHistory(steps: Step[], { sha256, mirror, ...world }: World): Promise<void> {
  let { shards } = world
  const server = makeRepository({ bare: true, sha256 })
  const clones: Clone[] = []
  for (let number = 0; number < CLONES; number += 1) clones.push(await makeClone(server, sha256))
  const digits = sha256 ? 64 : 40
  const acknowledged = new Set<string>()
  const write = async (repo: Repository, { commit }: Clone, at: number, data: number) => {
    const subject = at === 0 ? commit : oidOf(at, digits)
    const entry = entryOn(subject, { kind: data % 2 ? 'reviewed' : 'validated', data: { what: data } })
    const [filed] = await append(repo, [entry], { shards })
    return filed!.id
  }
  for (const step of steps) {
    const here = clones['clone' in step ? step.clone : 0]!
    const notes = (...args: string[]) => here.test.tryGit('notes', '--ref=improver/ledger', ...args)
    switch (step.act) {
      case 'append':
        acknowledged.add(await write(step.worktree ? here.worktree : here.repo, here, step.on, step.what))
        break
      case 'sync':
        await watchedSync(here, server, mirror)
        break
      case 'crash': {
        const dying = crashing(here.repo, step.at, step.ran)
        const deed =
          step.during === 'sync' ? sync(dying, server.dir, { mirror }) : write(dying, here, 1, step.what)
        const id = await deed.catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error
        })
        if (typeof id === 'string') acknowledged.add(id)
        break
      }
      case 'notes append':
        notes('append', '-m', 'a paragraph of a person', here.commit)
        break
      case 'notes remove':
        notes('remove', '--ignore-missing', step.on === 0 ? here.commit : oidOf(step.on, digits))
        break
      case 'notes merge':
        notes('merge', '-q', '-s', step.strategy, trackingRef(server.dir))
        break
      case 'notes prune':
        notes('prune')
        break
      case 'forced fetch':
        here.test.tryGit('fetch', '-q', server.dir, '+refs/notes/*:refs/notes/*')
        break
      case 'gc':
        here.test.git('gc', '-q', '--prune=now')
        break
      case 'delete ref':
        for (const ref of refsBelow(here.test, LEDGER_REF)) here.test.git('update-ref', '-d', ref)
        break
      case 'rewrite':
        for (const ref of refsBelow(server, step.mirror && mirror ? `refs/heads/${mirror}` : LEDGER_REF))
          rewrite(server, ref, step.keep, step.rewinds)
        break
      case 'forget remote':
        for (const ref of refsBelow(here.test, trackingFolder(server.dir)))
          here.test.git('update-ref', '-d', ref)
        break
      case 'switch shards':
        shards = shards === 1 ? 16 : 1
        break
      case 'write over': {
        // A blob where the ledger and its shards were, which only a branch would not take.
        const blob = server.git('hash-object', '-w', '--stdin')
        for (const ref of refsBelow(server, LEDGER_REF)) server.git('update-ref', ref, blob)
        break
      }
      case 'delete remote':
        for (const ref of refsBelow(server, LEDGER_REF)) server.git('update-ref', '-d', ref)
    }
  }
  for (const one of [...clones, ...clones]) await watchedSync(one, server, mirror)
  const rest = linesBelow(server, LEDGER_REF)
  if (mirror) assert.deepEqual(linesBelow(server, `refs/heads/${mirror}`), rest)
  for (const { test } of [...clones, { test: server }]) {
    assert.deepEqual(linesBelow(test, LEDGER_REF), rest)
    test.git('fsck', '--strict', '--no-dangling')
  }
  const ids = new Set([...rest.values()].flatMap(lines => [...lines].map(idIn)))
  for (const id of acknowledged) assert.ok(ids.has(id), `${id} was acknowledged and is gone`)
}

async function makeClone(server: TestRepository, sha256: boolean): Promise<Clone> {
  const test = makeRepository({ sha256 })
  const commit = test.commit('Begin')
  test.git('remote', 'add', 'origin', server.dir)
  const linked = join(tempDir(), 'linked')
  test.git('worktree', 'add', '-q', '--detach', linked)
  return { test, repo: await openRepository(test.dir), worktree: await openRepository(linked), commit }
}

/** A sync, held to have named what plain git shows to be gone on either side. */
async function watchedSync(
  { test, repo }: Clone,
  server: TestRepository,
  mirror: string | null,
): Promise<void> {
  const folder = trackingFolder(server.dir)
  const gone = (before: Ledgers, now: Ledgers) =>
    [...before].flatMap(([shard, lines]) => [...lines].filter(line => !now.get(shard)?.has(line))).sort()
  const expected = {
    remote: gone(linesBelow(test, `${folder}/ledger`), linesBelow(server, LEDGER_REF)),
    mirror: mirror
      ? gone(linesBelow(test, `${folder}/mirror`), linesBelow(server, `refs/heads/${mirror}`))
      : [],
    here: gone(linesBelow(test, `${SEEN_PREFIX}/ledger`), linesBelow(test, LEDGER_REF)),
  }
  const { missing } = await sync(repo, server.dir, { mirror })
  for (const from of ['remote', 'mirror', 'here'] as const) {
    const named = missing.flatMap(one => (one.from === from ? [`${one.on} ${one.raw}`] : []))
    assert.deepEqual(named.sort(), expected[from], `what was missing: ${from}`)
  }
}

/** The lines of a ledger by its shards, `''` for the ledger itself. */
type Ledgers = Map<string, Set<string>>

function refsBelow({ git }: Place, stem: string): string[] {
  return git('for-each-ref', '--format=%(refname)', `${stem}*`).split('\n').filter(Boolean)
}

/** Every line by git alone, with the object that it stands on. */
function linesBelow(place: Place, stem: string): Ledgers {
  const ledgers: Ledgers = new Map()
  for (const ref of refsBelow(place, stem)) {
    const lines = linesAt(place, ref)
    // One that lost its last line is as none.
    if (lines.size) ledgers.set(ref.slice(stem.length), lines)
  }
  return ledgers
}

function linesAt({ dir, env, git }: Place, ref: string): Set<string> {
  const lines = new Set<string>()
  if (git('cat-file', '-t', ref) !== 'commit') return lines
  for (const [, blob, path] of git('ls-tree', '-r', ref).matchAll(/^\S+ blob (\S+)\t(.*)$/gm)) {
    const text = execFileSync('git', ['cat-file', 'blob', blob!], { cwd: dir, env, encoding: 'latin1' })
    for (const line of text.split('\n')) if (line.trim()) lines.add(`${path!.replaceAll('/', '')} ${line}`)
  }
  return lines
}

/** The id that the append gave: the digest of the line, since none of these is signed. */
function idIn(line: string): string {
  const text = line.slice(line.indexOf(' ') + 1)
  return `sha256:${hash('sha256', Buffer.from(text, 'latin1'), 'hex')}`
}

/** A ref of the server with some lines dropped, on top of what it was or as a history of its own. */
function rewrite(server: TestRepository, ref: string, keep: number, rewinds: boolean): void {
  const kept: Record<string, string> = {}
  let number = 0
  for (const line of linesAt(server, ref)) {
    number += 1
    const [on = ''] = line.split(' ', 1)
    if ((keep >> (number % 8)) & 1) kept[on] = `${kept[on] ?? ''}${line.slice(on.length + 1)}\n`
  }
  if (rewinds) server.git('update-ref', '-d', ref)
  plantNotes(server, kept, ref)
}

class Crash extends Error {}

/** A repository whose process dies at its nth git command, before that has run or when it has. */
function crashing(repo: Repository, at: number, ran: boolean): Repository {
  let left = at
  const run: Repository['run'] = async (args, options) => {
    left -= 1
    if (left > 0) return repo.run(args, options)
    if (ran) await repo.run(args, options).catch(() => {})
    throw new Crash(args.join(' '))
  }
  const text: Repository['text'] = async (args, options) =>
    (await run(args, options)).stdout.toString('utf8').replace(/\n$/, '')
  return { ...repo, run, text }
}
