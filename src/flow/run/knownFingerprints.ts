import type { Repository } from '../../git/repository.ts'
import { readIndexed } from '../../ledger/index/readIndexed.ts'
import { isFiled } from '../../ledger/parseEntry.ts'
import type { Json } from '../../model/entry.ts'

/** The fingerprints of everything that was ever proposed here: whatever became of it, it is not proposed again. */
export async function knownFingerprints(repo: Repository): Promise<Set<string>> {
  const known = new Set<string>()
  for await (const one of readIndexed(repo)) {
    if (!isFiled(one) || one.entry.kind !== 'proposed') continue
    const { findings } = one.entry.data
    for (const finding of Array.isArray(findings) ? findings : []) {
      const fingerprint = field(finding, 'fingerprint')
      if (fingerprint) known.add(fingerprint)
    }
  }
  return known
}

function field(value: Json, name: string): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const found = value[name]
  return typeof found === 'string' ? found : null
}
