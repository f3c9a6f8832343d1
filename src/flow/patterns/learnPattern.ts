import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ts } from 'ts-morph'
import { Document } from 'yaml'
import { readChange } from '../../git/changes.ts'
import { commitOf } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { generalize } from '../../improvers/patterns/generalize.ts'
import { PATTERN_ID } from '../../improvers/patterns/readPatterns.ts'
import { findSites, type Site } from '../../improvers/patterns/sites.ts'
import type { Oid } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import type { Pattern, PatternLanguage } from '../../model/pattern.ts'
import { findImprovement } from '../improvements/findImprovement.ts'
import { collectSource } from '../run/collectSource.ts'
import { EVERYTHING } from '../run/scope.ts'
import { PATTERNS_FOLDER } from './gatherPatterns.ts'
import { isFor, languageOf } from './languageOf.ts'
import { type AstGrep, fixedText } from './openAstGrep.ts'

export type Learned = {
  id: string
  pattern: string
  fix: string
  /** Places of the improvement, all of which the rule makes what they became. */
  places: number
  /** Where else it matches now, in what may be edited. */
  matches: { path: string; line: number }[]
  files: string[]
}

type Pair = { path: string; language: PatternLanguage; was: string; is: string }

/**
 * Makes a rule of an accepted improvement: the most general one that does to its files, before it, exactly what it did. The rule and its
 * tests are written into the work tree, for a person to read and commit.
 * @param name what to call it; made from the improvement's title when null.
 * @throws Failure for an improvement that was not accepted, or that does not generalize, with the reason.
 */
export async function learnPattern(
  repo: Repository,
  engine: AstGrep,
  improvement: string,
  name: string | null,
): Promise<Learned> {
  const { id, state, group, commit, title } = await findImprovement(repo, improvement)
  const show = [{ run: ['git', 'improver', 'show', id], where: 'here' as const }]
  if (group !== 'approved' && group !== 'deployed')
    throw new Failure(`${id} is ${state}: only what people accepted teaches a rule`, show)
  if (!commit)
    throw new Failure(`${id} has no commit in this clone`, [
      { run: ['git', 'fetch', 'origin'], where: 'here' },
    ])
  const rule = name ?? nameFrom(title)
  if (!PATTERN_ID.test(rule))
    throw new Failure(`a rule can't be called ${JSON.stringify(rule)}: letters, digits, dashes and dots`)
  const files = [`${PATTERNS_FOLDER}/${rule}.yml`, `${PATTERNS_FOLDER}/${rule}-test.yml`]
  refuseOverwriting(repo, files)

  const no = (why: string) => new Failure(`${id} teaches no rule: ${why}. Nothing was written`, show)
  const pairs = await readPairs(repo, commit)
  if (!pairs.length) throw no('it changed no code that stood there before')
  const languages = new Set(pairs.map(({ language }) => language))
  if (languages.size > 1)
    throw no(`it changed ${[...languages].join(' and ')}, and a rule is of one language`)
  const sites: Site[] = []
  for (const { path, was, is } of pairs) {
    const found = findSites(parse(path, was), parse(path, is))
    if (found === null) throw no(`in ${path} parts came or went, and nothing says what became what`)
    sites.push(...found)
  }
  if (!sites.length) throw no('only layout and comments differ')
  const made = firstThatHolds(engine, rule, title, pairs, sites)
  if (!made) throw no('no one rule makes of the code before what it became')

  mkdirSync(join(repo.dir, PATTERNS_FOLDER), { recursive: true })
  writeFileSync(join(repo.dir, files[0]!), ruleText(made))
  writeFileSync(join(repo.dir, files[1]!), testText(rule, sites))
  return {
    id: rule,
    pattern: (made.matcher.rule as { pattern: string }).pattern,
    fix: made.fix!,
    places: sites.length,
    matches: await matchesIn(repo, engine, made),
    files,
  }
}

/** The most general rule that any of the sites suggests and that explains all files to the letter, but for layout. */
function firstThatHolds(
  engine: AstGrep,
  id: string,
  title: string,
  pairs: Pair[],
  sites: Site[],
): Pattern | null {
  for (const { pattern, fix } of sites.slice(0, 5).flatMap(generalize)) {
    const made: Pattern = {
      id,
      language: pairs[0]!.language,
      message: title,
      files: null,
      ignores: [],
      fix,
      matcher: { rule: { pattern } },
      from: '',
    }
    if (pairs.every(pair => explains(engine, made, pair))) return made
  }
  return null
}

function explains(engine: AstGrep, pattern: Pattern, { path, was, is }: Pair): boolean {
  try {
    const matches = engine.find(pattern, was)
    const made = fixedText(was, matches)
    // What matches its own work again would never end.
    return wordsOf(path, made) === wordsOf(path, is) && engine.find(pattern, made).length < matches.length
  } catch {
    return false
  }
}

/** A file as the compiler prints it: its layout says nothing. */
function wordsOf(path: string, text: string): string {
  return ts.createPrinter({ removeComments: true }).printFile(parse(path, text))
}

const parse = (path: string, text: string) => ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)

/** What code was and became; what came or went has no other side. */
async function readPairs(repo: Repository, commit: Oid): Promise<Pair[]> {
  const parent = await commitOf(repo, `${commit}^`)
  if (!parent) return []
  const { files } = await readChange(repo, parent, commit)
  const pairs: Pair[] = []
  for (const { path, old, new: now } of files) {
    const language = languageOf(path)
    if (!language || !old || !now) continue
    const [was, is] = [
      await repo.text(['cat-file', 'blob', old.oid]),
      await repo.text(['cat-file', 'blob', now.oid]),
    ]
    pairs.push({ path, language, was, is })
  }
  return pairs
}

async function matchesIn(repo: Repository, engine: AstGrep, pattern: Pattern): Promise<Learned['matches']> {
  const { source } = await collectSource(repo, (await commitOf(repo, 'HEAD'))!, EVERYTHING)
  return source.files.flatMap(({ path, text }) =>
    isFor(pattern, path)
      ? engine
          .find(pattern, text)
          .map(({ start }) => ({ path, line: text.slice(0, start).split('\n').length }))
      : [],
  )
}

/** `perf(search): find the first one` to `find-the-first-one`. */
function nameFrom(title: string): string {
  const words =
    title
      .replace(/^[^:]*: */, '')
      .toLowerCase()
      .match(/[a-z\d]+/g) ?? []
  return words.slice(0, 6).join('-').slice(0, 50) || 'learned'
}

function ruleText({ id, language, message, matcher, fix }: Pattern): string {
  return new Document({ id, language, message, rule: matcher.rule, fix }).toString({ lineWidth: 0 })
}

function testText(id: string, sites: Site[]): string {
  const texts = (side: 'was' | 'is') => sites.map(site => site[side].getText())
  const [invalid, fixed] = [texts('was'), texts('is')]
  return new Document({ id, valid: [...new Set(fixed)], invalid, fixed }).toString({ lineWidth: 0 })
}

function refuseOverwriting(repo: Repository, files: string[]): void {
  for (const folder of ['.improver', PATTERNS_FOLDER])
    if (lstatSync(join(repo.dir, folder), { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Failure(
        `${folder} is a symbolic link, and what it leads to may be no part of this: nothing was written`,
      )
  for (const path of files)
    if (existsSync(join(repo.dir, path)) || lstatSync(join(repo.dir, path), { throwIfNoEntry: false }))
      throw new Failure(`${path} is there already: nothing was written`, [
        { run: ['git', 'improver', 'patterns', 'list'], where: 'here' },
      ])
}
