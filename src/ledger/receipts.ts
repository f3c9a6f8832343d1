import { openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import { startGit } from '../git/run.ts'
import type { Digest, Oid } from '../model/change.ts'
import { openNotes } from './openNotes.ts'
import { refValues } from './refValues.ts'
import { updateLedger } from './updateLedger.ts'

/**
 * Where a server keeps what it first received from agents: a tree like that of notes. Not under refs/notes, which
 * everybody pushes; no push may touch anything under refs/improver.
 */
export const RECEIPTS_REF = 'refs/improver/receipts'

/** What a receipt is found by: a commit, or a change by as many digits of its digest as a commit has here. */
export type ReceiptKey = Oid

/** The key of a change: the digest's first digits, which are no easier to hit than the name of an object. */
export function changeKey(digest: Digest, { objectFormat }: Pick<Repository, 'objectFormat'>): ReceiptKey {
  return digest.slice('sha256:'.length).slice(0, objectFormat === 'sha256' ? 64 : 40)
}

/** As many keys are written in one commit: the tree of a push of 100,000 commits is built in pieces. */
const AT_ONCE = 20_000

/** Up to here the keys are looked up one by one; beyond it reading the whole list once is cheaper. */
const FEW = 1_000

/**
 * Writes one receipt under many keys, by compare-and-swap: of writers at the same time none loses anything. The
 * first receipt under a key stays, since what counts is who was first.
 * @param text one line.
 * @throws Failure when the ref stays locked, GitError in a hook that may not move refs.
 */
export async function writeReceipts(repo: Repository, text: string, keys: ReceiptKey[]): Promise<void> {
  const all = [...new Set(keys)]
  for (let at = 0; at < all.length; at += AT_ONCE) await writeSome(repo, text, all.slice(at, at + AT_ONCE))
}

async function writeSome(repo: Repository, text: string, keys: ReceiptKey[]): Promise<void> {
  const reader = openObjects(repo)
  try {
    await updateLedger(repo, reader, {
      ref: RECEIPTS_REF,
      message: `chore(receipts): ${keys.length} of a push`,
      change: async (notes, base) => {
        const before = await notes.read(keys)
        const fresh = keys.filter(key => !before.get(key)?.length)
        let blob: Oid | null = null
        for (const key of fresh) {
          // All keys share one blob: a push of any size adds one object and the trees above it.
          if (blob === null) blob = await notes.write(key, Buffer.from(`${text}\n`))
          else await notes.take(key, blob)
        }
        return fresh.length ? { parents: base ? [base] : [] } : { take: base }
      },
    })
  } finally {
    reader.close()
  }
}

/**
 * The receipts under these keys; keys without one are not in the answer. One process where there are none at all,
 * two however many there are; memory grows with what is asked and not with what is kept.
 */
export async function readReceipts(
  repo: Repository,
  keys: Iterable<ReceiptKey>,
): Promise<Map<ReceiptKey, string>> {
  const found = new Map<ReceiptKey, string>()
  const wanted = new Set(keys)
  const [commit] = await refValues(repo, [RECEIPTS_REF])
  if (!commit || !wanted.size) return found
  const reader = openObjects(repo)
  try {
    if (wanted.size <= FEW) {
      const notes = await openNotes(repo, reader, commit)
      for (const [key, bytes] of await notes.read(wanted)) if (bytes?.length) found.set(key, firstLine(bytes))
      return found
    }
    const texts = new Map<Oid, string>()
    for await (const { key, blob } of listed(repo, commit)) {
      if (!wanted.has(key)) continue
      const text = texts.get(blob) ?? firstLine((await reader.get(blob))?.bytes ?? Buffer.alloc(0))
      texts.set(blob, text)
      found.set(key, text)
    }
    return found
  } finally {
    reader.close()
  }
}

/** All keys there are. */
export async function* receiptKeys(repo: Repository): AsyncGenerator<ReceiptKey> {
  const [commit] = await refValues(repo, [RECEIPTS_REF])
  if (commit) for await (const { key } of listed(repo, commit)) yield key
}

function firstLine(bytes: Buffer): string {
  return bytes.toString('utf8').split('\n')[0] ?? ''
}

/** `<mode> blob <oid> TAB <path>`, NUL, as they come. */
async function* listed(repo: Repository, commit: Oid): AsyncGenerator<{ key: ReceiptKey; blob: Oid }> {
  const child = startGit(['ls-tree', '-r', '-z', '--full-tree', commit], {
    cwd: repo.dir,
    inHook: repo.inHook,
  })
  child.stdin.end()
  child.stderr.resume()
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  ended.catch(() => {})
  let rest = ''
  for await (const chunk of child.stdout) {
    const lines = (rest + (chunk as Buffer).toString('latin1')).split('\0')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const tab = line.indexOf('\t')
      yield {
        key: line.slice(tab + 1).replaceAll('/', ''),
        blob: line.slice(line.lastIndexOf(' ', tab) + 1, tab),
      }
    }
  }
  if ((await ended) !== 0) throw new Error(`git could not list ${RECEIPTS_REF}`)
}
