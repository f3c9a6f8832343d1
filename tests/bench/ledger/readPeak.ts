import { openRepository } from '../../../src/git/repository.ts'
import { readIndexed } from '../../../src/ledger/index/readIndexed.ts'
import { readLedger } from '../../../src/ledger/read.ts'

/** Reads a whole ledger in a process of its own, which has nothing else in memory, and prints the highest resident memory in MB. */
const [folder = '', how] = process.argv.slice(2)
const repo = await openRepository(folder)
let count = 0
for await (const one of how === 'index' ? readIndexed(repo) : readLedger(repo)) if ('entry' in one) count += 1
console.log(`${count} ${Math.round(process.resourceUsage().maxRSS / 1024)}`)
