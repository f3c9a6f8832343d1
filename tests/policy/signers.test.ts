import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { explainPolicy } from '../../src/policy/explainPolicy.ts'
import { lockouts } from '../../src/policy/lockouts.ts'
import { dateProblem, keyDateProblem } from '../../src/policy/personKey.ts'
import { readPolicy } from '../../src/policy/readPolicy.ts'
import { coversEmail, emailPatternProblem, holdsSerial, serialProblem } from '../../src/policy/signers.ts'
import { complaints, PRESETS, policyOf } from './presets.ts'
import { BOB, CERTIFICATE, CI, DSS, JANE } from './publicKeys.ts'

const PRINT = `SHA256:${'a'.repeat(43)}`
const FPR = 'ABCD EF01 '.repeat(5).trim()

const HONEST = `people:
  jane:
    emails: [jane@example.org]
    keys:
      - '${JANE} laptop'
      - { key: '${BOB}', from: 2026-01-01, until: 2026-12-31T18:00:00Z }
      - openpgp:${FPR}
signers:
  authorities: [{ key: '${CI} ca', emails: ['*@Example.org', 'ops-*@example.net'] }]
  revoked: ['${DSS}', '${PRINT}', { authority: '${CI}', serial: 42 }, { authority: '${PRINT}', serial: 40-49 }]
  certificate_grace: 36h
`

describe('signers and keys with dates', () => {
  it('are read into one spelling', () => {
    const { people, signers } = policyOf(HONEST)
    assert.deepEqual(people.jane?.keys, [
      JANE,
      { key: BOB, from: '2026-01-01', until: '2026-12-31T18:00:00Z' },
      `openpgp:${'abcdef01'.repeat(5)}`,
    ])
    assert.deepEqual(signers, {
      authorities: [{ key: CI, emails: ['*@example.org', 'ops-*@example.net'] }],
      revoked: [DSS, PRINT, { authority: CI, serial: '42' }, { authority: PRINT, serial: '40-49' }],
      certificate_grace: 36 * 3600,
    })
  })
  it('written out and read again are the same', () => {
    const policy = policyOf(HONEST)
    assert.deepEqual(readPolicy(stringify(policy), PRESETS, 'p.yaml'), policy)
  })
  it('are nobody, nothing and 14 days where nobody says so', () => {
    const none = { authorities: [], revoked: [], certificate_grace: 14 * 86_400 }
    assert.deepEqual(policyOf('').signers, none)
    assert.deepEqual(policyOf('signers: {}\n').signers, none)
  })
  it('are explained, with where they come from', () => {
    const explain = (key: string, text = `version: 1\n${HONEST}`) =>
      explainPolicy(text, PRESETS, 'p.yaml', key)
    assert.deepEqual(explain('signers.certificate_grace'), { value: 129_600, origin: 'p.yaml:12:3' })
    assert.deepEqual(explain('signers.certificate_grace', 'version: 1\n'), {
      value: 1_209_600,
      origin: 'not set',
    })
    assert.equal(explain('signers.authorities').origin, 'p.yaml:10:3')
  })
  it('a key that stands there twice counts as it was written first', () => {
    const twice = (a: string, b: string) =>
      policyOf(`people: { jane: { keys: [${a}, ${b}] } }\n`).people.jane?.keys
    const dated = `{ key: '${JANE}', until: 2026-01-01 }`
    assert.deepEqual(twice(dated, `'${JANE}'`), [{ key: JANE, until: '2026-01-01' }])
    assert.deepEqual(twice(`{ key: '${JANE}' }`, dated), [JANE])
  })
})

