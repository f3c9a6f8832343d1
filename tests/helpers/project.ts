import { makeRepository, type TestRepository } from './gitRepository.ts'

/** A small library with something to say about each export, and tests that plain Node runs. */
export const LIBRARY = {
  'package.json': '{ "name": "lib", "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/clamp.js': `import { limits } from './limits.js'

export function clamp(value, low, high) {
  if (low > high) throw new RangeError('low is above high')
  return Math.min(Math.max(value, low), high)
}

export function first(list) {
  if (!Array.isArray(list)) throw new TypeError('list must be an array')
  if (list.length === 0) return undefined
  return list[0]
}

export { limits }
`,
  'src/limits.js': 'export const limits = { low: 0, high: 10 }\n',
  'test/clamp.test.js': `import assert from 'node:assert'
import { test } from 'node:test'
import { clamp, first } from '../src/clamp.js'

test('clamp', () => assert.equal(clamp(20, 0, 10), 10))
test('first', () => assert.equal(first(new Array(1).fill(3)), 3))
`,
}

/** Without isolation, so that the tests run where there is no bubblewrap; the sandbox has tests of its own. */
export const POLICY = `version: 1
extends: recommended@1
people: { jane: { emails: [jane@example.org] } }
reviews: { assurance: claimed }
auto_approve: { audit: 0% }
sandbox: none
`

/** A repository with that library and policy committed, and more files on top. */
export function makeProject(more: Record<string, string> = {}): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', { ...LIBRARY, '.improver/policy.yaml': POLICY, ...more })
  return repo
}

/** Everything that run promises to leave alone, in one text to compare. */
export function personsState(repo: TestRepository): string {
  const refs = repo
    .git('for-each-ref', '--format=%(refname) %(objectname)')
    .split('\n')
    .filter(line => !/^refs\/(heads\/ai\/|notes\/improver\/|improver\/)/.test(line))
  const head = repo.tryGit('symbolic-ref', 'HEAD').stdout || repo.git('rev-parse', 'HEAD')
  const config = repo.git('config', '--list', '--local')
  return [
    head,
    ...refs,
    repo.git('status', '--porcelain', '--ignored'),
    repo.git('ls-files', '-s'),
    config,
  ].join('\n')
}
