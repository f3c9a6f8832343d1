import { deflateSync } from 'node:zlib'
import type { PromiseFsClient } from 'isomorphic-git'
import type { Oid } from '../model/change.ts'

const GITDIR = '/repository.git'

/**
 * A file system in memory that holds nothing but one loose object, for a reader that wants files.
 * Writing to it fails.
 */
export function objectFs(
  oid: Oid,
  type: 'commit' | 'tree',
  bytes: Uint8Array,
): { fs: PromiseFsClient; gitdir: string; cache: object } {
  const file = `${GITDIR}/objects/${oid.slice(0, 2)}/${oid.slice(2)}`
  const loose = deflateSync(Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]), { level: 1 })
  const fail = (code: string) => async (path: string) => {
    throw Object.assign(new Error(`${code}: ${path}`), { code })
  }
  const stat = async (path: string) => {
    if (path !== GITDIR && path !== file) return fail('ENOENT')(path)
    const isFile = path === file
    return { isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false }
  }
  const promises = {
    readFile: async (path: string) => (path === file ? loose : fail('ENOENT')(path)),
    readdir: fail('ENOENT'),
    readlink: fail('ENOENT'),
    stat,
    lstat: stat,
    writeFile: fail('EROFS'),
    mkdir: fail('EROFS'),
    rmdir: fail('EROFS'),
    unlink: fail('EROFS'),
    symlink: fail('EROFS'),
  }
  return { fs: { promises }, gitdir: GITDIR, cache: {} }
}
