import type { Oid } from '../model/change.ts'
import type { Repository } from './repository.ts'

/** Those of these names that commits have here, in order: one git process, however many there are. */
export async function commitsAmong(repo: Repository, names: Oid[]): Promise<Oid[]> {
  if (!names.length) return []
  const { stdout } = await repo.run(['cat-file', '--batch-check=%(objectname) %(objecttype)', '--buffer'], {
    input: names.map(name => `${name}\n`).join(''),
  })
  return stdout
    .toString('latin1')
    .split('\n')
    .flatMap(line => (line.endsWith(' commit') ? [line.slice(0, line.indexOf(' '))] : []))
}
