import { list } from './clause.ts'
import type { Fact } from './fact.ts'

const LONGEST = 60
const VERBS: { [kind in Fact['kind']]: string } = {
  throws: 'throws',
  returns: 'returns',
  default: 'defaults to',
  changes: 'changes',
  reads: 'reads',
  unit: 'expects',
  limit: 'limits',
  example: '',
}

/** The commit's title for a new comment: what it says of what. */
export function titleOf(path: string, name: string, facts: Fact[]): string {
  const kinds = [...new Set(facts.map(fact => VERBS[fact.kind]))].filter(Boolean)
  const scope = scopeOf(path)
  const verbs = kinds.length > 0 ? `say what ${name} ${list('and', kinds)}` : `show what ${name} gives`
  return shortest([
    `docs(${scope}): ${verbs}`,
    `docs(${scope}): say what ${name} ${kinds[0] ?? 'gives'}`,
    `docs(${scope}): say more about ${name}`,
    `docs: say more about ${name}`,
  ])
}

/** The first of some titles, best first, that is short enough; the last one cut if none is. */
export function shortest(titles: string[]): string {
  return titles.find(title => title.length <= LONGEST) ?? titles.at(-1)!.slice(0, LONGEST).trimEnd()
}

/** The module's own name: its file's, or its folder's where the file is an index. */
export function scopeOf(path: string): string {
  const parts = path.split('/')
  const file = parts.at(-1)!.replace(/\.[^.]+$/, '')
  const folder = parts.at(-2) ?? ''
  return file === 'index' && folder !== '' && !/^(src|source|lib)$/.test(folder) ? folder : file
}
