import { gateCommand, type HookManager } from '../hookManager.ts'
import type { InstallFacts } from '../installFacts.ts'
import type { HookName } from '../installStep.ts'
import { shellQuote } from '../shellQuote.ts'
import { signedBy } from './signedBy.ts'

/** A manager that reads one command a hook from package.json, and how it hands on arguments and stdin. */
type Described = {
  name: string
  key: string[]
  /** Files of its own that it also takes its commands from. */
  files?: RegExp
  signature: RegExp
  commitMsg(gate: string): string
  prePush(gate: string): string
  /** What follows the hook's name, for one that takes the message's file and its source. */
  prepared: string
  afterwards: string[] | null
}

const DESCRIBED: Described[] = [
  {
    name: 'simple-git-hooks',
    key: ['simple-git-hooks'],
    files: /^\.?simple-git-hooks\.(c?js|mjs|json)$/,
    signature: /simple-git-hooks|SKIP_SIMPLE_GIT_HOOKS/i,
    commitMsg: gate => `${gate} commit-msg "$@"`,
    prePush: gate => `${gate} pre-push "$@"`,
    prepared: '"$@"',
    afterwards: ['npx', 'simple-git-hooks'],
  },
  {
    name: 'husky 4',
    key: ['husky', 'hooks'],
    signature: /^# husky$/m,
    commitMsg: gate => `${gate} commit-msg "$HUSKY_GIT_PARAMS"`,
    prePush: gate => `printf '%s\\n' "$HUSKY_GIT_STDIN" | ${gate} pre-push $HUSKY_GIT_PARAMS`,
    prepared: '$HUSKY_GIT_PARAMS',
    afterwards: null,
  },
  {
    name: 'yorkie',
    key: ['gitHooks'],
    signature: /\byorkie\b/,
    commitMsg: gate => `${gate} commit-msg "$GIT_PARAMS"`,
    prePush: gate => `${gate} pre-push $GIT_PARAMS`,
    prepared: '$GIT_PARAMS',
    afterwards: null,
  },
  {
    name: 'ghooks',
    key: ['config', 'ghooks'],
    signature: /\bghooks\b/,
    commitMsg: gate => `${gate} commit-msg $2`,
    prePush: gate => `${gate} pre-push $2 $3`,
    prepared: '$2 $3',
    afterwards: null,
  },
]

/** One manager each. None is touched: they write the hooks from package.json, and that is the team's file. */
export const configuredInPackageJson: HookManager[] = DESCRIBED.map(described => ({
  name: described.name,
  found: facts =>
    typeof at(facts.packageJson, described.key) === 'object' ||
    [...facts.topFiles].some(name => described.files?.test(name)) ||
    signedBy(facts, described.signature),
  plan: (facts, hooks) => ({
    steps: [],
    manual: [manual(facts, described, hooks)],
    notes: [],
    next: described.afterwards ? [{ run: described.afterwards, where: 'here' }] : [],
  }),
}))

function manual(
  facts: InstallFacts,
  { name, key, commitMsg, prePush, prepared }: Described,
  hooks: HookName[],
) {
  const gate = gateCommand(facts, shellQuote)
  const after = hooks.includes('post-commit') ? ',' : ''
  return {
    title: `${name} writes the hooks here; add these to "${key.join('.')}" (after a command that is there: && ...)`,
    file: 'package.json',
    lines: [
      `"commit-msg": ${JSON.stringify(commitMsg(gate))},`,
      `"pre-push": ${JSON.stringify(prePush(gate))},`,
      `"prepare-commit-msg": ${JSON.stringify(`${gate} prepare-commit-msg ${prepared}`)}${after}`,
      ...(after ? [`"post-commit": ${JSON.stringify(`${gate} post-commit`)}`] : []),
    ],
  }
}

function at(value: unknown, path: string[]): unknown {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as { [key: string]: unknown })[key]
  }
  return found
}
