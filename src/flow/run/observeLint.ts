import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LINT_FIXES } from '../../improvers/lint.ts'
import type { Json } from '../../model/entry.ts'
import type { RuleFix, SourceFile } from '../../model/finding.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { SandboxResult } from '../../sandbox/sandbox.ts'
import { changedHunks } from './changedHunks.ts'
import { lintTargets } from './lintTargets.ts'
import type { Observed } from './observed.ts'
import { readEslint } from './readEslint.ts'
import { biomeRules, oxlintRules, type Rule } from './readLintRules.ts'

/** A tree of the repository as it is committed, with its dependencies lent, and the sandbox over it. */
export type LintTree = {
  path: string
  /** Makes the tree what it was. */
  fill(): Promise<void>
  /** @param beside folders outside of the tree that the command may read. */
  run(command: string[], writable: boolean, beside?: string[]): Promise<SandboxResult>
}

export const NO_LINTER = 'no configuration of ESLint, Biome or oxlint at the top of the repository'

/** So many rules are tried one by one. */
const MOST_RULES = 40

/**
 * Asks the repository's own linter, under its own configuration and in the sandbox, which fixes it offers. ESLint tells them; Biome and
 * oxlint write them, so that each rule is let write alone, and what changed is read. Only fixes that the linter itself calls safe.
 * @param files those that may be edited.
 */
export async function observeLint(tree: LintTree, files: SourceFile[]): Promise<Observed> {
  const found = LINTERS.flatMap(linter =>
    linter.configs.some(name => existsSync(join(tree.path, name))) || linter.isConfigured?.(tree.path)
      ? [linter]
      : [],
  )
  if (!found.length) return { notRun: NO_LINTER, isLasting: true }
  const fixes: RuleFix[] = []
  const reasons: string[] = []
  for (const { name, module, ask } of found) {
    const binary = join('node_modules', module)
    if (!existsSync(join(tree.path, binary))) {
      reasons.push(`${name} is configured and not installed: npm ci`)
      continue
    }
    const answer = await ask(tree, [process.execPath, binary], files)
    if (typeof answer === 'string') reasons.push(`${name} could not run: ${answer}`)
    else fixes.push(...answer)
  }
  if (!fixes.length && reasons.length) return { notRun: reasons.join('; ') }
  return {
    observation: { kind: LINT_FIXES, data: fixes as unknown as Json },
    isLasting: !reasons.length,
  }
}

type Ask = (tree: LintTree, command: string[], files: SourceFile[]) => Promise<RuleFix[] | string>

type Linter = {
  name: string
  configs: string[]
  isConfigured?(tree: string): boolean
  /** What Node runs, below node_modules. */
  module: string
  ask: Ask
}

const askEslint: Ask = async (tree, command, files) => {
  const targets = lintTargets(tree.path, 'eslint')
  const result = await tree.run(
    [...command, '--format', 'json', '--no-error-on-unmatched-pattern', ...targets],
    false,
  )
  const read = readEslint(result.stdout, tree.path)
  if (read === null) return reasonOf(result)
  const known = new Map(files.map(file => [file.path, file.text]))
  // Offsets are of the text without its byte order mark.
  return read.filter(({ path }) => known.has(path) && !known.get(path)!.startsWith('\ufeff'))
}

/** Lets each rule that has something to mend write alone. */
function byWriting(
  linter: string,
  list: string[],
  rulesIn: (stdout: string) => Rule[] | null,
  fix: (rule: string) => string[],
): Ask {
  return async (tree, command, files) => {
    const targets = lintTargets(tree.path, linter.toLowerCase()).filter(
      word => word !== 'lint' && word !== 'check',
    )
    const listed = await tree.run([...command, ...list, ...targets], false)
    const rules = rulesIn(listed.stdout)
    if (rules === null) return reasonOf(listed)
    const fixes: RuleFix[] = []
    for (const { rule, message } of rules.slice(0, MOST_RULES)) {
      const { ended } = await tree.run([...command, ...fix(rule), ...targets], true)
      if (ended === 'exit')
        for (const { path, text } of files) {
          const now = readTreeFile(tree.path, path)
          if (now === null || now === text) continue
          for (const hunk of changedHunks(text, now)) fixes.push({ by: linter, rule, message, path, ...hunk })
        }
      await tree.fill()
    }
    return fixes
  }
}

const LINTERS: Linter[] = [
  {
    name: 'ESLint',
    configs: [
      ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(end => `eslint.config.${end}`),
      ...['', '.js', '.cjs', '.json', '.yml', '.yaml'].map(end => `.eslintrc${end}`),
    ],
    isConfigured: tree => configuresEslint(readTreeFile(tree, 'package.json') ?? ''),
    module: 'eslint/bin/eslint.js',
    ask: askEslint,
  },
  {
    name: 'Biome',
    configs: ['biome.json', 'biome.jsonc'],
    module: '@biomejs/biome/bin/biome',
    ask: byWriting('Biome', ['lint', '--reporter=json', '--max-diagnostics=2000'], biomeRules, rule => [
      'lint',
      '--write',
      `--only=${rule}`,
      '--max-diagnostics=1',
    ]),
  },
  {
    name: 'oxlint',
    configs: ['.oxlintrc.json', 'oxlintrc.json'],
    module: 'oxlint/bin/oxlint',
    ask: byWriting('oxlint', ['--format=json'], oxlintRules, rule => [
      '--fix',
      '--quiet',
      '-A',
      'all',
      '-D',
      rule,
    ]),
  },
]

/** Whether a file at the top of a repository configures a linter, by its name. */
export const isLintConfig = (name: string) => LINTERS.some(({ configs }) => configs.includes(name))
/** Whether a package.json does. */
export const configuresEslint = (manifest: string) => /"eslintConfig"\s*:/.test(manifest)

function reasonOf({ ended, stderr, stdout }: SandboxResult): string {
  if (ended !== 'exit') return `it was ended (${ended})`
  const text = stderr.trim() || stdout.trim()
  const lines = text.split('\n').filter(line => line.trim())
  return (lines.find(line => /error|cannot|can't/i.test(line)) ?? lines[0] ?? 'it said nothing')
    .trim()
    .slice(0, 200)
}