const MISTAKES: [title: string, lines: string, says: string[]][] = [
  [
    'dates',
    `people:\n  jane:\n    keys:\n      - { key: '${JANE}', from: 2026-02-30, until: tomorrow }\n      - { key: '${BOB}', from: 2026-02-02, until: 2026-02-01 }\n`,
    [
      'p.yaml:5:106  people.jane.keys[0].from: must be a day (2026-12-31) or a time in UTC (2026-12-31T18:00:00Z), not "2026-02-30"',
      'p.yaml:5:125  people.jane.keys[0].until: must be a day (2026-12-31) or a time in UTC (2026-12-31T18:00:00Z), not "tomorrow"',
      'p.yaml:6:9  people.jane.keys[1]: ends (2026-02-01) before it begins (2026-02-02), so that the key never counts',
    ],
  ],
  [
    'keys',
    `people:\n  jane: { keys: [ssh-ed25519, 7, { kee: x, key: '${JANE}' }, { from: 2026-01-01 }, openpgp:abcd] }\n`,
    [
      'p.yaml:3:18  people.jane.keys[0]: must be the line of a .pub file (ssh-ed25519 AAAA...), not "ssh-ed25519"',
      'p.yaml:3:31  people.jane.keys[1]: must be text or a map (key: value), not 7',
      'p.yaml:3:36  people.jane.keys[2].kee: is not a key of a policy; did you mean "key"?',
      'p.yaml:3:135  people.jane.keys[3].key: is missing; it must be text',
      `p.yaml:3:157  people.jane.keys[4]: must be openpgp: and the 40 hexadecimal digits of a primary key's fingerprint, not "openpgp:abcd"`,
    ],
  ],
  [
    'authorities',
    `signers:\n  authorities:\n    - { key: '${DSS}', emails: ['*', '*@*', 'a?@x.org', '*@*.org', jane] }\n    - { key: '${CI}', emails: [] }\n    - { emails: [] }\n`,
    [
      "p.yaml:4:14  signers.authorities[0].key: keys of type ssh-dss can't sign certificates that are read here",
      ...['*', '*@*', 'a?@x.org', '*@*.org', 'jane'].map(
        (pattern, index) =>
          `signers.authorities[0].emails[${index}]: must be an address in which * stands for part of the name, such as *@example.org, not "${pattern}"`,
      ),
      'p.yaml:6:7  signers.authorities[2].key: is missing; it must be text',
    ],
  ],
  [
    'an authority for nobody',
    `signers: { authorities: [{ key: '${CI}', emails: [] }] }\n`,
    ['p.yaml:2:26  signers.authorities[0]: needs emails that it may speak for (*@example.org)'],
  ],
  [
    'revocations',
    `signers:\n  revoked: [SHA256:abc, { authority: '${PRINT}', serial: 9-3 }, { authority: '${PRINT}', serial: -1 }, '${CERTIFICATE}']\n`,
    [
      'p.yaml:3:13  signers.revoked[0]: must be a whole fingerprint as ssh-keygen -l prints it (SHA256: and 43 characters), not "SHA256:abc"',
      'signers.revoked[1].serial: must be a serial number (42) or a range of them (40-49), not "9-3"',
      'signers.revoked[2].serial: must be a whole number of 0 or more or text, not -1',
      'signers.revoked[3]: this is a certificate: give the key that it was made for',
    ],
  ],
  [
    'a grace that is no time, and a key that is none',
    'signers:\n  certificate_grace: 2 weeks\n  revokd: []\n',
    [
      'p.yaml:3:22  signers.certificate_grace: must be days or hours, such as 14d or 36h, not "2 weeks"',
      'p.yaml:4:3  signers.revokd: is not a key of a policy; did you mean "revoked"?',
    ],
  ],
  [
    'an authority that is somebody too',
    `people: { jane: { keys: [{ key: '${CI}' }] } }\nsigners: { authorities: [{ key: '${CI}', emails: ['*@x.org'] }] }\n`,
    ['signers.authorities[0].key: the key ...'],
  ],
]

describe('mistakes in signers are told with line and column', () => {
  for (const [title, lines, says] of MISTAKES)
    it(title, () => {
      const told = complaints(`version: 1\n${lines}`)
      assert.equal(told.length, says.length, told.join('\n'))
      for (const [index, line] of says.entries())
        assert.ok(told[index]?.includes(line), `${told[index]}\n${line}`)
    })
})

