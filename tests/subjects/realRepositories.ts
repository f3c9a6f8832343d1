// Tries the built command on public repositories and proves with other means that what it proposes holds.
//
//   node --import tsx tests/subjects/realRepositories.ts --from FOLDER [--limit N] [--quotes N] [--seed N] [name...]
//
// FOLDER (or REAL_REPOSITORIES) holds a clone or a bare git directory of each; nothing is cloned from here, but
// dependencies are installed by npm. Without names all are tried. The last thing printed is Markdown.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkOut, findSource } from './real/checkOut.ts'
import { report } from './real/report.ts'
import { REPOSITORIES } from './real/repositories.ts'
import { type Outcome, tryRepository } from './real/tryRepository.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: process.env.REAL_REPOSITORIES },
    limit: { type: 'string', default: '20' },
    quotes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
})

const wanted = REPOSITORIES.filter(
  ({ name }) => !positionals.length || positionals.some(one => name === one || name.endsWith(`/${one}`)),
)
const outcomes: Outcome[] = []
let failures = 0
for (const repository of wanted) {
  const source = values.from ? findSource(values.from, repository.name) : null
  const say = (text: string) => console.error(`${repository.name}: ${text}`)
  if (!source) {
    say(`no clone of it in ${values.from ?? 'any folder (name one with --from)'}; make one there with`)
    console.error(`  git clone https://github.com/${repository.name} ${repository.name.split('/').at(-1)}`)
    failures += 1
    continue
  }
  const dir = mkdtempSync(join(tmpdir(), `real-${repository.name.replace('/', '-')}-`))
  try {
    say('checking out and installing')
    const base = checkOut(repository, source, dir)
    const outcome = tryRepository(repository, dir, base, Number(values.limit), say)
    outcomes.push(outcome)
    const { before, branches, after } = outcome.tests
    const broken = before.code === 0 && [...branches, after].some(run => run.code !== 0)
    if (outcome.changed.length || broken) failures += 1
  } catch (error) {
    failures += 1
    say((error as Error).message)
  } finally {
    if (values.keep) say(`kept in ${dir}`)
    else rmSync(dir, { recursive: true, force: true })
  }
}
if (positionals.length && !wanted.length) console.error(`none of ${positionals.join(', ')} is known here`)
if (outcomes.length) console.log(report(outcomes, Number(values.quotes), Number(values.seed)))
process.exitCode = failures || !wanted.length ? 1 : 0
