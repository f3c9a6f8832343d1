import { shown } from './shown.ts'

/** What anybody may have written, of any type and length, in so many characters of one line; what is left out is told. */
export function brief(value: unknown, most = 200): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '-')
  if (text.length <= most) return shown(text)
  // Not half of a character.
  return `${shown(text.slice(0, most).replace(/[\ud800-\udbff]$/, ''))}... (${text.length} characters)`
}
