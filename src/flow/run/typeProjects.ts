import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import type { SourceFile } from '../../model/finding.ts'

/**
 * The tsconfigs that a repository itself has checked: that of the top, those that scripts hand to `tsc`, and what these reference.
 * Others may be there for an editor, or be wrong on purpose.
 * @param settings the manifests and tsconfigs of the tree.
 */
export function typeProjects(settings: SourceFile[]): Path[] {
  const texts = new Map(settings.map(({ path, text }) => [path, text]))
  const found = new Set<Path>(texts.has('tsconfig.json') ? ['tsconfig.json'] : [])
  const add = (path: Path) => {
    const at = posix.normalize(path)
    for (const one of [at, `${at}.json`, posix.join(at, 'tsconfig.json')])
      if (/\.json$/.test(one) && texts.has(one)) found.add(one)
  }
  for (const [path, text] of texts) {
    if (
      !/(?:^|\/)package\.json$/.test(path) ||
      /(?:^|\/)(?:fixtures?|__fixtures__|examples?|templates?)\//.test(path)
    )
      continue
    for (const script of scriptsIn(text))
      for (const part of script.split(/&&|\|\||[;|]/)) {
        const words = part.trim().split(/\s+/)
        const at = words.indexOf('tsc')
        if (at < 0 || part.includes('--init')) continue
        const named = words.filter((_, index) => /^(?:-p|--project|-b|--build)$/.test(words[index - 1] ?? ''))
        for (const one of named.length ? named : ['tsconfig.json']) add(posix.join(posix.dirname(path), one))
      }
  }
  for (const path of found)
    for (const [, reference = ''] of (
      /"references"\s*:\s*\[([^\]]*)\]/.exec(texts.get(path) ?? '')?.[1] ?? ''
    ).matchAll(/"path"\s*:\s*"([^"]+)"/g))
      add(posix.join(posix.dirname(path), reference))
  return [...found]
}

function scriptsIn(manifest: string): string[] {
  try {
    const { scripts } = JSON.parse(manifest) as { scripts?: unknown }
    const all = typeof scripts === 'object' && scripts !== null ? Object.values(scripts) : []
    return all.filter(one => typeof one === 'string')
  } catch {
    return []
  }
}
