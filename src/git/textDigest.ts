import { createHash } from 'node:crypto'
import type { Digest } from '../model/change.ts'

/** Names a text: `sha256:` and 64 hexadecimal digits of its UTF-8 bytes. */
export function textDigest(text: string): Digest {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`
}
