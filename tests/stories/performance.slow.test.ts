import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../../src/flow/run/run.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { LIBRARY, POLICY } from '../helpers/project.ts'

const OWN = fileURLToPath(new URL('../../node_modules', import.meta.url))
const SLOW = `export interface Person {
  name: string
  age: number
}

export function adults(people: Person[]): string[] {
  return people.reduce((names, one) => (one.age >= 18 ? [...names, one.name] : names), [] as string[])
}
`
/** The same, of a list that never has more than two elements beside work that counts: there is nothing to gain. */
const FEW = `export function report(lines: string[]): string[] {
  const head = ['Report', ''].reduce((all, one) => [...all, one], [] as string[])
  return [...head, ...lines.map(line => line.toUpperCase()).sort()]
}
`
const CONFIG = {
  compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'es2022', types: [] },
  include: ['src'],
}

function project(files: Record<string, string>): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', {
    ...LIBRARY,
    '.improver/policy.yaml': POLICY,
    '.gitignore': 'node_modules\n',
    'tsconfig.json': JSON.stringify(CONFIG),
    ...files,
  })
  symlinkSync(OWN, join(repo.dir, 'node_modules'))
  return repo
}

describe('what costs less', () => {
  it('is only looked for where it is asked for, and listed without being done', () => {
    const repo = project({ 'src/people.ts': SLOW })
    assert.doesNotMatch(improver(repo, 'run', '--dry-run').stdout, /perf/)
    const { stdout, code } = improver(repo, 'run', '--only', 'performance', '--dry-run')
    assert.equal(code, 0)
    assert.match(stdout, /^src\/people\.ts:7 {2}perf\(people\): push instead of copying the list so far$/m)
    assert.equal(repo.git('branch', '--list', 'ai/*'), '')
  })

  it('is kept where it is measured to, and dropped with its figure where it is not', () => {
    // No benchmark would be found there, so that none is proposed: it is measured on inputs that are thrown away.
    const policy = `${POLICY}checks: { performance: { files: [nowhere/*.js] } }\n`
    const repo = project({ 'src/people.ts': SLOW, 'src/report.ts': FEW, '.improver/policy.yaml': policy })
    const { improvements, dropped, findings } = improverJson<RunResult>(repo, 'run', '--only', 'performance')
    assert.equal(findings.length, 2)
    assert.deepEqual(
      dropped.map(({ file, check }) => [file, check]),
      [['src/report.ts', 'performance']],
    )
    assert.match(
      dropped[0]!.reason,
      /^measured (?:no faster|slower|faster in one case alone): report with 1,000/,
    )
    const [{ branch, checks, title }] = improvements as [RunResult['improvements'][0]]
    assert.equal(title, 'perf(people): push instead of copying the list so far')
    assert.equal(checks.behaviour?.status, 'passed')
    assert.match(checks.performance?.why ?? '', /adults with 1,000 elements \(inputs 1\): [\d.]+x as fast/)
    const message = repo.git('log', '-1', '--format=%B', branch)
    assert.match(message, /^Improver: performance\/copy-in-reduce@1$/m)
    assert.match(message.replace(/\s+/g, ' '), /pushing takes n\. Measured: adults with 1,000 elements/)
    assert.match(message, /^Proven: .*\bbehaviour\b.*\bperformance\b/m)
    assert.match(
      repo.git('show', `${branch}:src/people.ts`),
      /if \(one\.age >= 18\) names\.push\(one\.name\)/,
    )
    assert.equal(repo.git('status', '--porcelain'), '')
  })

  it("is measured by the repository's own benchmarks, where these lead to it", () => {
    const repo = project({
      'src/names.ts': `export interface Store { all(): string[] }
export function names(store: Store): string[] {
  return store.all().reduce((all, one) => [...all, one.trim()], [] as string[])
}
`,
      // What is made from the types has three names in it: nothing would show.
      'bench/names.bench.js': `import { bench } from 'mitata'
import { names } from '../src/names.ts'

for (const size of [200, 2000]) {
  const all = Array.from({ length: size }, (_, at) => \`name \${at}\`)
  bench(\`\${size} names\`, () => names({ all: () => all }))
}
`,
      'bench/apart.bench.js': `import { bench } from 'mitata'
bench('nothing of it', () => {})
`,
    })
    const { improvements, dropped } = improverJson<RunResult>(repo, 'run', '--only', 'performance')
    assert.deepEqual(dropped, [])
    const why = improvements[0]?.checks.performance?.why ?? ''
    assert.match(
      why,
      /^bench\/names\.bench\.js: 200 names: [\d.]+x as fast .*; bench\/names\.bench\.js: 2000 names: /,
    )
    assert.doesNotMatch(why, /apart/)
  })
})
