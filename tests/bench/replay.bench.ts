import { execFileSync } from 'node:child_process'
import { basename, dirname } from 'node:path'
import { defaultPolicy } from '../../src/flow/missingPolicy.ts'
import { replayPolicy } from '../../src/flow/replayPolicy.ts'
import { openRepository } from '../../src/git/repository.ts'
import { tempDir } from '../helpers/gitRepository.ts'

/**
 * Honest work that the gate would have refused. Every landing of real histories is judged by the recommended policy, as CI would. Commits
 * that no agent can have written are told by something that the gate does not look at: their date, before there were any; and updates of
 * dependencies by the name of their author, unless the message
 * names an agent as well. Whatever else was refused is counted apart.
 *
 *     npm run bench -- replay CLONE.. [--before 2021-10-01] [--bots renovate]
 */
const args = process.argv.slice(2)
const option = (name: string, otherwise: string) => args[args.indexOf(name) + 1 || args.length] ?? otherwise
const clones = args.filter((word, at) => !word.startsWith('--') && !args[at - 1]?.startsWith('--'))
if (!clones.length) throw new Error('usage: npm run bench -- replay CLONE.. [--before DATE] [--bots PATTERN]')
const before = Date.parse(option('--before', '2021-10-01')) / 1000
const bots = new RegExp(option('--bots', 'renovate'), 'i')

const AGENT = /^Co-authored-by:.*(?:copilot|claude|cursor|codex|devin|gemini)/im
const REF = 'refs/heads/main'
const rows: (string | number)[][] = []
for (const clone of clones) rows.push(await replay(clone))
rows.push([
  'all',
  ...rows[0]!.slice(1).map((_, at) => rows.reduce((sum, row) => sum + Number(row[at + 1]), 0)),
])
console.log(
  '| repository | commits | before | refused | by bots | refused | others | of them AI | refused | seconds |',
)
console.log('|---|---|---|---|---|---|---|---|---|---|')
for (const row of rows) console.log(`| ${row.join(' | ')} |`)

async function replay(clone: string): Promise<(string | number)[]> {
  const began = performance.now()
  const name = basename(clone) === 'repo' ? basename(dirname(clone)) : basename(clone)
  const dir = `${tempDir()}/copy.git`
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 30 }).trim()
  execFileSync('git', ['clone', '-q', '--bare', '--shared', clone, dir])
  git('update-ref', REF, 'HEAD')
  const kinds = new Map<string, 'before' | 'bot' | 'other'>()
  for (const line of git('log', '-z', '--format=%H %at %an <%ae>%n%b', REF).split('\0')) {
    const [head = '', ...body] = line.split('\n')
    const [oid = '', at = '', ...author] = head.split(' ')
    const isBot = bots.test(author.join(' ')) && !AGENT.test(body.join('\n'))
    kinds.set(oid, isBot ? 'bot' : Number(at) < before ? 'before' : 'other')
  }
  const replayed = await replayPolicy(await openRepository(dir), defaultPolicy(), REF, '1990-01-01')
  const refused = { before: 0, bot: 0, other: 0 }
  for (const { commit, title, outcome, violations } of replayed.spoken) {
    if (outcome === 'allowed') continue
    for (const oid of new Set(violations.map(one => one.commit ?? commit))) {
      const kind = kinds.get(oid) ?? 'other'
      refused[kind] += 1
      if (kind !== 'other') console.log(`  ${name} ${oid.slice(0, 10)} ${title}: ${violations[0]?.why}`)
    }
  }
  const count = (kind: string) => [...kinds.values()].filter(one => one === kind).length
  const seconds = Math.round((performance.now() - began) / 1000)
  return [
    ...[name, kinds.size, count('before'), refused.before, count('bot'), refused.bot],
    ...[count('other'), replayed.ai, refused.other, seconds],
  ]
}
