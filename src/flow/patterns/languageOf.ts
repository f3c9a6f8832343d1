import type { Pattern, PatternLanguage } from '../../model/pattern.ts'
import { matchesPath } from '../../policy/pathPatterns.ts'

/** The language that ast-grep takes a path to be; null for what is no code. */
export function languageOf(path: string): PatternLanguage | null {
  if (/\.[cm]?ts$/.test(path)) return 'TypeScript'
  if (path.endsWith('.tsx')) return 'Tsx'
  return /\.(?:[cm]?js|jsx)$/.test(path) ? 'JavaScript' : null
}

/** Whether a rule is for a file, by its language and its globs. */
export function isFor({ language, files, ignores }: Pattern, path: string): boolean {
  if (languageOf(path) !== language) return false
  const names = (glob: string) => matchesPath(glob.replace(/^\.\//, ''), path)
  return (files === null || files.some(names)) && !ignores.some(names)
}
