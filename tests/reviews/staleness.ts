// How many approvals go stale before they land, under each binding, replayed over real histories.
//
//   node --import tsx tests/reviews/staleness.ts --from FOLDER [--commits N] [name...]
//
// Each of the newest N first-parent commits is taken as a proposal that was approved some landings, or some
// hours, before it landed in fact. `bind: files` holds when none of the files that it touches changed in between;
// `bind: trees` when nothing at all did. Merges count as what they brought to their first parent.
import { parseArgs } from 'node:util'
import { findSource } from '../subjects/real/checkOut.ts'
import { git } from '../subjects/real/shell.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' }, commits: { type: 'string', default: '500' } },
})
const names = positionals.length ? positionals : ['honojs/hono', 'expressjs/express', 'tj/commander.js']
const wanted = Number(values.commits)

type Landing = { at: number; files: Set<string> }

/** First-parent landings, oldest first, with more before the wanted ones to look back on. */
function landings(dir: string): Landing[] {
  const text = git(
    dir,
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--no-renames',
    '--name-only',
    '-z',
    '--format=%x01%ct',
    '-n',
    String(wanted * 3),
    'HEAD',
  )
  return text
    .split('\u0001')
    .filter(part => part)
    .map(part => {
      const [at = '0', ...files] = part.split(/[\0\n]/).filter(word => word)
      return { at: Number(at), files: new Set(files) }
    })
    .reverse()
}

/** The share of proposals that something in between made stale, and over how many. */
function stale(all: Landing[], before: (index: number) => Landing[]): string {
  let [files, trees, count] = [0, 0, 0]
  for (let index = Math.max(all.length - wanted, 0); index < all.length; index += 1) {
    const own = all[index]
    const between = before(index).filter(one => one.files.size)
    if (!own?.files.size) continue
    count += 1
    if (between.length) trees += 1
    if (between.some(one => [...one.files].some(file => own.files.has(file)))) files += 1
  }
  const share = (part: number) => `${Math.round((100 * part) / count)} %`
  return `${share(files)} | ${share(trees)} | ${count}`
}

console.log(
  '| repository | approved before it landed | stale: files | stale: trees | n |\n|---|---|---|---|---|',
)
for (const name of names) {
  const dir = values.from ? findSource(values.from, name) : null
  if (!dir) {
    console.error(`no clone of ${name} in ${values.from ?? 'any folder (name one with --from)'}`)
    process.exitCode = 1
    continue
  }
  const all = landings(dir)
  for (const count of [1, 5, 20])
    console.log(
      `| ${name} | by ${count} landings | ${stale(all, index => all.slice(Math.max(index - count, 0), index))} |`,
    )
  for (const hours of [24, 72]) {
    const during = (index: number) => {
      const from = (all[index]?.at ?? 0) - hours * 3600
      return all.slice(0, index).filter(one => one.at >= from)
    }
    console.log(`| ${name} | by ${hours} hours | ${stale(all, during)} |`)
  }
}
