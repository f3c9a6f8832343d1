import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyOnForge } from '../../src/cli/commands/verifyOnForge.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { BOT, FORMAT, SEARCH } from '../helpers/landing.ts'
import { giveSigningKey } from '../helpers/signingKey.ts'
import { REPOSITORY, TOKEN } from './githubServer.ts'

export const FASTER = SEARCH.replace(
  'packages.find(entry => entry.name === name)',
  'byName.get(name)',
).replace('/** A', 'const byName = new Map(packages.map(entry => [entry.name, entry]))\n\n/** A')

/** A bare repository as a forge has it, a person's clone, a job's clone, and a voucher's key. */
export type Hosted = {
  forge: TestRepository
  jane: TestRepository
  ci: TestRepository
  key: string
  head: string
}

/**
 * Jane's bot proposes a change on a branch; Rob and Sue may review, by their accounts alone.
 * @param policy stands at the end of the policy; `VOUCHER` in it becomes the voucher's public key.
 */
export function host(
  policy = '',
  options: { preset?: string; accounts?: Record<string, string>; keys?: Record<string, string> } = {},
): Hosted {
  const forge = makeRepository({ bare: true })
  forge.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  const jane = makeRepository({ from: forge.dir, name: 'Jane Doe <jane@example.org>' })
  const keeper = makeRepository()
  const voucher = giveSigningKey(keeper)
  const accounts = { jane: 'github:jane', rob: 'github:rob', sue: 'github:sue', ...options.accounts }
  const people = Object.entries(accounts).map(
    ([name, account]) =>
      `  ${name}: { emails: [${name}@example.org], keys: [${options.keys?.[name] ?? ''}], accounts: ['${account}', 'gitlab:${name}'] }`,
  )
  jane.git('switch', '-q', '-c', 'main')
  jane.commit('Start', {
    '.improver/policy.yaml': `version: 1\nextends: ${options.preset ?? 'recommended@1'}\nbranches: { protected: [main, release/*] }\npeople:\n${people.join('\n')}\n${policy.replace('VOUCHER', voucher)}`,
    'src/search.ts': SEARCH,
    'src/format.ts': FORMAT,
    'README.md': '# Packages\n',
  })
  jane.git('push', '-q', 'origin', 'main')
  const head = proposeTo(jane, 'topic', { 'src/search.ts': FASTER })
  publish(jane, 12, 'topic')
  const ci = makeRepository({ from: forge.dir, name: 'ci <ci@example.org>' })
  const file = keeper.git('config', 'user.signingKey').replace(/\.pub$/, '')
  return { forge, jane, ci, key: readFileSync(file, 'utf8'), head }
}

/** Commits as the bot would; gives the commit's name. The branch is made from main, or carried on. */
export function proposeTo(
  repo: TestRepository,
  branch: string,
  files: Record<string, string>,
  more = '',
): string {
  const exists = repo.tryGit('rev-parse', '--verify', '-q', branch).code === 0
  repo.git('switch', '-q', ...(exists ? [branch] : ['-c', branch, 'main']))
  const message = `perf: do it faster\n\nImprover: performance/x@1\nInitiated-by: Jane Doe <jane@example.org>${more}\n`
  const oid = repo.commit(message, files, { author: BOT })
  repo.git('switch', '-q', 'main')
  return oid
}

/** What the forge does when a branch with a pull request is pushed. */
export function publish(repo: TestRepository, number: number, branch: string): void {
  repo.git(
    'push',
    '-q',
    '--force',
    'origin',
    branch,
    `+${branch}:refs/pull/${number}/head`,
    `+${branch}:refs/merge-requests/${number}/head`,
  )
}

export type Ran = { code: number; out: string; err: string; summary: string }

/** Runs `verify --forge github` as a job would, in process and without waiting between tries. */
export async function onGithub(
  { ci }: Pick<Hosted, 'ci'>,
  api: string,
  name: string,
  event: object,
  options: {
    env?: Record<string, string>
    json?: boolean
    status?: string
    ref?: string
    since?: string
  } = {},
): Promise<Ran> {
  const dir = tempDir()
  const [path, summary] = [join(dir, 'event.json'), join(dir, 'summary.md')]
  writeFileSync(path, JSON.stringify(event))
  writeFileSync(summary, '')
  const env = {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_API_URL: api,
    GITHUB_TOKEN: TOKEN,
    GITHUB_STEP_SUMMARY: summary,
    ...options.env,
  }
  const ran = await run(ci, { forge: 'github', ...options }, env)
  return { ...ran, summary: readFileSync(summary, 'utf8') }
}

export async function run(
  ci: TestRepository,
  options: {
    forge: 'github' | 'gitlab'
    json?: boolean
    status?: string
    ref?: string
    since?: string
    report?: string
  },
  env: Record<string, string>,
): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const context = {
    dir: ci.dir,
    json: options.json ?? false,
    out(text: string) {
      out += text
    },
    err(text: string) {
      err += text
    },
  }
  const given = {
    forge: options.forge,
    remote: 'origin',
    ref: options.ref,
    since: options.since ?? '7d',
    voucherKey: undefined,
    status: options.status,
    report: options.report,
  }
  const code = await verifyOnForge(context, given, env, { tries: 3, wait: async () => {} })
  return { code, out, err }
}

/** The least of a pull request event that GitHub sends. */
export function pullEvent(number: number, head: string, base = 'main') {
  return {
    action: 'synchronize',
    number,
    pull_request: { number, head: { sha: head }, base: { ref: base, repo: { full_name: REPOSITORY } } },
    repository: { full_name: REPOSITORY },
  }
}

export function pushEvent(ref: string, before: string, after: string) {
  return { ref, before, after, repository: { full_name: REPOSITORY } }
}
