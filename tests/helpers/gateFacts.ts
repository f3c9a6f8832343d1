import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { UpdateFacts } from '../../src/gate/facts.ts'
import type { Known } from '../../src/gate/signals/signal.ts'
import type { Change } from '../../src/model/change.ts'
import type { ClassFact, CommitFact, SignatureFact, Trailer } from '../../src/model/commit.ts'
import { readPolicy } from '../../src/policy/readPolicy.ts'

const policies = fileURLToPath(new URL('../../policies', import.meta.url))
const PRESETS = Object.fromEntries(
  readdirSync(policies)
    .filter(name => name.endsWith('.yaml'))
    .map(name => [name.replace('.yaml', ''), readFileSync(join(policies, name), 'utf8')]),
)

/** Keys that name themselves: the gate compares them as text. */
export const KEYS = {
  jane: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB',
  rob: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC',
  sue: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD',
}

export const BOT_EMAIL = 'bot@git-improver.invalid'

/** A policy that knows Jane, Rob and Sue, with more YAML under it. */
export function knownWith(yaml = '', preset = 'recommended@1'): Known {
  const people = Object.entries(KEYS).map(
    ([name, key]) => `  ${name}: { emails: [${name}@example.org], keys: ['${key}'] }`,
  )
  const text = `version: 1\nextends: ${preset}\nbranches: { protected: [main, release/*] }\npeople:\n${people.join('\n')}\n${yaml}`
  return { agents: [], policy: readPolicy(text, PRESETS, 'policy.yaml'), now: 0 }
}

export function landingOn(ref = 'refs/heads/main', more: Partial<UpdateFacts> = {}): UpdateFacts {
  return {
    entrance: 'server',
    update: { ref, old: oid('old'), new: oid('new') },
    kind: 'protected',
    rewinds: false,
    shallow: false,
    missingLines: [],
    malformedNotes: [],
    policyProblem: null,
    ...more,
  }
}

/** A name that looks like an object's, always the same for the same word. */
export function oid(word: string): string {
  return Buffer.from(word).toString('hex').padEnd(40, '0').slice(0, 40)
}

export function changeOf(word: string, path = 'src/a.ts'): Change {
  return {
    files: [
      { path, old: { mode: '100644', oid: oid(`${word}-old`) }, new: { mode: '100644', oid: oid(word) } },
    ],
    digest: `sha256:${Buffer.from(word).toString('hex').padEnd(64, 'f').slice(0, 64)}`,
  }
}

type Given = {
  word?: string
  author?: string
  trailers?: Trailer[]
  title?: string
  body?: string
  change?: Change
  class?: Partial<ClassFact>
  signedBy?: string
  signature?: SignatureFact
  parents?: string[]
}

/** A commit fact; by default an improvement of the bot's that Jane initiated, of class algorithm_change. */
export function improvement(given: Given = {}): CommitFact {
  const word = given.word ?? 'improvement'
  return commitFact({
    author: BOT_EMAIL,
    ...given,
    word,
    trailers: [
      { key: 'Improvement-Id', value: 'I01' },
      { key: 'Initiated-by', value: 'Jane Doe <jane@example.org>' },
      ...(given.trailers ?? []),
    ],
    change: given.change ?? changeOf(word),
    class: { class: 'algorithm_change', why: 'it changes code', steering: [], ...given.class },
  })
}

/** A commit fact of a person's, Sue's by default. */
export function commitFact(given: Given = {}): CommitFact {
  const word = given.word ?? 'commit'
  const email = given.author ?? 'sue@example.org'
  const who = { name: email.replace(/@.*/, ''), email, at: 0, offset: '+0000' }
  const trailers = given.trailers ?? []
  const last = trailers.map(({ key, value }) => `${key}: ${value}`).join('\n')
  return {
    oid: oid(word),
    tree: oid(`${word}-tree`),
    parents: given.parents ?? [oid(`${word}-parent`)],
    author: who,
    committer: who,
    message: [given.title ?? 'a change', given.body, last].filter(Boolean).join('\n\n'),
    trailers,
    signature: null,
    signatureFact:
      given.signature ??
      (given.signedBy
        ? { state: 'good', kind: 'ssh', key: given.signedBy, fingerprint: 'SHA256:', userPresent: false }
        : { state: 'none' }),
    ...(given.change && { change: given.change }),
    ...(given.class && { class: { class: 'algorithm_change', why: '', steering: [], ...given.class } }),
  }
}

/** The two lines of a bound review. */
export function review(name: string, change: Change, ref = 'refs/heads/main'): Trailer[] {
  return [
    { key: 'Reviewed-by', value: `${name} <${name}@example.org>` },
    { key: 'Reviewed-Change', value: `${ref} ${change.digest}` },
  ]
}
