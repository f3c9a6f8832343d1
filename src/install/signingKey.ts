import { realpathSync } from 'node:fs'
import type { Repository } from '../git/repository.ts'
import { readFileState, textOf } from './fileState.ts'

/**
 * The SSH key that git signs this person's commits with, as `type base64` without its comment, or null
 * when commits are signed another way or not at all. Understands what gpg.format=ssh does: a key in the
 * configuration itself (`key::...`, or the old bare form), or the path of either half of a key pair.
 */
export async function findSigningKey(repo: Repository): Promise<string | null> {
  const get = async (...args: string[]) => {
    const { code, stdout } = await repo.run(['config', ...args], { accept: [1, 128] })
    return code === 0 ? stdout.toString('utf8').trim() : ''
  }
  if ((await get('--get', 'gpg.format')) !== 'ssh') return null
  const literal = publicKeyIn((await get('--get', 'user.signingkey')).replace(/^key::/, ''))
  if (literal) return literal
  const path = await get('--type=path', '--get', 'user.signingkey')
  if (!path.startsWith('/')) return null
  for (const file of path.endsWith('.pub') ? [path] : [`${path}.pub`, path]) {
    const key = publicKeyFile(file)
    if (key) return key
  }
  return null
}

function publicKeyFile(path: string): string | null {
  try {
    // A key file may be a symlink into a folder of dotfiles.
    const state = readFileState(path)
    const text = state.kind === 'symlink' ? textOf(readFileState(realpathSync(path))) : textOf(state)
    return publicKeyIn(text)
  } catch {
    return null
  }
}

/** `ssh-ed25519 AAAA...` at the front of a line; never anything of a private key. */
function publicKeyIn(text: string): string | null {
  const found = /^((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+) ([A-Za-z0-9+/]{40,}={0,2})(?:\s|$)/.exec(text.trim())
  return found ? `${found[1]} ${found[2]}` : null
}
