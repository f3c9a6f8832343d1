import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { COMMAND, improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { makeProject } from '../helpers/project.ts'

const WORKFLOW = fileURLToPath(new URL('../../.github/workflows/improve.yml', import.meta.url))
type Step = { name?: string; uses?: string; run?: string; env?: Record<string, string> }
type Workflow = {
  on: { workflow_call: { inputs: Record<string, { description?: string; default: unknown }> } }
  jobs: { plan: { steps: Step[] }; improve: { steps: Step[] } }
}
const workflow = parse(readFileSync(WORKFLOW, 'utf8')) as Workflow
const steps = [...workflow.jobs.plan.steps, ...workflow.jobs.improve.steps]

/** A folder in which `git-improver` is the built command, as if so many days had passed. */
function commandAfter(days: number): string {
  const folder = tempDir()
  const [later, command] = [join(folder, 'later.cjs'), join(folder, 'git-improver')]
  writeFileSync(later, `const now = Date.now\nDate.now = () => now() + ${days * 24 * 60 * 60 * 1000}\n`)
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" --require "${later}" "${COMMAND}" "$@"\n`)
  chmodSync(command, 0o755)
  return folder
}

/** The step of the workflow that proposes, as one machine of a matrix runs it in a fresh clone. */
function improve(origin: TestRepository, part: number, parts: number, days = 0): string {
  const clone = makeRepository({ from: origin.dir })
  const script = steps.find(({ name }) => name === 'Improve')?.run ?? ''
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], {
    cwd: clone.dir,
    env: {
      ...clone.env,
      PATH: `${commandAfter(days)}:${clone.env.PATH ?? process.env.PATH}`,
      PART: String(part),
      PARTS: String(parts),
      ONLY: 'docs',
    },
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  return stdout
}

const branches = (origin: TestRepository) =>
  origin.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/ai').split('\n').filter(Boolean)

/** A server with a library of several files, each with something to say about it. */
function makeServer(policy = ''): TestRepository {
  const files = Object.fromEntries(
    ['one', 'two', 'three', 'four', 'five', 'six'].map(name => [
      `src/${name}.js`,
      `const WHAT = 'no list of ${name}'\n\nexport function ${name}(list) {\n  if (!Array.isArray(list)) throw new TypeError(WHAT)\n  return list.length\n}\n`,
    ]),
  )
  const names = Object.keys(files).map(path => path.slice(4, -3))
  const index = names.map(name => `export { ${name} } from './${name}.js'\n`).join('')
  const own = readFileSync(join(makeProject().dir, '.improver/policy.yaml'), 'utf8')
  const repo = makeProject({ ...files, 'src/index.js': index, '.improver/policy.yaml': own + policy })
  const origin = makeRepository({ bare: true })
  repo.git('push', '-q', origin.dir, 'HEAD:refs/heads/main')
  origin.git('symbolic-ref', 'HEAD', 'refs/heads/main')
  return origin
}

describe('improve.yml', () => {
  it('expands nothing inside of a script, and uses each input that it has', () => {
    for (const { run = '' } of steps) assert.doesNotMatch(run, /\$\{\{/)
    const text = readFileSync(WORKFLOW, 'utf8')
    for (const name of Object.keys(workflow.on.workflow_call.inputs))
      assert.ok(text.includes(`inputs.${name} `), name)
    for (const { uses } of steps) assert.match(uses ?? 'actions/none', /^actions\//)
  })

  it('makes a list of its machines', () => {
    const output = join(tempDir(), 'output')
    mkdirSync(join(output, '..'), { recursive: true })
    spawnSync('bash', ['-e', '-c', steps[0]!.run!], {
      env: { ...process.env, PARTS: '3', GITHUB_OUTPUT: output },
    })
    assert.equal(readFileSync(output, 'utf8'), 'list=[1,2,3]\n')
  })

  it('has several machines propose what one would, which meets on the server, once', () => {
    const origin = makeServer('run: { max_open: 30 }\n')
    for (const part of [1, 2, 3]) improve(origin, part, 3)
    const proposed = branches(origin)
    assert.deepEqual(
      proposed,
      ['clamp', 'five', 'four', 'one', 'six', 'three', 'two'].map(name =>
        proposed.find(branch => branch.startsWith(`ai/docs/src-${name}`)),
      ),
    )
    const reader = makeRepository({ from: origin.dir })
    assert.equal(improver(reader, 'ledger', 'sync').code, 0)
    const listed = improverJson<{ state: string; branch: string }[]>(reader, 'list')
    assert.deepEqual([listed.length, listed.every(({ state }) => state === 'proposed')], [7, true])
    assert.match(
      origin.git('log', '-1', '--format=%B', proposed[0]!),
      /^Initiated-by: git-improver schedule /m,
    )

    for (const part of [1, 2]) assert.match(improve(origin, part, 2, 1), /^0 findings, 0 proposed/m)
    assert.deepEqual(branches(origin), proposed)
  })

  it('opens no more than the policy allows, all machines together', () => {
    const origin = makeServer('run: { max_open: 3 }\n')
    for (const part of [1, 2, 3, 4]) improve(origin, part, 4)
    assert.ok(branches(origin).length > 0 && branches(origin).length <= 3, branches(origin).join())
    improve(origin, 1, 1)
    assert.equal(branches(origin).length, 3)
    assert.match(improve(origin, 1, 1), /3 improvements are open already and run\.max_open is 3/)
  })

  it('counts no branches of other agents, and is not held up by their names', () => {
    const origin = makeServer('run: { max_open: 2 }\n')
    const theirs = origin.git('commit-tree', 'main^{tree}', '-p', 'main', '-m', 'By another agent')
    for (const name of ['ai/helper/one', 'ai/helper/two', 'ai/helper/three'])
      origin.git('branch', name, theirs)
    improve(origin, 1, 1)
    assert.equal(branches(origin).filter(name => name.startsWith('ai/docs/')).length, 2)
    const clone = makeRepository({ from: origin.dir })
    clone.git('branch', 'ai/docs')
    const { code, stderr } = improver(clone, 'run', '--only', 'docs', '--limit', '1')
    // Two are open already, on the remote.
    assert.deepEqual([code, stderr], [0, ''])
    for (const name of branches(origin)) origin.git('branch', '-D', name)
    clone.git('fetch', '-q', '--prune')
    const refused = improver(clone, 'run', '--only', 'docs', '--limit', '1')
    assert.deepEqual(
      [refused.code, /a branch is named ai\/docs, and git cannot have ai\/docs\//.test(refused.stderr)],
      [2, true],
    )
  })

  it('stops while nobody answers for a week, and goes on once somebody does', () => {
    const origin = makeServer('run: { max_open: 2 }\n')
    improve(origin, 1, 1)
    const [first] = branches(origin)
    const stopped = improve(origin, 1, 1, 8)
    assert.match(
      stopped,
      /nothing was looked for: nobody has answered anything for a week, and something has waited since \d{4}-\d\d-\d\d; git improver list/,
    )
    assert.doesNotMatch(improve(origin, 1, 1, 6), /nothing was looked for/)

    const [, second] = branches(origin)
    for (const branch of [first!, second!]) origin.git('update-ref', `refs/keep/${branch}`, branch)
    origin.git('branch', '-D', first!, second!)
    assert.doesNotMatch(improve(origin, 1, 1, 8), /nothing was looked for/, 'what was closed waits no more')
    for (const branch of branches(origin)) origin.git('branch', '-D', branch)
    for (const branch of [first!, second!]) origin.git('branch', branch, `refs/keep/${branch}`)
    assert.match(improve(origin, 1, 1, 8), /nothing was looked for/)

    const person = makeRepository({ from: origin.dir })
    execFileSync('git', ['merge', '-q', '--no-ff', '-m', 'Merge it', `origin/${first}`], {
      cwd: person.dir,
      env: {
        ...person.env,
        GIT_COMMITTER_DATE: `@${Math.floor(Date.now() / 1000) + 8 * 24 * 60 * 60} +0000`,
      },
    })
    person.git('push', '-q', 'origin', 'HEAD:main')
    const goesOn = improve(origin, 1, 1, 8)
    assert.doesNotMatch(goesOn, /nothing was looked for/)
    assert.equal(branches(origin).length, 3)
  })
})
