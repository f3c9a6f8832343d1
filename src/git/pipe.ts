import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { Repository } from './repository.ts'
import { GitError, startGit } from './run.ts'

/** What the second of two git processes prints while the first one feeds it. */
export type Pipe = {
  output: AsyncIterable<Buffer>
  /**
   * To be awaited when the output has been read: half an answer must not pass for a whole one.
   * @throws GitError when either process failed.
   */
  ended(): Promise<void>
  /** Ends both, whatever they are doing. */
  stop(): void
}

/** Runs `git FIRST | git SECOND` with `input` for the first; memory does not grow with what flows through. */
export function pipeGit(repo: Repository, first: string[], second: string[], input: string): Pipe {
  const place = { cwd: repo.dir, inHook: repo.inHook }
  const source = startGit(first, place)
  const sink = startGit(second, place)
  const done = Promise.all([failureOf(source, first, repo.dir), failureOf(sink, second, repo.dir)])
  source.stdout.pipe(sink.stdin)
  source.stdin.end(input)
  return {
    output: sink.stdout as AsyncIterable<Buffer>,
    async ended() {
      const failure = (await done).find(error => error)
      if (failure) throw failure
    },
    stop() {
      source.kill()
      sink.kill()
    },
  }
}

function failureOf(
  child: ChildProcessWithoutNullStreams,
  args: string[],
  dir: string,
): Promise<Error | null> {
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  // A child that ends before it has read its input tells by its exit code.
  child.stdin.on('error', () => {})
  return new Promise(resolve => {
    child.on('error', resolve)
    child.on('close', (code, signal) => {
      const why = signal ? `killed by ${signal}` : said
      resolve(code === 0 ? null : new GitError(args, dir, code ?? 128, why))
    })
  })
}
