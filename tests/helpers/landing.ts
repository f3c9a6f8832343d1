import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { improver } from './cli.ts'
import { copyRepositories } from './copyRepository.ts'
import {
  makeRepository,
  repositoryAt,
  sealedEnvironment,
  type TestRepository,
  tempDir,
} from './gitRepository.ts'
import { giveSigningKey } from './signingKey.ts'

/** Several clones of one server: Jane wrote the project, Rob reviews, a bot proposes from Jane's clone. */
export type Landing = {
  server: TestRepository
  jane: TestRepository
  rob: TestRepository
  sue: TestRepository
}

export const BOT = 'git-improver <bot@git-improver.invalid>'

export const SEARCH = `import { packages } from './packages.js'

/** A package by its name. */
export function findPackage(name: string) {
  return packages.find(entry => entry.name === name)
}
`

export const FORMAT = `/** One line for a person. */
export function format(name: string, version: string): string {
  return name + ' ' + version
}
`

const made = new Map<string, Landing>()

/**
 * A bare server with our hook, and the clones of three persons, each with a signing key and our hooks. Landings of one
 * test file with the same policy are copies of each other: same keys, same first commit.
 * @param policy what stands under `extends:` in the policy besides branches and people.
 */
export function makeLanding(preset: string, policy = ''): Landing {
  const key = `${preset} ${policy}`
  const template = made.get(key) ?? makeFreshLanding(preset, policy)
  made.set(key, template)
  return copyRepositories(template)
}

/** One that shares nothing with any other. */
export function makeFreshLanding(preset: string, policy = ''): Landing {
  const server = makeRepository({ bare: true })
  ok(improver(server, 'init', '--server', '--yes'))
  const jane = makeRepository({ from: server.dir, name: 'Jane Doe <jane@example.org>' })
  const rob = makeRepository({ from: server.dir, name: 'Rob Roe <rob@example.org>' })
  const sue = makeRepository({ from: server.dir, name: 'Sue Poe <sue@example.org>' })
  const keys = { jane: giveSigningKey(jane), rob: giveSigningKey(rob), sue: giveSigningKey(sue) }
  const people = Object.entries(keys).map(
    ([name, key]) => `  ${name}: { emails: [${name}@example.org], keys: ['${key}'] }`,
  )
  jane.git('switch', '-q', '-c', 'main')
  jane.commit('Start the project', {
    '.improver/policy.yaml': `version: 1\nextends: ${preset}\nbranches: { protected: [main, release/*] }\npeople:\n${people.join('\n')}\n${policy}`,
    'src/packages.ts': "export const packages = [{ name: 'left-pad', version: '1.3.0' }]\n",
    'src/search.ts': SEARCH,
    'src/format.ts': FORMAT,
    'README.md': '# Packages\n',
  })
  jane.git('push', '-q', 'origin', 'main')
  for (const clone of [rob, sue]) {
    clone.git('fetch', '-q')
    clone.git('switch', '-q', '-c', 'main', 'origin/main')
  }
  for (const clone of [jane, rob, sue]) {
    clone.git('remote', 'set-head', 'origin', 'main')
    ok(improver(clone, 'init', '--yes'))
  }
  return { server, jane, rob, sue }
}

function ok({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }): void {
  if (code !== 0) throw new Error(`ended with ${code}: ${stdout}${stderr}`)
}

/** Commits files as the bot would, on a new branch from `from`, with the trailers of an improvement. */
export function propose(
  repo: TestRepository,
  branch: string,
  files: Record<string, string>,
  options: { from?: string; message?: string; initiator?: string | null } = {},
): string {
  const back = repo.git('symbolic-ref', '--short', 'HEAD')
  repo.git('switch', '-q', '-c', branch, options.from ?? 'main')
  for (const [path, text] of Object.entries(files)) repo.write(path, text)
  repo.git('add', '-A')
  const initiator = options.initiator === undefined ? 'Jane Doe <jane@example.org>' : options.initiator
  const trailers = [
    `Improvement-Id: I${branch.length.toString(16).padStart(40, '0')}`,
    'Improver: performance/set-lookup@1',
    ...Object.keys(files).map(path => `AI-Modified: ${path}`),
    ...(initiator ? [`Initiated-by: ${initiator}`] : []),
    'Proven: syntax types tests behaviour; not run: performance',
  ]
  const message = `${options.message ?? 'perf(search): build the lookup once instead of per query'}\n\nWhy it is better.\n\n${trailers.join('\n')}\n`
  const file = join(tempDir(), 'message')
  writeFileSync(file, message)
  const bot = repositoryAt(repo.dir, { ...repo.env, ...sealedBot(repo) })
  bot.git('commit', '-q', '-F', file)
  const oid = repo.git('rev-parse', 'HEAD')
  repo.git('switch', '-q', back)
  return oid
}

function sealedBot(repo: TestRepository): NodeJS.ProcessEnv {
  const [, name, email] = /^(.*) <(.*)>$/.exec(BOT) ?? []
  return {
    ...sealedEnvironment(repo.env.HOME ?? ''),
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  }
}
