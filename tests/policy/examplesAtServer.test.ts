import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { KEYS } from '../helpers/gateFacts.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

const POLICY = `version: 1
extends: recommended@1
branches: { protected: [main] }
people:
  jane: { emails: [jane@example.org], keys: ['${KEYS.jane}'] }
  rob: { emails: [rob@example.org], keys: ['${KEYS.rob}'] }
`

/** Tests examples, one in each line, under a policy with these lines at its end and these other files. */
function test(examples: string[], more = '', files: Record<string, string> = {}) {
  const repo = makeRepository()
  repo.write('.improver/policy.yaml', POLICY + more)
  for (const [path, text] of Object.entries(files)) repo.write(path, text)
  const lines = examples.map((one, at) => `  - { name: example ${at}, ${one} }\n`)
  repo.write('.improver/examples.yaml', `version: 1\nexamples:\n${lines.join('')}`)
  return improver(repo, 'policy', 'test')
}

function hold(...given: Parameters<typeof test>): void {
  const { code, stdout, stderr } = test(...given)
  assert.equal(code, 0, stdout + stderr)
}

describe('an example is told what a server would say', () => {
  it('of a file that steers tools, whatever its class, and of prose beside it', () => {
    hold([
      'files: [AGENTS.md], class: documentation_only, expect: refused, because: steers',
      'files: [docs/a.ts, .github/workflows/ci.yml], class: exact_revert, expect: refused, because: steers',
      'files: [AGENTS.md], class: documentation_only, reviews: [rob], expect: allowed',
      'files: [src/a.ts], class: documentation_only, expect: allowed',
    ])
  })

  it('of refs that no policy has to protect, and of a plain branch', () => {
    hold([
      'files: [a.ts], ref: refs/replace/1111111111111111111111111111111111111111, expect: refused',
      'files: [a.ts], ref: refs/improver/x, expect: refused',
      'files: [a.ts], ref: HEAD, expect: refused',
      'files: [a.ts], ref: topic, expect: allowed',
    ])
  })

  it('by what it is, where a policy also asks who pushes', () => {
    const lists = 'push: { agents: ai, ai: [jane] }\n'
    hold(
      [
        'files: [a.ts], author: jane, expect: allowed',
        'files: [a.ts], reviews: [rob], expect: allowed',
        'files: [a.ts], expect: refused, because: needs 1 review',
        'files: [a.ts], ref: ai/docs/x, expect: allowed',
      ],
      lists,
    )
  })

  it('of a line of CODEOWNERS that names nobody, where somebody has to be asked and only there', () => {
    const files = { CODEOWNERS: 'src/ not-an-owner\n' }
    hold(
      [
        'files: [src/a.ts], class: documentation_only, expect: allowed',
        'files: [src/a.ts], reviews: [rob], expect: warned, because: CODEOWNERS',
      ],
      '',
      files,
    )
  })

  it('of the first CODEOWNERS file, of one that goes before it, and of one that nobody reads', () => {
    const first = ['files: [docs/CODEOWNERS], author: jane, expect: refused, because: policy-change']
    hold(first)
    const files = { 'docs/CODEOWNERS': '* @jane\n' }
    hold([...first, 'files: [.github/CODEOWNERS], author: jane, expect: refused'], '', files)
    hold(['files: [.gitlab/CODEOWNERS], author: jane, expect: allowed'], '', files)
    hold(['files: [CODEOWNERS], author: jane, expect: allowed'], 'reviews: { owners: false }\n')
  })

  it('under paths that git can have, and no others', () => {
    for (const path of ['./src/a.ts', '/src/a.ts', 'src/../a.ts', 'src//a.ts', 'src/', '""', 'src\\a.ts'])
      assert.equal(test([`files: [${path}], expect: refused`]).code, path.includes('\\') ? 0 : 2, path)
    hold(['files: ["a b.ts", ".eslintrc", "src/[id].ts", "src/..a.ts"], expect: refused'])
  })
})
