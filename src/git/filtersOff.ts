import type { Repository } from './repository.ts'

/** The configuration that turns every filter off that this repository or its user has: an empty command is none. */
export async function filtersOff(repo: Repository): Promise<Record<string, string>> {
  const asked = ['config', '--null', '--name-only', '--get-regexp', '^filter\\.']
  const { stdout } = await repo.run(asked, { accept: [1] })
  const off: Record<string, string> = {}
  for (const key of stdout.toString('utf8').split('\0').filter(Boolean)) {
    const name = key.slice(0, key.lastIndexOf('.'))
    off[`${name}.clean`] = ''
    off[`${name}.smudge`] = ''
    off[`${name}.process`] = ''
    off[`${name}.required`] = 'false'
  }
  return off
}
