import type { Oid } from '../model/change.ts'
import { readAnswer } from './objects.ts'
import type { Repository } from './repository.ts'
import { GitError, startGit } from './run.ts'

/**
 * Which of these blobs contain a word, by two git processes however many there are. Names that the
 * repository lacks contain nothing.
 * @param word looked for as UTF-8 bytes.
 * @param largest blobs with more bytes than this are not read, so that memory stays bounded.
 * @throws GitError when git cannot be asked to the end.
 */
export async function blobsWith(
  repo: Repository,
  names: Iterable<Oid>,
  word: string,
  largest: number,
): Promise<Set<Oid>> {
  const found = new Set<Oid>()
  const small = await smallBlobs(repo, [...new Set(names)], largest)
  if (!small.length) return found
  const args = ['cat-file', '--batch', '--buffer']
  const child = startGit(args, { cwd: repo.dir, inHook: repo.inHook })
  const closed = new Promise<number>(resolve => child.on('close', code => resolve(code ?? 128)))
  child.stderr.resume()
  child.stdin.on('error', () => {})
  child.stdin.end(`${small.join('\n')}\n`)
  let chunks: Buffer[] = []
  let size = 0
  let need = 1
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    // A large blob comes in many pieces: join them once, when it is whole.
    if (size < need) continue
    let bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    let answer = readAnswer(bytes)
    for (; typeof answer !== 'number'; answer = readAnswer(bytes)) {
      if (answer.object?.bytes.includes(word)) found.add(answer.object.oid)
      bytes = bytes.subarray(answer.length)
    }
    need = answer
    chunks = [bytes]
    size = bytes.length
  }
  const code = await closed
  if (code !== 0) throw new GitError(args, repo.dir, code, 'it ended before it had answered')
  return found
}

async function smallBlobs(repo: Repository, names: Oid[], largest: number): Promise<Oid[]> {
  if (!names.length) return []
  const { stdout } = await repo.run(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], {
    input: `${names.join('\n')}\n`,
  })
  return stdout
    .toString('latin1')
    .split('\n')
    .flatMap(line => {
      const [oid = '', type, size] = line.split(' ')
      return type === 'blob' && Number(size) <= largest ? [oid] : []
    })
}
