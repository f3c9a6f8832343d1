import type { Repository } from '../../../git/repository.ts'
import type { Context } from '../../verb.ts'

/** One thing that `ledger` does. Gives the exit code. */
export type Action = (context: Context, repo: Repository, options: Options) => Promise<number>

/** The options as commander read them, and the file that was named. */
export type Options = { [name: string]: unknown; file: string | undefined }
