import { addEntry } from '../../flow/ledgerAdd.ts'
import { openRepository, type Repository } from '../../git/repository.ts'
import { isFiled } from '../../ledger/parseEntry.ts'
import { readLedger } from '../../ledger/read.ts'
import { sync } from '../../ledger/sync.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { shown } from '../../report/shown.ts'
import type { Context, Verb } from '../verb.ts'

export const ledgerVerb: Verb = {
  name: 'ledger',
  describe: 'the record in git notes: log, sync, add',
  common: true,
  configure(command) {
    command
      .argument('<what>', 'log: every entry; sync: exchange with the remote; add: append one')
      .option('--remote <name>', 'for sync', 'origin')
      .option('--kind <kind>', 'for add: measured, incident, ...')
      .option('--commit <commit>', 'for add: what it speaks of', 'HEAD')
      .option('--data <json>', 'for add: a JSON object', '{}')
  },
  async run(context, [what = ''], options) {
    const repo = await openRepository(context.dir)
    switch (what) {
      case 'log':
        return log(context, repo)
      case 'sync':
        return exchange(context, repo, String(options.remote))
      case 'add':
        return add(context, repo, options)
      default:
        throw new Failure(`ledger ${what}: it takes log, sync or add`, [
          { run: ['git', 'improver', 'ledger', 'log'], where: 'here' },
        ])
    }
  },
}

async function log(context: Context, repo: Repository): Promise<number> {
  const entries: unknown[] = []
  const lines: string[] = []
  for await (const one of readLedger(repo)) {
    if (isFiled(one)) {
      const { kind, at, by, improvement, ref, data } = one.entry
      entries.push({ id: one.id, ...one.entry })
      // What passed without review is told whole.
      const told =
        kind === 'overridden' || kind === 'incident'
          ? `  ${shown(ref ?? '-')}: ${shown(String(data.reason ?? '-'))}`
          : ''
      lines.push(
        `${shown(at)}  ${one.on.slice(0, 7)}  ${kind.padEnd(10)} ${improvement?.slice(0, 9) ?? '-'}  ${shown(by)}${told}`,
      )
    } else {
      entries.push({ unreadable: one.why, on: one.on, line: one.line })
      lines.push(`unreadable on ${shown(one.on)}: ${shown(one.why)}`)
    }
  }
  context.out(
    context.json
      ? `${JSON.stringify(entries, null, 2)}\n`
      : lines
          .sort()
          .map(line => `${line}\n`)
          .join(''),
  )
  return EXIT.ok
}

async function exchange(context: Context, repo: Repository, remote: string): Promise<number> {
  const synced = await sync(repo, remote)
  if (context.json) {
    const missing = synced.missing.map(({ on, line, from }) => ({ on, line, from }))
    context.out(`${JSON.stringify({ ...synced, missing }, null, 2)}\n`)
    return EXIT.ok
  }
  for (const { from, on, line } of synced.missing)
    context.out(
      `was missing ${from === 'here' ? 'here' : `on ${remote}`} and is back: on ${on.slice(0, 7)} ${shown(line).slice(0, 100)}\n`,
    )
  for (const { path, why } of synced.malformed)
    context.out(`left on ${remote}, since it is no note: ${shown(path)} (${shown(why)})\n`)
  context.out(
    synced.commit
      ? `synchronised with ${remote}${synced.gained ? `: ${synced.gained} note(s) gained lines` : ''}\n`
      : `neither side has a ledger yet\n`,
  )
  return EXIT.ok
}

async function add(context: Context, repo: Repository, options: Record<string, unknown>): Promise<number> {
  if (typeof options.kind !== 'string')
    throw new Failure('ledger add needs --kind', [
      { run: ['git', 'improver', 'ledger', 'add', '--kind', 'measured', '--data', '{}'], where: 'here' },
    ])
  const filed = await addEntry(repo, options.kind, String(options.commit), String(options.data))
  context.out(
    context.json ? `${JSON.stringify([{ id: filed.id, ...filed.entry }], null, 2)}\n` : `${filed.id}\n`,
  )
  return EXIT.ok
}
