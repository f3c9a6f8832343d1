import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { parse, parseAllDocuments } from 'yaml'
import { verifyVerb } from '../../src/cli/commands/verify.ts'
import { VOUCHER_KEY } from '../../src/flow/voucherKey.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

type Step = { name: string; uses?: string; run?: string; shell?: string; env?: Record<string, string> }
type Action = { inputs: Record<string, unknown>; runs: { using: string; steps: Step[] } }
const action = parse(read('action.yml')) as Action

/** Every option that a script passes to verify. */
function optionsIn(script: string): string[] {
  const lines = script.split('\n').filter(line => /^\s*set -- verify|then set -- "\$@"/.test(line))
  return lines.flatMap(line => line.match(/--[a-z]{2}[a-z-]*/g) ?? [])
}

function known(): Set<string | undefined> {
  const command = new Command()
  verifyVerb.configure(command)
  return new Set(command.options.map(option => option.long))
}

describe('action.yml', () => {
  it('is a composite of plain shell, without actions of others', () => {
    assert.equal(action.runs.using, 'composite')
    for (const step of action.runs.steps) {
      assert.equal(step.uses, undefined)
      assert.equal(step.shell, 'bash')
    }
  })

  it('expands nothing inside of a script, where a title could become a command', () => {
    for (const { run = '' } of action.runs.steps) assert.doesNotMatch(run, /\$\{\{/)
    const [, verify] = action.runs.steps
    for (const value of Object.values(verify?.env ?? {})) assert.match(value, /^\$\{\{ inputs\.[a-z-]+ \}\}$/)
    assert.ok(VOUCHER_KEY in (verify?.env ?? {}))
  })

  it('passes only options that there are, and uses each input that it has', () => {
    const passed = action.runs.steps.flatMap(({ run = '' }) => optionsIn(run))
    assert.ok(passed.includes('--forge'))
    assert.deepEqual(
      passed.filter(option => !known().has(option)),
      [],
    )
    for (const name of Object.keys(action.inputs))
      assert.ok(read('action.yml').includes(`inputs.${name} `), name)
    for (const [, path = ''] of read('action.yml').matchAll(/node (\.ci\/\S+)/g))
      assert.ok(existsSync(join(root, path)))
  })
})

describe('the GitLab component', () => {
  const [spec, jobs] = parseAllDocuments(read('templates/git-improver.yml')).map(one => one.toJS())
  const job = jobs['git-improver'] as { script: string[]; variables: Record<string, string> }

  it('puts no input into a script', () => {
    for (const line of job.script) assert.doesNotMatch(line, /\$\[\[/)
    for (const name of Object.keys(spec.spec.inputs))
      assert.ok(read('templates/git-improver.yml').includes(`$[[ inputs.${name} ]]`), name)
  })

  it('passes only options that there are, installs this version and client, and checks nothing out', () => {
    const script = job.script.join('\n')
    const passed = optionsIn(script)
    assert.ok(passed.includes('--report'))
    assert.deepEqual(
      passed.filter(option => !known().has(option)),
      [],
    )
    const { version, peerDependencies } = JSON.parse(read('package.json'))
    assert.equal(spec.spec.inputs.version.default, version)
    assert.ok(script.includes(`@gitbeaker/rest@${peerDependencies['@gitbeaker/rest']}`))
    assert.equal(job.variables.GIT_CHECKOUT, 'false')
  })
})

describe('the workflow in the README', () => {
  const [, text = ''] = /```yaml\n(# \.github[\s\S]*?)```/.exec(read('README.md')) ?? []
  const workflow = parse(text) as {
    on: Record<string, unknown>
    permissions: Record<string, string>
    jobs: Record<string, { steps: { uses?: string; with?: Record<string, string>; run?: string }[] }>
  }

  it('runs from the base revision, with the least rights, and gives inputs that there are', () => {
    assert.ok('pull_request_target' in workflow.on)
    assert.ok(!('pull_request' in workflow.on))
    const steps = Object.values(workflow.jobs).flatMap(one => one.steps)
    for (const step of steps) {
      assert.equal(step.run, undefined)
      // Checking the proposal out in this event would run it with the base's secrets.
      assert.ok(!JSON.stringify(step).includes('head'))
    }
    const ours = steps.find(step => step.uses?.includes('git-improver'))
    for (const name of Object.keys(ours?.with ?? {})) assert.ok(name in action.inputs, name)
    assert.deepEqual(
      Object.values(workflow.permissions).filter(right => !['read', 'write'].includes(right)),
      [],
    )
  })
})

describe('the clients of forges', () => {
  it('are in no file that a hook starts', t => {
    const dist = join(root, 'dist')
    if (!existsSync(dist)) return t.skip('dist/ is not built')
    const hooks = readdirSync(dist).filter(name => /^hook.*\.js$/.test(name))
    assert.ok(hooks.length > 0)
    for (const name of hooks) assert.doesNotMatch(read(join('dist', name)), /octokit|gitbeaker|GITHUB_EVENT/)
  })
})
