import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { entryOn, oidOf } from './entries.ts'

/** A writer process: appends `count` entries one by one and prints each id once it is acknowledged. */
const [dir = '', name = '', count = '1', same = ''] = process.argv.slice(2)
const repo = await openRepository(dir)
for (let i = 0; i < Number(count); i += 1) {
  // Half of them on one commit, where writers meet in one note too.
  const on = i % 2 === 0 && same ? same : oidOf(Number(name) * 1_000 + i)
  const [filed] = await append(repo, [entryOn(on, { clone: `writer-${name}`, data: { i } })])
  process.stdout.write(`${filed!.id}\n`)
}
