import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { CODEOWNERS_PLACES } from '../../../src/policy/owners/codeOwnersPlaces.ts'
import { ownersOfPath } from '../../../src/policy/owners/ownersOfPath.ts'
import { LARGEST_CODEOWNERS, parseCodeOwners } from '../../../src/policy/owners/parseCodeOwners.ts'
import { personsOfOwner } from '../../../src/policy/owners/personsOfOwner.ts'
import { policyOf } from '../presets.ts'

describe('any CODEOWNERS file', () => {
  it('is read to an end, whatever is in it', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('[', ']', '^', '!', '*', '**', '/', 'a', ' ', '@a', '#', '\\', '-', '2'), {
          maxLength: 12,
        })
        .map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(
        fc.array(line),
        fc.constantFrom(...CODEOWNERS_PLACES),
        fc.string({ unit: 'binary' }),
        (lines, file, path) => {
          const parsed = parseCodeOwners(lines.join('\n'), file)
          if (typeof parsed === 'string') return
          for (const demand of ownersOfPath(parsed, path)) {
            assert.ok(demand.required > 0 && demand.owners.length > 0)
            assert.match(demand.where, /:\d+$/)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
  it('is not read when it is too large or no text', () => {
    assert.equal(parseCodeOwners('x'.repeat(LARGEST_CODEOWNERS + 1), 'CODEOWNERS'), 'it is larger than 3 MB')
    assert.equal(parseCodeOwners('* @a\0', 'CODEOWNERS'), 'it is no text')
    assert.match(String(parseCodeOwners('\n'.repeat(200_000), 'CODEOWNERS')), /more than 100000 lines/)
  })
  it('costs no more time for a pattern made to be slow', () => {
    const parsed = parseCodeOwners(`${'*a'.repeat(200)}b @a`, 'CODEOWNERS')
    assert.ok(typeof parsed !== 'string')
    assert.deepEqual(ownersOfPath(parsed, 'a'.repeat(4000)), [])
  })
})

describe('an owner', () => {
  const policy = policyOf(`people:
  jane: { emails: [Jane@X.org], accounts: ['github:Jane-Doe', '@jd'], teams: ['@acme/security'] }
  rob: { accounts: [rob, 'gitlab:robert'], teams: [Acme/Security, group, '@@maintainer'] }
`)
  const cases: [owner: string, forge: 'github' | 'gitlab' | null, persons: string[]][] = [
    ['@jane-doe', 'github', ['jane']],
    ['@JANE-DOE', null, ['jane']],
    ['@jane-doe', 'gitlab', []],
    ['@jd', 'gitlab', ['jane']],
    ['@rob', 'github', ['rob']],
    ['@robert', 'github', []],
    ['@robert', 'gitlab', ['rob']],
    ['@group', 'gitlab', ['rob']],
    ['@@maintainer', 'gitlab', ['rob']],
    ['@acme/security', 'github', ['jane', 'rob']],
    ['@acme/other', 'github', []],
    ['jane@x.org', 'github', ['jane']],
    ['@jane', null, []],
    ['rob', null, []],
  ]
  for (const [owner, forge, persons] of cases)
    it(`${owner} on ${forge ?? 'any forge'} is ${persons.join(' and ') || 'nobody'}`, () =>
      assert.deepEqual(personsOfOwner(policy, owner, forge), persons))
})
