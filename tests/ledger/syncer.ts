import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { sync } from '../../src/ledger/sync.ts'
import { entryOn, oidOf } from './entries.ts'

/** A process of a clone: appends and synchronises `count` times, and prints each id once the remote has it. */
const [dir = '', name = '', count = '1', shards = '1'] = process.argv.slice(2)
const repo = await openRepository(dir)
for (let i = 0; i < Number(count); i += 1) {
  const entry = entryOn(oidOf(i % 7), { clone: `clone-${name}`, data: { i } })
  const [filed] = await append(repo, [entry], { shards: Number(shards) })
  await sync(repo, 'origin')
  process.stdout.write(`${filed!.id}\n`)
}
