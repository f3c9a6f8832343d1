import { readFileSync, statSync } from 'node:fs'
import type { Repository } from './repository.ts'

/** No key is as long, and what is no file but a device has no end. In bytes. */
const LONGEST = 65_536

/**
 * What signs: a public key in the configuration itself, whose other half an agent holds; the path of either half of a key
 * pair; or the text of a private key, as a CI secret holds it.
 */
export type SigningKey = { literal: string } | { path: string } | { secret: string }

/**
 * The SSH key that git signs this person's commits with, as configured: `gpg.format=ssh` and `user.signingkey`
 * (`key::...`, the old bare form, or a path).
 * @returns null when commits are signed another way or not at all.
 */
export async function configuredKey(
  repo: Repository,
): Promise<Exclude<SigningKey, { secret: string }> | null> {
  const get = async (...args: string[]) => {
    const { code, stdout } = await repo.run(['config', ...args], { accept: [1, 128] })
    return code === 0 ? stdout.toString('utf8').trim() : ''
  }
  if ((await get('--get', 'gpg.format')) !== 'ssh') return null
  const named = await get('--get', 'user.signingkey')
  if (!named) return null
  if (/^(?:key::|ssh-)/.test(named)) return { literal: named.replace(/^key::/, '') }
  return { path: await get('--type=path', '--get', 'user.signingkey') }
}

/** Its public half as `type base64` without a comment, or null where it can't be read without asking anybody. */
export async function findSigningKey(repo: Repository): Promise<string | null> {
  const key = await configuredKey(repo)
  return key && publicHalf(key)
}

/** The public half of a configured key; never anything of a private one. */
export function publicHalf(key: Exclude<SigningKey, { secret: string }>): string | null {
  if ('literal' in key) return publicKeyIn(key.literal)
  const { path } = key
  if (!path.startsWith('/')) return null
  for (const file of path.endsWith('.pub') ? [path] : [`${path}.pub`, path]) {
    try {
      // A key file may be a symlink into a folder of dotfiles.
      const { size } = statSync(file)
      const found = size > 0 && size < LONGEST && publicKeyIn(readFileSync(file, 'utf8'))
      if (found) return found
    } catch {
      // The other half may be there.
    }
  }
  return null
}

/** `ssh-ed25519 AAAA...` at the front of a line. */
function publicKeyIn(text: string): string | null {
  const found = /^((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+) ([A-Za-z0-9+/]{40,}={0,2})(?:\s|$)/.exec(text.trim())
  return found ? `${found[1]} ${found[2]}` : null
}
