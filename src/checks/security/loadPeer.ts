/** Brings an optional peer by its name; null where it is not installed. */
export type LoadPeer = (name: PeerName) => Promise<unknown>

const PEERS = {
  '@secretlint/core': () => import('@secretlint/core'),
  '@secretlint/secretlint-rule-preset-recommend': () =>
    import('@secretlint/secretlint-rule-preset-recommend'),
  eslint: () => import('eslint'),
  'eslint-plugin-security': () => import('eslint-plugin-security'),
  'eslint-plugin-no-unsanitized': () => import('eslint-plugin-no-unsanitized'),
  '@typescript-eslint/parser': () => import('@typescript-eslint/parser'),
  'lockfile-lint-api': () => import('lockfile-lint-api'),
}

/** The last major for every Node that we run on. */
const SECRETLINT = 11

export type PeerName = keyof typeof PEERS

/** All that may be brought. */
export const PEER_NAMES = Object.keys(PEERS) as PeerName[]

/** Loads a scanner's library as it is installed beside us; never from the trees that are judged. */
export const loadPeer: LoadPeer = async name => {
  try {
    return await PEERS[name]()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
    return null
  }
}

/**
 * Loads all that a scanner needs.
 * @returns them in that order, or which ones to install.
 */
export async function loadPeers(load: LoadPeer, names: PeerName[]): Promise<unknown[] | { notRun: string }> {
  const loaded = await Promise.all(names.map(load))
  const missing = names.filter((_, at) => loaded[at] === null)
  if (missing.length === 0) return loaded
  const named = missing.map(name => (name.startsWith('@secretlint/') ? `${name}@${SECRETLINT}` : name))
  return { notRun: `not installed: npm install --save-dev ${named.join(' ')}` }
}
