import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { openLookup } from '../../improvers/repair/repository.ts'
import { missingPointers, REPOSITORY, type WholeTree } from '../../improvers/repair.ts'
import type { Oid } from '../../model/change.ts'
import { type Collected, collectSource } from './collectSource.ts'
import { movedPaths } from './movedPaths.ts'
import type { Observed } from './observed.ts'
import { EVERYTHING, isWhole, isWithin, type Scope } from './scope.ts'

/** Shows the whole committed tree, what history says of the paths that it misses, and which versions are installed. Nothing runs. */
export async function observeTree(
  repo: Repository,
  base: Oid,
  collected: Collected,
  scope: Scope,
): Promise<Observed> {
  // What is declared in a file that nobody asked about still counts.
  const { source } = isWhole(scope) ? collected : await collectSource(repo, base, EVERYTHING)
  const { paths, links } = collected
  const settings = new Map((collected.source.settings ?? []).map(({ path, text }) => [path, text]))
  for (const [, path = ''] of (settings.get('.gitmodules') ?? '').matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm))
    links.add(path)
  const tree: WholeTree = {
    paths,
    links,
    code: source,
    settings,
    builtins: new Set(builtinModules),
    installed: name => installedVersion(repo.dir, name),
    isWanted: path => isWithin(scope, path),
    movedTo: new Map(),
  }
  const missing = new Set(missingPointers(tree).flatMap(({ wants }) => wants))
  const movedTo = await movedPaths(repo, base, missing, openLookup(tree))
  return { observation: { kind: REPOSITORY, data: { ...tree, movedTo } } }
}

function installedVersion(top: string, name: string): string | null {
  const manifest = join(top, 'node_modules', name, 'package.json')
  try {
    if (!existsSync(manifest)) return null
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: unknown }
    return typeof version === 'string' ? version : null
  } catch {
    return null
  }
}
