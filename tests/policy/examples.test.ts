import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { KEYS } from '../helpers/gateFacts.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

const POLICY = `version: 1
extends: recommended@1
branches: { protected: [main, release/*] }
people:
  jane: { emails: [jane@example.org], keys: ['${KEYS.jane}'], accounts: ['github:jane'] }
  rob: { emails: [rob@example.org], keys: ['${KEYS.rob}'], teams: [acme/security] }
  new: { emails: [new@example.org] }
reviews:
  by_path: { 'src/pay/**': { required: 2, from: [acme/security, jane] }, 'src/key/**': { required: 1, from: [acme/security] } }
`

/** Of a security key. */
const TOUCHED = `sk-ssh-ed25519@openssh.com ${Buffer.concat(
  ['sk-ssh-ed25519@openssh.com', '\x01'.repeat(32), 'ssh:'].map(part => {
    const bytes = Buffer.alloc(4 + part.length, part, 'latin1')
    bytes.write(part, 4, 'latin1')
    bytes.writeUInt32BE(part.length)
    return bytes
  }),
).toString('base64')}`

/** Examples that hold, one for each thing that they can say. */
const HOLD = `version: 1
examples:
  - { name: code needs a person, files: [src/a.ts], expect: refused, because: needs 1 review }
  - { name: who signs suffices, files: [src/a.ts], reviews: [rob], expect: allowed }
  - { name: documentation lands alone, files: [src/a.ts], class: documentation_only, expect: allowed }
  - { name: the initiator is no reviewer, files: [src/a.ts], initiator: jane, reviews: [jane], expect: refused, because: set the agent to work }
  - { name: typed text is too little, files: [src/a.ts], reviews: [{ by: rob, assurance: claimed }], expect: refused }
  - { name: without a key there is only text, files: [src/a.ts], reviews: [new], expect: refused, because: claimed }
  - { name: a stranger, files: [src/a.ts], reviews: [sue@example.org], expect: refused }
  - { name: money needs two, files: [src/pay/x.ts], reviews: [rob], expect: refused, because: needs 2 reviews }
  - { name: money with two, files: [src/pay/x.ts, src/a.ts], reviews: [rob, jane], expect: allowed }
  - { name: keys are for security, files: [src/key/x.ts], reviews: [jane], expect: refused, because: acme/security }
  - { name: a person's own work, files: [src/pay/x.ts], author: jane, expect: allowed }
  - name: a person who says that an agent helped
    files: [src/a.ts]
    author: jane
    message: |
      Look up faster

      Co-authored-by: Claude <noreply@anthropic.com>
    expect: refused
  - { name: an agent by its address, files: [src/a.ts], author: noreply@anthropic.com, expect: refused }
  - { name: a branch that nobody protects, files: [src/a.ts], ref: topic, expect: allowed }
  - { name: a release, files: [src/a.ts], ref: release/1, expect: refused }
  - { name: the policy itself, files: [.improver/policy.yaml], author: jane, expect: refused, because: policy }
  - { name: the owner of lib, files: [lib/a.ts], reviews: [rob], expect: refused, because: '@jane' }
  - { name: the owner of lib did, files: [lib/a.ts], reviews: [jane], expect: allowed }
`

function repository(examples: string | null, policy = POLICY) {
  const repo = makeRepository()
  repo.write('.improver/policy.yaml', policy)
  repo.write('.github/CODEOWNERS', 'lib/ @jane\n')
  if (examples !== null) repo.write('.improver/examples.yaml', examples)
  return repo
}

