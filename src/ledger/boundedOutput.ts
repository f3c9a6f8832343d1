import { once } from 'node:events'
import type { Repository } from '../git/repository.ts'
import { GitError, startGit } from '../git/run.ts'

/**
 * What git prints; null where that is more than `most` bytes, and git is stopped there.
 * @throws GitError when git fails.
 */
export async function boundedOutput(repo: Repository, args: string[], most: number): Promise<Buffer | null> {
  const child = startGit(args, { cwd: repo.dir, inHook: repo.inHook })
  const words: Buffer[] = []
  child.stderr.on('data', chunk => words.push(chunk))
  const closed = once(child, 'close') as Promise<[number | null]>
  closed.catch(() => {})
  child.stdin.on('error', () => {})
  child.stdin.end()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of child.stdout) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size <= most) continue
    child.kill()
    return null
  }
  const [code] = await closed
  if (code !== 0) throw new GitError(args, repo.dir, code ?? 128, Buffer.concat(words).toString('utf8'))
  return Buffer.concat(chunks)
}
