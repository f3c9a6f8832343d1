import type { FoundError } from '../../improvers/repair.ts'

/** What is known of one project: its errors, and what is wrong with it as a whole. */
export type ReadProject = { project: string; errors: FoundError[]; other: string[] }

/**
 * Reads what the probe printed. It ran beside the repository's code: what has not the shape is left out, and a path that leads out
 * of the tree is none.
 * @returns in words why nothing could be read, where that is so.
 */
export function readTypeErrors(stdout: string): ReadProject[] | string {
  const projects: ReadProject[] = []
  for (const line of stdout.split('\n').filter(one => one.startsWith('{'))) {
    const told = parsed(line)
    if (typeof told.failed === 'string') return told.failed.slice(0, 200)
    if (typeof told.project !== 'string' || !Array.isArray(told.errors) || !Array.isArray(told.other))
      continue
    const errors = told.errors.flatMap(one => errorIn(one) ?? [])
    projects.push({ project: told.project, errors, other: told.other.filter(one => typeof one === 'string') })
  }
  return projects.length ? projects : 'it said nothing that can be read'
}

type Fields = { [key: string]: unknown }

function errorIn(value: unknown): FoundError | null {
  const { code, message, mend, ...rest } = fieldsOf(value)
  const place = placeIn(rest)
  if (place === null || typeof code !== 'number' || typeof message !== 'string') return null
  return { ...place, code, message: message.slice(0, 1000), mend: mendIn(mend) }
}

function mendIn(value: unknown): FoundError['mend'] {
  const { title, fixes } = fieldsOf(value)
  if (typeof title !== 'string' || !Array.isArray(fixes) || fixes.length === 0) return null
  const read = fixes.map(one => {
    const { text, ...rest } = fieldsOf(one)
    const place = placeIn(rest)
    return place !== null && typeof text === 'string' ? { ...place, text } : null
  })
  const whole = read.filter(one => one !== null)
  return whole.length === fixes.length
    ? { title: title.replace(/[\s\p{C}]+/gu, ' ').slice(0, 100), fixes: whole }
    : null
}

function placeIn({ path, start, end }: Fields): { path: string; start: number; end: number } | null {
  const isWithin =
    typeof path === 'string' && path !== '' && !path.startsWith('/') && !path.split('/').includes('..')
  const isSpan =
    Number.isInteger(start) && Number.isInteger(end) && 0 <= Number(start) && Number(start) <= Number(end)
  return isWithin && isSpan ? { path, start: Number(start), end: Number(end) } : null
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function parsed(line: string): Fields {
  try {
    return fieldsOf(JSON.parse(line))
  } catch {
    return {}
  }
}
