import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PEER_NAMES } from './security/loadPeer.ts'

/** What checks load where it is there: with another version of it, or without it, another verdict may come out. */
const NAMES: readonly string[] = [...PEER_NAMES, 'esbuild']

/** The version of each as it would be loaded, or `absent`; nothing is loaded for that. */
export function peerVersions(resolve: (name: string) => string = import.meta.resolve): {
  [name: string]: string
} {
  return Object.fromEntries(NAMES.map(name => [name, versionOf(name, resolve)]))
}

function versionOf(name: string, resolve: (name: string) => string): string {
  let file: string
  try {
    file = fileURLToPath(resolve(name))
  } catch {
    return 'absent'
  }
  // Folders of a package may have a package.json of their own that says how they are read, and no version.
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const version = writtenVersion(join(folder, 'package.json'))
    if (version !== null) return version
  }
  return file
}

function writtenVersion(file: string): string | null {
  try {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown }
    return typeof version === 'string' ? version : null
  } catch {
    return null
  }
}
