import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRepository, type Repository } from '../../git/repository.ts'
import { runGit } from '../../git/run.ts'
import { fetchLedger } from '../../ledger/fetchLedger.ts'
import { LEDGER_REF } from '../../ledger/ledgerRef.ts'
import type { Oid } from '../../model/change.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { fetchObjects, forgetFetched, type RemoteRefs, remoteRefs } from './fetchObjects.ts'

/**
 * A bare repository beside the job's clone, with that clone's objects and only the refs that were fetched for this
 * question. Whatever a job has checked out, and whatever refs and branches an earlier job left, nothing of it is read.
 */
export type Isolated = {
  repo: Repository
  /** The job's clone: where objects are fetched to, and from where the ledger is pushed. */
  job: Repository
  remote: string
  refs: RemoteRefs
  /** Where temporary files may lie; it goes away at the end. */
  dir: string
  /**
   * Fetches a ref or object of the remote, as objects only, and gives the commit that it is; null when the remote
   * has no such thing.
   */
  take(name: string): Promise<Oid | null>
  /** Puts a branch or tag of the remote where judging looks for it; null takes it away. */
  put(ref: string, oid: Oid | null): Promise<void>
  close(): Promise<void>
}

/**
 * Fetches what every question needs (the remote's refs, its default branch, the ledger) and opens it apart.
 * @throws Failure (125) when the remote cannot be reached, or the clone stays shallow or partial.
 */
export async function openIsolated(dir: string, remote: string): Promise<Isolated> {
  const job = await complete(await openRepository(dir), remote)
  const refs = await remoteRefs(job, remote)
  const ledger = await fetchLedger(job, remote).catch((error: unknown) => {
    throw error instanceof Failure ? new Failure(error.message, error.next, EXIT.inconclusive) : error
  })
  const home = await mkdtemp(join(tmpdir(), `git-improver-${process.pid}-forge-`))
  const close = async () => {
    await forgetFetched(job)
    await rm(home, { recursive: true, force: true })
  }
  try {
    const bare = join(home, 'judged.git')
    const format = `--object-format=${job.objectFormat}`
    await runGit(['init', '--quiet', '--bare', '--template=', format, bare], { cwd: home })
    await mkdir(join(bare, 'objects', 'info'), { recursive: true })
    await writeFile(join(bare, 'objects', 'info', 'alternates'), `${join(job.commonDir, 'objects')}\n`)
    const repo = await openRepository(bare)
    const put = async (ref: string, oid: Oid | null) => {
      const at = ref.replace(/^refs\/heads\//, 'refs/remotes/origin/')
      await repo.run(oid ? ['update-ref', at, oid] : ['update-ref', '-d', at])
    }
    const { now = null } = ledger.notes.get(LEDGER_REF) ?? {}
    if (now) await put(LEDGER_REF, now)
    const named = await configured(job, 'improver.repository')
    if (named) await repo.run(['config', 'improver.repository', named])
    const take = (name: string) => fetchObjects(job, remote, name)
    const deciding = (await configured(job, 'improver.policyRef')) || refs.head
    await repo.run([
      'config',
      'improver.policyRef',
      deciding.replace(/^refs\/heads\//, 'refs/remotes/origin/'),
    ])
    await put(deciding, await take(deciding))
    return { repo, job, remote, refs: { ...refs, head: deciding }, dir: home, take, put, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A shallow clone gives wrong ranges without an error, so it is deepened; a partial one lacks what is judged. */
async function complete(job: Repository, remote: string): Promise<Repository> {
  if (await configured(job, 'extensions.partialClone'))
    throw new Failure(
      'this clone is a partial one (--filter), and what is judged may not be in it',
      [{ ask: 'check out without a filter' }],
      EXIT.inconclusive,
    )
  if (!job.shallow) return job
  await fetchObjects(job, remote, 'HEAD', ['--unshallow'])
  const whole = await openRepository(job.dir)
  if (!whole.shallow) return whole
  throw new Failure(
    'this clone is shallow, and so is what it was fetched from: ranges would be wrong',
    [{ run: ['git', 'fetch', '--unshallow', remote], where: 'ci' }],
    EXIT.inconclusive,
  )
}

async function configured(repo: Repository, key: string): Promise<string> {
  const { stdout } = await repo.run(['config', '--get', key], { accept: [1] })
  return stdout.toString('utf8').trim()
}
