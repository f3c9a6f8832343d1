import * as z from 'zod/mini'
import { CLASSES, type Class } from '../model/commit.ts'
import { ASSURANCES } from '../model/decision.ts'
import { CARRIERS, CHECK_NAMES } from '../model/policy.ts'
import { aiPrefixProblem, baselineProblem, branchProblem } from './branchNames.ts'
import { emailProblem } from './emailAddress.ts'
import { globProblem } from './globProblem.ts'
import { improverProblem, patternsProblem } from './improverProblem.ts'
import { commandProblem, nameProblem, remoteProblem, wordProblem, wordsProblem } from './names.ts'
import { dateProblem, personKeyProblem, spanProblem } from './personKey.ts'
import { readPublicKey } from './publicKey.ts'
import { refProblem } from './refProblem.ts'
import {
  authorityKeyProblem,
  durationProblem,
  emailPatternProblem,
  revokedKeyProblem,
  serialProblem,
} from './signers.ts'

/** Text that one of our own functions finds nothing wrong with. */
const text = (problemOf: (text: string) => string | null) =>
  z.string().check(
    z.check(({ value, issues }) => {
      const message = problemOf(value)
      if (message !== null) issues.push({ code: 'custom', input: value, message })
    }),
  )

const keyProblem = (line: string) => {
  const read = readPublicKey(line)
  return typeof read === 'string' ? read : null
}

/** A map whose keys are names too. They are judged even where a value is wrong, so that all is told at once. */
const named = <T extends z.ZodMiniType>(problemOf: (key: string) => string | null, type: T) =>
  z.record(z.string(), type).check(
    z.check(
      ({ value, issues }) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return
        for (const key of Object.keys(value)) {
          const message = problemOf(key)
          if (message !== null)
            issues.push({ code: 'custom', input: key, path: [key], message, params: { key: true } })
        }
      },
      { when: () => true },
    ),
  )

/** Bounded, since refs and names are compared each with each. */
const list = <T extends z.ZodMiniType>(type: T) => z.optional(z.array(type).check(z.maxLength(200)))

const name = text(nameProblem)
const words = list(text(wordProblem))
const emails = list(text(emailProblem))
const keys = list(text(keyProblem))
const date = z.optional(text(dateProblem))
const dated = z.strictObject({ key: text(personKeyProblem), from: date, until: date }).check(
  z.check(({ value, issues }) => {
    const message = spanProblem(value)
    if (message !== null) issues.push({ code: 'custom', input: value, message })
  }),
)
const personKeys = list(z.union([text(personKeyProblem), dated]))
const refs = list(text(refProblem))
const flag = z.optional(z.boolean())
const count = z.int().check(z.minimum(0))
const revoked = z.union([
  text(revokedKeyProblem),
  z.strictObject({ authority: text(revokedKeyProblem), serial: z.union([count, text(serialProblem)]) }),
])
const quorum = z.union([
  count,
  z.strictObject({
    required: z.int().check(z.minimum(1)),
    from: z.array(text(wordsProblem)).check(z.minLength(1), z.maxLength(200)),
  }),
])
const positive = z.optional(z.int().check(z.minimum(1)))
const share = z.union([
  z.number().check(z.minimum(0), z.maximum(1)),
  z.string().check(z.regex(/^(?:100|\d{1,2}(?:\.\d{1,6})?)%$/)),
])
/** Inputs that notice less than half of what is wrong near by show nothing. */
const halfOrMore = z.union([
  z.number().check(z.minimum(0.5), z.maximum(1)),
  z.string().check(z.regex(/^(?:100|[5-9]\d(?:\.\d{1,6})?)%$/)),
])
const severity = z.optional(z.enum(['ignore', 'warn', 'block']))

const eachClass = <T extends z.ZodMiniType>(type: T) =>
  Object.fromEntries(CLASSES.map(name => [name, z.optional(type)])) as Record<Class, z.ZodMiniOptional<T>>

/** What a person writes: everything but the version may be left to the preset. */
export const writtenPolicy = z.strictObject({
  version: z.literal(1),
  extends: z.optional(z.string()),
  repository: z.optional(text(wordProblem)),
  branches: z.optional(
    z.strictObject({ protected: refs, ai: z.optional(text(aiPrefixProblem)), trust: refs }),
  ),
  attribution: z.optional(
    z.strictObject({
      declared: severity,
      tagged: severity,
      traced: severity,
      automation: z.optional(z.enum(['ignore', 'human', 'ai'])),
      carrier: z.optional(z.enum(CARRIERS)),
      agents: list(z.strictObject({ name, emails, keys, accounts: words })),
      except: list(text(globProblem)),
      baseline: list(text(baselineProblem)),
    }),
  ),
  people: z.optional(
    named(nameProblem, z.strictObject({ emails, keys: personKeys, accounts: words, teams: words })),
  ),
  vouchers: z.optional(named(nameProblem, text(keyProblem))),
  signers: z.optional(
    z.strictObject({
      authorities: list(
        z.strictObject({ key: text(authorityKeyProblem), emails: z.array(text(emailPatternProblem)) }),
      ),
      revoked: z.optional(z.array(revoked).check(z.maxLength(5000))),
      certificate_grace: z.optional(z.union([count, text(durationProblem)])),
    }),
  ),
  reviews: z.optional(
    z.strictObject({
      required: z.optional(count),
      assurance: z.optional(z.enum(ASSURANCES)),
      bind: z.optional(z.enum(['files', 'trees'])),
      owners: flag,
      initiator: flag,
      by_class: z.optional(z.strictObject(eachClass(quorum))),
      by_path: z.optional(named(globProblem, quorum)),
    }),
  ),
  auto_approve: z.optional(z.strictObject({ ...eachClass(z.boolean()), audit: z.optional(share) })),
  checks: z.optional(
    z.strictObject({
      require: list(z.enum(CHECK_NAMES)),
      not_run: z.optional(z.enum(['tell', 'refuse'])),
      tests: z.optional(z.nullable(text(commandProblem))),
      audit: flag,
      coverage: flag,
      behaviour: z.optional(z.strictObject({ noticed: z.optional(halfOrMore) })),
      performance: z.optional(
        z.strictObject({
          threshold: z.optional(share),
          memory: z.optional(share),
          startup: z.optional(share),
          files: list(text(globProblem)),
        }),
      ),
    }),
  ),
  sandbox: z.optional(z.enum(['required', 'none'])),
  run: z.optional(
    z.strictObject({
      max_open: positive,
      max_lines: positive,
      group_by: z.optional(z.enum(['file', 'finding'])),
      bot: z.optional(z.strictObject({ name: z.optional(name), email: z.optional(text(emailProblem)) })),
      improvers: list(text(improverProblem)),
      patterns: list(text(patternsProblem)),
    }),
  ),
  graduation: z.optional(named(nameProblem, share)),
  ledger: z.optional(
    z.strictObject({
      remote: z.optional(text(remoteProblem)),
      sync: z.optional(z.enum(['manual', 'on-push'])),
      mirror: z.optional(z.nullable(text(branchProblem))),
      shards: z.optional(z.literal([1, 16])),
    }),
  ),
  override: z.optional(z.strictObject({ by: list(name) })),
  push: z.optional(
    z.strictObject({
      ai: list(text(wordsProblem)),
      ledger: list(text(wordsProblem)),
      tags: list(text(wordsProblem)),
      agents: z.optional(z.enum(['anywhere', 'ai'])),
    }),
  ),
})

export type WrittenPolicy = z.infer<typeof writtenPolicy>
