import { EXIT } from '../model/failure.ts'
import { main } from './main.ts'

// A reader that goes away early (`| head`) is no fault of ours; a disk that is full must not pass for an answer.
let lost: NodeJS.ErrnoException | null = null
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') lost ??= error
})
process.on('beforeExit', () => {
  if (!lost || process.exitCode === EXIT.fault) return
  process.stderr.write(`git-improver could not print all of its answer: ${lost.message}\n`)
  process.exitCode = EXIT.fault
})
process.exitCode = await main(process.argv.slice(2))