describe('the patterns of an authority', () => {
  it('cover whole addresses, without regard to case', () => {
    assert.equal(coversEmail(['*@example.org'], 'Jane@Example.ORG'), true)
    assert.equal(coversEmail(['ops-*@example.org'], 'ops-1@example.org'), true)
    assert.equal(coversEmail(['jane@example.org'], 'jane@example.org'), true)
  })
  it('cover nothing beside them, and nothing that is no address', () => {
    for (const email of [
      'jane@example.org.evil.org',
      'jane@xexample.org',
      'jane@example.com',
      'jane@x@example.org',
      'jane',
      '@example.org',
      '',
      'jane @example.org',
      'jane@example.org\n',
      'ｊane@example.org',
    ])
      assert.equal(coversEmail(['*@example.org'], email), false, email)
    assert.equal(coversEmail([], 'jane@example.org'), false)
    assert.equal(coversEmail(['ops-*@example.org'], 'xops-1@example.org'), false)
  })
  it('are found wrong or cover only their own domain', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a*@.-'), maxLength: 10 }),
        fc.string({ unit: fc.constantFrom(...'a@.-'), maxLength: 10 }),
        (pattern, email) => {
          if (emailPatternProblem(pattern) !== null) return
          if (coversEmail([pattern], email)) assert.equal(email.split('@')[1], pattern.split('@')[1])
        },
      ),
    )
  })
})

describe('serial numbers and days', () => {
  it('hold the highest serial there is', () => {
    assert.equal(holdsSerial('18446744073709551615', '18446744073709551615'), true)
    assert.equal(holdsSerial('0-18446744073709551615', '7'), true)
    assert.notEqual(serialProblem('18446744073709551616'), null)
    assert.equal(holdsSerial('1-3', '4'), false)
  })
  it('know the calendar', () => {
    for (const day of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '2026-01-01T25:00Z',
      '2026-01-01T10:00',
      '',
    ])
      assert.notEqual(dateProblem(day), null, day)
    for (const day of ['2028-02-29', '2026-01-01T23:59Z', '2026-01-01T00:00:00Z'])
      assert.equal(dateProblem(day), null, day)
  })
  it('count from the first second to the last', () => {
    const day = { key: JANE, from: '2026-03-01', until: '2026-03-01' }
    const at = (time: string) => keyDateProblem(day, Date.parse(time) / 1000)
    assert.equal(at('2026-03-01T00:00:00Z'), null)
    assert.equal(at('2026-03-01T23:59:59Z'), null)
    assert.match(at('2026-02-28T23:59:59Z') ?? '', /only from/)
    assert.match(at('2026-03-02T00:00:00Z') ?? '', /only until/)
  })
})

describe('who could approve at all', () => {
  const strict = 'extends: strict@1\n'
  it('is somebody where there is an authority that is not revoked', () => {
    const authority = `authorities: [{ key: '${CI}', emails: ['*@x.org'] }]`
    assert.deepEqual(lockouts(policyOf(`${strict}signers: { ${authority} }\n`)), [])
    assert.equal(lockouts(policyOf(`${strict}signers: { ${authority}, revoked: ['${CI}'] }\n`)).length, 1)
  })
  it('is nobody whose key is revoked', () => {
    const people = `people: { jane: { emails: [jane@x.org], keys: [{ key: '${JANE}', until: 2099-01-01 }] } }\n`
    assert.deepEqual(lockouts(policyOf(strict + people)), [])
    assert.equal(lockouts(policyOf(`${strict}${people}signers: { revoked: ['${JANE}'] }\n`)).length, 1)
  })
  it('is somebody with an OpenPGP key', () => {
    const people = `people: { jane: { emails: [jane@x.org], keys: ['openpgp:${'a'.repeat(40)}'] } }\n`
    assert.deepEqual(lockouts(policyOf(strict + people)), [])
  })
})
