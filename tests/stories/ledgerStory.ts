import assert from 'node:assert/strict'
import { entryLine } from '../../src/ledger/canonical.ts'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { type Landing, makeLanding, propose, SEARCH } from '../helpers/landing.ts'

export const FASTER = SEARCH.replace(
  'packages.find(entry => entry.name === name)',
  'byName.get(name)',
).replace('/** A', 'const byName = new Map(packages.map(entry => [entry.name, entry]))\n\n/** A')
export const BRANCH = 'ai/performance/search'

/** Jane's bot proposes, everybody has it. */
export function proposed(preset = 'recommended@1', policy = ''): Landing & { commit: string } {
  const landing = makeLanding(preset, policy)
  const commit = propose(landing.jane, BRANCH, { 'src/search.ts': FASTER })
  landing.jane.git('push', '-q', 'origin', BRANCH)
  for (const clone of [landing.rob, landing.sue]) {
    clone.git('fetch', '-q')
    clone.git('branch', '-q', BRANCH, `origin/${BRANCH}`)
  }
  return { ...landing, commit }
}

export function sync(repo: TestRepository): void {
  const { code, stderr } = improver(repo, 'ledger', 'sync')
  assert.equal(code, 0, stderr)
}

/** The server's answer to the branch as main, whatever hooks the clone has; nothing really lands. */
export function asked(repo: TestRepository, branch = BRANCH) {
  const { code, stderr } = repo.tryGit('push', '--no-verify', 'origin', `${branch}:main`)
  return { code, stderr }
}

export function refused(repo: TestRepository, why: RegExp, branch = BRANCH): void {
  const { code, stderr } = asked(repo, branch)
  assert.equal(code, 1, stderr)
  assert.match(stderr.replace(/\nremote: */g, ' '), why)
}

export function lands(repo: TestRepository, branch = BRANCH): void {
  const { code, stderr } = asked(repo, branch)
  assert.equal(code, 0, stderr)
}

type Shown = Entry & { id: string }
export const log = (repo: TestRepository) => improverJson<Shown[]>(repo, 'ledger', 'log')
export const last = (repo: TestRepository, kind: string) => {
  const found = log(repo).find(one => one.kind === kind)
  assert.ok(found, `no ${kind} entry`)
  const { id: _, ...entry } = found
  return entry as Entry
}

/** Puts a line into a clone's ledger with plain git and sends it to the server. */
export function write(repo: TestRepository, entry: Entry): void {
  repo.git('notes', '--ref=improver/ledger', 'append', '-m', entryLine(entry), entry.commit)
  sync(repo)
}
