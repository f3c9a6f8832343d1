import { join } from 'node:path'
import type { Carrier } from '../model/policy.ts'
import { makeParents, textFile, writeFileState } from './fileState.ts'

/** Where the sh hooks look up what is protected. */
export function protectedCachePath(commonDir: string): string {
  return join(commonDir, 'improver', 'protected')
}

/**
 * The lines of that file: one glob of a full ref each, in the language of sh's `case`.
 * The shell knows neither braces nor extended globs, so those become lines of their own or a wider `*`: what
 * matches too much only starts Node, which asks the policy. A `*` of sh matches `/` too, which is wider again.
 * @param patterns globs of the policy: `main`, `release/*`, `{main,next}`, `refs/tags/v*`.
 */
export function protectedCacheText(patterns: string[]): string {
  const globs = patterns.flatMap(expandBraces).flatMap(withoutDeep).map(toShellGlob)
  return [...new Set(globs)].map(glob => `${glob}\n`).join('')
}

/** Writes that file whole or not at all. Throws the system's error when it can't. */
export function writeProtectedCache(commonDir: string, patterns: string[]): void {
  const path = protectedCachePath(commonDir)
  makeParents(path)
  writeFileState(path, textFile(protectedCacheText(patterns), 0o644))
}

/**
 * Writes the patterns (extended regular expressions over lines such as `improver-author: Name <address>`) of
 * agents that only this repository's policy names; an empty list takes the file away. The sh hooks read it
 * beside the built-in patterns, and a commit on a protected branch costs one grep more while it is there.
 * @param emails whole addresses, without wildcards.
 */
export function writeAgentPatterns(commonDir: string, emails: string[]): void {
  const path = join(commonDir, 'improver', 'agents')
  makeParents(path)
  const lines = emails
    .filter(email => email && !/[\r\n]/.test(email))
    .map(email => `^improver-(author|committer): .*<${email.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}>\n`)
  writeFileState(path, lines.length ? textFile(lines.join(''), 0o644) : { kind: 'absent' })
}

/**
 * Says, in a file that the sh hook looks for, that every push to these remotes takes the ledger along; where there is none
 * the file goes away, and then a push of nothing protected starts nothing.
 */
export function writeSyncMark(commonDir: string, remotes: string[]): void {
  const path = join(commonDir, 'improver', 'sync-on-push')
  makeParents(path)
  writeFileState(path, remotes.length ? textFile(`${remotes.join(' ')}\n`, 0o644) : { kind: 'absent' })
}

/** Where the sh hooks look up what becomes of an agent's tag. */
export function carrierPath(commonDir: string): string {
  return join(commonDir, 'improver', 'carrier')
}

/** Writes that down. The file is there whatever the policy says: without it the hook asks Node. */
export function writeCarrier(commonDir: string, carrier: Carrier): void {
  const path = carrierPath(commonDir)
  makeParents(path)
  writeFileState(path, textFile(`${carrier}\n`, 0o644))
}

function expandBraces(pattern: string): string[] {
  const found = /\{([^{}]*)\}/.exec(pattern)
  if (!found) return [pattern]
  const before = pattern.slice(0, found.index)
  const after = pattern.slice(found.index + found[0].length)
  const parts = found[1]?.includes('..') ? ['*'] : (found[1] ?? '').split(',')
  return parts.flatMap(part => expandBraces(before + part + after))
}

/** `main/**` is `main` itself too, and `a/**\/b` is `a/b`: sh would want something in between. */
function withoutDeep(pattern: string): string[] {
  const shorter = pattern.replace(/\/\*\*(?=\/|$)/g, '')
  return shorter === pattern || shorter === '' ? [pattern] : [pattern, shorter]
}

function toShellGlob(pattern: string): string {
  if (pattern.startsWith('!')) return 'refs/*'
  const plain = pattern
    .replace(/[@?*+!]\(.*/, '*')
    .replace(/\*{2,}\/?/g, '*')
    // No ref holds any of these; in sh they would end the pattern or quote what follows.
    .replace(/[\\{}()\s'"`$&;|<>#]/g, '?')
  return plain.startsWith('refs/') ? plain : `refs/heads/${plain}`
}
