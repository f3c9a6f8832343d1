import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { entryOn } from './entries.ts'

/** What a server's hook does: an entry on the commit that was pushed, under the hook's name. */
const [hook = ''] = process.argv.slice(2)
let input = ''
for await (const chunk of process.stdin) input += chunk
const [, commit = ''] = input.split(' ')
try {
  await append(await openRepository('.', true), [entryOn(commit, { clone: hook })])
  console.log(`${hook}: done`)
} catch (error) {
  console.log(`${hook}: ${(error as Error).message.replaceAll('\n', ' ')}`)
}
