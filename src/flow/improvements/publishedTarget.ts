import { listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'

/** What a protected branch is on the remote, as last fetched; else what it is here; null where it is nowhere. */
export async function publishedTarget(repo: Repository, target: string): Promise<Oid | null> {
  const name = target.replace(/^refs\/heads\//, '')
  const refs = await listRefs(repo, `refs/remotes/origin/${name}`, target)
  return (refs.find(({ ref }) => ref.startsWith('refs/remotes/')) ?? refs[0])?.oid ?? null
}
