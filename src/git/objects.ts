import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { Oid } from '../model/change.ts'
import type { Repository } from './repository.ts'
import { startGit } from './run.ts'

export type GitObject = { oid: Oid; type: 'commit' | 'tree' | 'blob' | 'tag'; bytes: Buffer }

/** One `git cat-file --batch` that answers any number of questions; close it. */
export type ObjectReader = {
  /** The object, or null when the repository has none of that name. Takes anything `rev-parse` takes. */
  get(name: string): Promise<GitObject | null>
  close(): void
}

/** Opens a reader over the objects of a repository. It starts its process on the first question. */
export function openObjects(repo: Repository): ObjectReader {
  let batch: Batch | undefined
  return {
    get(name) {
      if (/[\n\0]/.test(name)) return Promise.resolve(null)
      batch ??= startBatch(startGit(['cat-file', '--batch'], { cwd: repo.dir, inHook: repo.inHook }))
      return batch.ask(name)
    },
    close() {
      batch?.end()
      batch = undefined
    },
  }
}

type Batch = { ask(name: string): Promise<GitObject | null>; end(): void }
type Waiting = { resolve: (object: GitObject | null) => void; reject: (error: Error) => void }

function startBatch(child: ChildProcessWithoutNullStreams): Batch {
  const waiting: Waiting[] = []
  let chunks: Buffer[] = []
  let size = 0
  let need = 1
  let ended: Error | undefined

  const fail = (error: Error) => {
    ended = error
    for (const one of waiting.splice(0)) one.reject(error)
  }
  child.stdin.on('error', () => {})
  child.on('error', fail)
  child.on('close', () => fail(new Error('git cat-file ended before it had answered')))
  child.stderr.resume()
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    // Large objects arrive in many chunks: join them once, when they are whole.
    if (size < need) return
    let buffer = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    need = 1
    for (let one = waiting[0]; one; one = waiting[0]) {
      const answer = readAnswer(buffer)
      if (typeof answer === 'number') {
        need = answer
        break
      }
      waiting.shift()
      one.resolve(answer.object)
      buffer = buffer.subarray(answer.length)
    }
    chunks = buffer.length ? [buffer] : []
    size = buffer.length
  })
  return {
    ask: name =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        waiting.push({ resolve, reject })
        child.stdin.write(`${name}\n`)
      }),
    end: () => child.stdin.end(),
  }
}

/** One answer from the front of the buffer, or how many bytes it takes to hold the whole of it. */
export function readAnswer(buffer: Buffer): { object: GitObject | null; length: number } | number {
  const end = buffer.indexOf(10)
  if (end < 0) return buffer.length + 1
  const head = buffer.toString('utf8', 0, end)
  const found = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/.exec(head)
  if (!found) return { object: null, length: end + 1 }
  const [, oid = '', type, digits] = found
  const length = end + 1 + Number(digits) + 1
  if (buffer.length < length) return length
  const bytes = Buffer.from(buffer.subarray(end + 1, length - 1))
  return { object: { oid, type: type as GitObject['type'], bytes }, length }
}
