import type { ModeBlob, Oid } from '../model/change.ts'
import { readPath } from './changes.ts'
import type { Repository } from './repository.ts'

export type TreeFile = ModeBlob & { path: string; size: number }

/** Every file of a tree or commit, with its size in bytes; links to other repositories are left out. */
export async function listTree(repo: Repository, tree: Oid): Promise<TreeFile[]> {
  const { stdout } = await repo.run(['ls-tree', '-r', '-z', '-l', '--full-tree', tree])
  const files: TreeFile[] = []
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(0, at)
    const tab = stdout.indexOf(9, at)
    const [mode = '', type, oid = '', size = '0'] = stdout.toString('latin1', at, tab).split(/ +/)
    if (type === 'blob')
      files.push({ path: readPath(stdout.subarray(tab + 1, end)), mode, oid, size: Number(size) })
    at = end + 1
  }
  return files
}
