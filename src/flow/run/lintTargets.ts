import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'

/**
 * What a linter is asked about: the paths, patterns and endings that the repository's own scripts name with it, else everything.
 * @param command as a script has it: `eslint`.
 */
export function lintTargets(tree: string, command: string): string[] {
  const part = scriptsIn(tree)
    .flatMap(script => script.split(/&&|\|\||[;|]/))
    .map(one => one.trim().split(/\s+/))
    .find(words => words.some(word => word === command))
  const words = (part ?? [])
    .slice((part ?? []).indexOf(command) + 1)
    .map(word => word.replace(/^(["'])(.*)\1$/, '$2'))
  const paths = words.filter(
    word => !word.startsWith('-') && isWithin(word) && (/[*{]/.test(word) || existsSync(join(tree, word))),
  )
  const at = words.indexOf('--ext')
  const endings =
    at >= 0 && words[at + 1] ? ['--ext', words[at + 1]!] : words.filter(word => word.startsWith('--ext='))
  return [...endings, ...(paths.length ? paths : ['.'])]
}

function scriptsIn(tree: string): string[] {
  try {
    const { scripts } = JSON.parse(readTreeFile(tree, 'package.json') ?? '{}') as { scripts?: unknown }
    const all = typeof scripts === 'object' && scripts !== null ? Object.values(scripts) : []
    return all.filter(one => typeof one === 'string')
  } catch {
    return []
  }
}

const isWithin = (path: string) => !path.startsWith('/') && !path.split('/').includes('..')
