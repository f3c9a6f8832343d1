import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import { openIgnored } from '../../source/ignoredPaths.ts'
import { folderOf, isAside } from './folders.ts'
import { manifestPointers } from './manifestPointers.ts'
import { isBuilt, openPackages } from './packages.ts'
import type { Pointer } from './pointer.ts'
import { openLookup, type Problem, type WholeTree } from './repository.ts'
import { tsconfigPointers } from './tsconfigPointers.ts'

/**
 * Pointers to what is not there. What a .gitignore leaves out is made by something and never missing.
 */
export function missingPointers(tree: WholeTree): Pointer[] {
  const isThere = openLookup(tree)
  const isIgnored = openIgnored(tree)
  const packages = openPackages(tree)
  const all = [
    ...packages.all.flatMap(one => manifestPointers(one, isBuilt([one, ...packages.over(one.path)]))),
    ...[...tree.settings].flatMap(([path, text]) =>
      tsconfigPointers(path, text, isBuilt(packages.over(path))),
    ),
  ]
  return all.filter(
    ({ path, wants }) =>
      !isAside(path) &&
      wants.length > 0 &&
      !wants.some(isThere) &&
      !wants.some(want => isIgnored(want) || isIgnored(`${want}/x`)),
  )
}

/** What is dead for certain: nothing makes it, or it was committed once and is gone. */
export function deadKeys(tree: WholeTree): Problem[] {
  return missingPointers(tree).flatMap((pointer): Problem[] => {
    const [gone] = pointer.wants.filter(want => tree.movedTo.has(want))
    const to = gone === undefined ? null : (tree.movedTo.get(gone) ?? null)
    // What once was committed may be made from something else now: `index.js` from `src/index.ts`.
    const isSame = gone !== undefined && to !== null && posix.extname(gone) === posix.extname(to)
    if (pointer.mayBeMade && !isSame) return []
    const text = isSame ? rewritten(pointer, gone, to) : null
    const where = to === null ? '' : `; history has it as ${to} now`
    return [
      {
        rule: pointer.key.startsWith('scripts.') ? 'dead-script' : 'dead-key',
        level: pointer.level,
        path: pointer.path,
        start: pointer.start,
        end: pointer.end,
        symbol: `${pointer.path} ${pointer.key} ${pointer.is}`,
        says: `${pointer.key} names ${pointer.is}, which is not there${where}`,
        ...(text !== null && {
          mend: {
            title: `repair: ${pointer.key} names what was renamed`,
            fixes: [{ path: pointer.path, start: pointer.start, end: pointer.end, text }],
          },
        }),
      },
    ]
  })
}

/** The pointer as its writer would write it now: with `./` and without an ending, where it was so. */
function rewritten({ is, path, wants }: Pointer, gone: Path, to: Path): string | null {
  const folder = folderOf(path)
  if (folder !== '' && !to.startsWith(`${folder}/`)) return null
  const place = folder === '' ? to : to.slice(folder.length + 1)
  const before = folder === '' ? gone : gone.slice(folder.length + 1)
  const bare = is.replace(/^\.\//, '').replace(/\/$/, '')
  const dotted = is.startsWith('./') ? './' : ''
  if (bare === before) return `${dotted}${place}`
  // A folder with a pattern behind it.
  if (bare.startsWith(`${before}/`) && !wants.includes(bare))
    return `${dotted}${place}${bare.slice(before.length)}`
  // `main: lib/index` stands for lib/index.js.
  const ending = before.slice(bare.length)
  return before.startsWith(bare) && /^\.\w+$/.test(ending) && place.endsWith(ending)
    ? `${dotted}${place.slice(0, -ending.length)}`
    : null
}
