import { DECOYS } from './performanceSites/decoys.ts'
import { type Graded, gradeSites, touched } from './performanceSites/grade.ts'
import { HISTORY } from './performanceSites/history.ts'
import { SEEDED } from './performanceSites/seeded.ts'
import type { SlowSite } from './performanceSites/site.ts'

/**
 * How many places that cost more than they have to are found, and how many that only look so are left alone. Places that were written to be
 * found are told apart from those that were written after what a public repository had before a commit that made it faster.
 *
 *     npm run bench -- performanceSites [--list]
 */
const isListed = process.argv.includes('--list')

async function tell(what: string, sites: SlowSite[]): Promise<Graded[]> {
  const graded = await gradeSites(sites)
  for (const rewrite of [...new Set(sites.map(one => one.rewrite))].sort()) {
    const of = graded.filter(({ site }) => site.rewrite === rewrite)
    row(what, rewrite, of)
  }
  row(what, 'all', graded)
  return graded
}

function row(what: string, rewrite: string, graded: Graded[]): void {
  const found = graded.filter(one => one.found).length
  const wrong = graded.filter(one => one.differs).length
  const share = graded.length ? ` (${((100 * found) / graded.length).toFixed(0)} %)` : ''
  console.log(`| ${[what, rewrite, graded.length, `${found}${share}`, wrong].join(' | ')} |`)
}

console.log('| sites | rewrite | sites | found | other results afterwards |')
console.log('|---|---|---|---|---|')
const graded = [...(await tell('seeded', SEEDED)), ...(await tell('from history', HISTORY))]
const wrong = touched(DECOYS)
console.log(`\n${DECOYS.length} decoys, ${wrong.length} of them touched`)
for (const { site, found, differs } of graded) {
  if (!found) console.log(`missed: ${site.rewrite}: ${site.name}${site.source ? ` (${site.source})` : ''}`)
  if (differs) console.log(`differs: ${site.name}: ${differs}`)
}
for (const { decoy, after } of wrong) console.log(`touched: ${decoy.name}: ${decoy.why}\n${after}`)
if (isListed)
  for (const { site, after } of graded) console.log(`\n--- ${site.rewrite}: ${site.name}\n${after}`)