describe('policy test', () => {
  it('holds each example against the policy, people, owners and signals that there are', () => {
    const { code, stdout, stderr } = improver(repository(HOLD), 'policy', 'test')
    assert.equal(`${code} ${stderr}`, '0 ', stdout)
    assert.match(stdout, /^\.improver\/policy\.yaml is right\n.*18 of 18 examples hold\n$/)
  })

  it('says of each that does not hold where it stands, what was expected and why it is otherwise', () => {
    const flipped = HOLD.replaceAll(/expect: (allowed|refused)(, because: [^}]*)?/g, (_, answer: string) =>
      answer === 'allowed' ? 'expect: refused' : 'expect: allowed',
    )
    const repo = repository(flipped)
    const { code, stdout } = improver(repo, 'policy', 'test')
    assert.equal(code, 1)
    assert.match(stdout, /0 of 18 examples hold/)
    assert.match(
      stdout,
      /failed {2}\.improver\/examples\.yaml:3 {2}code needs a person\n +expected allowed, and it is refused\n +review-required: AI/,
    )
    const wrongReason = HOLD.replace('because: needs 1 review', 'because: needs 3 reviews')
    const told = improver(repository(wrongReason), 'policy', 'test')
    assert.equal(told.code, 1)
    assert.match(told.stdout, /expected refused because "needs 3 reviews", and it is refused/)
    assert.match(told.stdout, /17 of 18/)
  })

  it('knows a preset that only warns, keys that have ended, security keys, vouchers and authorities', () => {
    const example = (rest: string) => `version: 1\nexamples: [{ name: x, files: [a.ts], ${rest} }]\n`
    const holds = (policy: string, rest: string) => {
      const told = improver(repository(example(rest), policy), 'policy', 'test')
      assert.equal(told.code, 0, told.stdout + told.stderr)
    }
    const plain = POLICY.replace(/reviews:[\s\S]*/, '')
    holds(plain.replace('recommended@1', 'observe@1'), 'expect: warned')
    const ended = plain.replace(`keys: ['${KEYS.rob}']`, `keys: [{ key: '${KEYS.rob}', until: 2020-01-01 }]`)
    holds(ended, 'reviews: [rob], expect: refused')
    const present = `${plain.replace(KEYS.rob, TOUCHED)}reviews: { assurance: present }\n`
    holds(present, 'reviews: [jane], expect: refused, because: present')
    holds(present, 'reviews: [rob], expect: allowed')
    holds(`${plain}vouchers: { forge: '${KEYS.sue}' }\n`, 'reviews: [new], expect: allowed')
    const authority = `${plain}signers: { authorities: [{ key: '${KEYS.sue}', emails: ['*@corp.example'] }] }\n`
    holds(authority, 'reviews: [amy@corp.example], expect: allowed')
    holds(authority, 'reviews: [amy@other.example], expect: refused')
  })

  it('is content without examples, and prints one document for a machine', () => {
    const repo = repository(null)
    assert.match(
      improver(repo, 'policy', 'test').stdout,
      /is right\n {2}no examples: .*examples\.yaml is not there/,
    )
    assert.equal(improverJson<{ ok: boolean; examples: null }>(repo, 'policy', 'test').examples, null)
    const some = improverJson<{ ok: boolean; examples: unknown[] }>(repository(HOLD), 'policy', 'test')
    assert.deepEqual([some.ok, some.examples.length], [true, 18])
  })

  it('names each mistake with line and column', () => {
    const wrong = (text: string, ...told: RegExp[]) => {
      const { code, stderr } = improver(repository(text), 'policy', 'test')
      assert.equal(code, 2, stderr)
      for (const one of told) assert.match(stderr, one)
    }
    wrong(
      'version: 1\nexamples:\n  - { name: a, files: [a], expect: refuse }\n  - { name: b, file: [a], expect: allowed }\n',
      /examples\.yaml:3:\d+ {2}examples\[0\]\.expect: must be one of allowed, warned, refused, not the text "refuse"; did you mean "refused"/,
      /examples\.yaml:4:\d+ {2}examples\[1\]\.file: is not a key of an example; did you mean "files"/,
    )
    wrong(
      'version: 1\nexamples:\n  - { name: a, files: [a], reviews: [jane, roby], expect: allowed }\n',
      /examples\.yaml:3:\d+ {2}examples\[0\]\.reviews\[1\]: "roby" is neither a name of people/,
    )
    wrong('version: 1\nexamples: [\n', /examples\.yaml:\d+:\d+/)
    wrong('', /must be a map of keys/)
    wrong('version: 2\nexamples: []\n', /2 is not known to this git-improver/)
  })
})
