import { shown } from '../shown.ts'

/** What GitHub's runner takes apart is escaped as its own toolkit does: `%` first, then what ends a line or a value. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** The same within `key=value`, where `:` and `,` end something too. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/**
 * One annotation. Texts may be anybody's: what a terminal or the runner would obey is taken out.
 * @param at a path of the repository and a line, where they are known.
 */
export function annotation(
  level: 'error' | 'warning' | 'notice',
  title: string,
  text: string,
  at: { file: string; line: number } | null,
): string {
  const where = at ? `file=${escapeProperty(shown(at.file))},line=${at.line},` : ''
  return `::${level} ${where}title=${escapeProperty(unmarked(shown(title)))}::${escapeData(unmarked(clean(text)))}\n`
}

/**
 * A text for the log of a runner that reads commands out of it. Between the two marks GitHub's runner obeys nothing;
 * `##[command]` is taken out besides, which older runners see anywhere in a line.
 * @param mark chosen by chance, so that no text can end the silence.
 */
export function guarded(text: string, mark: string): string {
  if (!text) return ''
  const body = unmarked(text).split(mark).join('')
  return `::stop-commands::${mark}\n${body}${body.endsWith('\n') ? '' : '\n'}::${mark}::\n`
}

/** Without the older form of a command, which may stand anywhere in a line. */
export function unmarked(text: string): string {
  return text.replaceAll('##[', '## [')
}

/** Line ends stay: they are escaped afterwards. */
function clean(text: string): string {
  return text.split('\n').map(shown).join('\n')
}
