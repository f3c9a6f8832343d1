// Prints every attempt to get out of the sandbox, what it got, and whether the sandbox held.
//
//   npm run test:escapes
import { release } from 'node:os'
import { cannotPlay, playAll } from './rows.ts'

const why = cannotPlay()
if (why) console.log(`not run: ${why}`)
let escaped = 0
for (const played of why ? [] : playAll()) {
  console.log(`\nAs ${played.user}, Linux ${release()}, node ${process.version}\n`)
  if ('notRun' in played) {
    console.log(`not run: ${played.notRun}`)
    continue
  }
  console.log('| what | it got | held | without walls |\n|---|---|---|---|')
  for (const { group, what, got, held, without } of played.rows)
    console.log(`| ${group}: ${what} | ${got.replaceAll('|', '/')} | ${held} | ${without} |`)
  const count = (held: string) => played.rows.filter(row => row.held === held).length
  console.log(
    `\n${played.rows.length} attempts: ${count('yes')} held, ${count('NO')} got out, ${count('not run')} not run, ${count('BROKEN')} broken`,
  )
  console.log(`${played.rows.filter(row => row.without === 'works').length} of them work without walls`)
  escaped += count('NO') + count('BROKEN')
}
process.exitCode = why || escaped ? 1 : 0
