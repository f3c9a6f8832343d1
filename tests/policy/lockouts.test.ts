import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockouts } from '../../src/policy/lockouts.ts'
import { policyOf } from './presets.ts'
import { BOB, CI, DSS, JANE, SK_ED25519 } from './publicKeys.ts'

const jane = 'people: { jane: { emails: [jane@x.org] } }\n'
const janeSigns = `people: { jane: { emails: [jane@x.org], keys: ['${JANE}'] } }\n`

const CASES: [title: string, locked: string, says: string[], open: string][] = [
  [
    'nobody there',
    'reviews: { assurance: claimed }\n',
    ['reviews.required asks for 1 claimed review, and 0 of 0 people can give one: add people'],
    `reviews: { assurance: claimed }\n${jane}`,
  ],
  [
    'nobody known by an address or account',
    'reviews: { assurance: claimed }\npeople: { jane: {} }\n',
    ['reviews.required asks for 1 claimed review, and 0 of 1 people can give one: add people'],
    'reviews: { assurance: claimed }\npeople: { jane: { accounts: [github:jane] } }\n',
  ],
  [
    'vouched without a voucher',
    jane,
    [
      'reviews.required asks for 1 vouched review, and 0 of 1 people can give one: add a voucher, or signing keys to people',
    ],
    `${jane}vouchers: { ci: '${CI}' }\n`,
  ],
  [
    'a voucher that can not sign',
    `${jane}vouchers: { ci: '${DSS}' }\n`,
    [
      'reviews.required asks for 1 vouched review, and 0 of 1 people can give one: add a voucher, or signing keys to people',
    ],
    janeSigns,
  ],
  [
    'verified, and only keys that can not sign',
    `extends: strict@1\npeople: { jane: { emails: [jane@x.org], keys: ['${DSS}'] } }\nvouchers: { ci: '${CI}' }\n`,
    [
      'reviews.required asks for 1 verified review, and 0 of 1 people can give one: add SSH keys that can sign (ssh-ed25519) to people',
    ],
    `extends: strict@1\n${janeSigns}`,
  ],
  [
    'present, and only keys that nobody touches',
    `reviews: { assurance: present }\n${janeSigns}`,
    [
      'reviews.required asks for 1 present review, and 0 of 1 people can give one: add security keys (sk-ssh-ed25519@openssh.com) to people',
    ],
    `reviews: { assurance: present }\npeople: { jane: { keys: ['${SK_ED25519}'] } }\n`,
  ],
  [
    'more reviews than people',
    `reviews: { required: 2 }\n${janeSigns}`,
    [
      'reviews.required asks for 2 vouched reviews, and 1 of 1 people can give one: add a voucher, or signing keys to people',
    ],
    `reviews: { required: 2 }\npeople: { jane: { keys: ['${JANE}'] }, bob: { keys: ['${BOB}'] } }\n`,
  ],
  [
    'more reviews for a class or a path than people',
    `reviews: { by_class: { new_dependency: 2, documentation_only: 9 }, by_path: { "src/**": 3 } }\n${janeSigns}`,
    [
      'reviews.by_class.new_dependency asks for 2 vouched reviews, and 1 of 1 people can give one: add a voucher, or signing keys to people',
      'reviews.by_path["src/**"] asks for 3 vouched reviews, and 1 of 1 people can give one: add a voucher, or signing keys to people',
    ],
    `reviews: { by_class: { new_dependency: 1 }, by_path: { "src/**": 1 } }\n${janeSigns}`,
  ],
  [
    'more reviews by a list than it has people who can',
    `reviews: { by_path: { "src/**": { required: 2, from: [acme/core] } } }\npeople:\n  jane: { emails: [jane@x.org], keys: ['${JANE}'], teams: ['@acme/core'] }\n  rob: { emails: [rob@x.org], teams: [Acme/Core] }\n  sue: { keys: ['${BOB}'] }\n`,
    [
      'reviews.by_path["src/**"] asks for 2 vouched reviews by acme/core, and 1 of 2 people there can give one: add a voucher, or signing keys to people',
    ],
    `reviews: { by_path: { "src/**": { required: 1, from: [acme/core] } } }\npeople: { jane: { keys: ['${JANE}'], teams: ['@acme/core'] } }\n`,
  ],
  [
    'a protected pattern that covers the branches of improvements',
    `branches: { protected: ["**"] }\n${janeSigns}`,
    ['refs/heads/** in branches.protected covers ai/, where changes wait for review'],
    `branches: { protected: ["*"] }\n${janeSigns}`,
  ],
]

for (const [title, locked, says, open] of CASES)
  test(`tells who is locked out: ${title}`, () => {
    assert.deepEqual(lockouts(policyOf(locked)), says)
    assert.deepEqual(lockouts(policyOf(open)), [])
  })

test('a policy that blocks nothing, or asks for nothing, locks nobody out', () => {
  assert.deepEqual(lockouts(policyOf('extends: observe@1\n')), [])
  assert.deepEqual(lockouts(policyOf('reviews: { required: 0 }\n')), [])
})

test('a key whose dates do not hold is none', () => {
  const dated = (dates: string) =>
    `people: { jane: { emails: [jane@x.org], keys: [{ key: '${JANE}', ${dates} }] } }\n`
  const now = Date.parse('2026-06-01T00:00:00Z') / 1000
  for (const dates of ['until: 2026-05-31', 'from: 2026-06-02']) {
    const policy = policyOf(`extends: strict@1\n${dated(dates)}`)
    assert.deepEqual(lockouts(policy), [], 'without a time dates are not looked at')
    assert.match(
      lockouts(policy, now).join('\n'),
      /asks for 1 verified review, and 0 of 1 people can give one/,
    )
  }
  assert.deepEqual(
    lockouts(policyOf(`extends: strict@1\n${dated('from: 2026-06-01, until: 2026-06-01')}`), now),
    [],
  )
})
