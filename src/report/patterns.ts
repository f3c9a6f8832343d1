import type { Track } from '../model/track.ts'
import { percent } from './share.ts'
import { shown } from './shown.ts'

/** Rules with where they stand and what became of what they proposed, and what of them can't be read. */
export function patternsText({
  patterns,
  problems,
}: {
  patterns: {
    id: string
    language: string
    message: string
    from: string
    fixes: boolean
    tests: number
    track: Track | null
  }[]
  problems: string[]
}): string {
  const lines = patterns.flatMap(({ id, language, message, from, fixes, tests, track }) => {
    const tested = tests === 0 ? 'no test' : `tests: ${tests}`
    const facts = [...(fixes ? [] : ['only finds: it has no fix']), tested, record(track)]
    return [
      `${shown(id)}  ${language}  ${shown(from)}`,
      `  ${shown(message.split('\n', 1)[0] ?? '')}`,
      `  ${facts.join('; ')}`,
    ]
  })
  const none = 'there are no patterns here: .improver/patterns/*.yml holds rules of ast-grep'
  const all = [
    ...(patterns.length || problems.length ? lines : [none]),
    ...problems.map(one => `problem  ${shown(one)}`),
  ]
  return `${all.join('\n')}\n`
}

function record(track: Track | null): string {
  if (!track) return 'proposed nothing yet'
  const { proposed, merged, approved, rejected, reverted, rate } = track
  const good = `${merged + approved} accepted`
  const held = rate === null ? '' : ` (${percent(rate)})`
  return `${proposed} proposed, ${good}, ${rejected + reverted} refused${held}`
}

export function testedText(
  tested: { id: string; passed: number; failures: string[] }[],
  problems: string[],
): string {
  const lines = tested.flatMap(({ id, passed, failures }) => [
    `${failures.length ? 'failed' : 'passed'}   ${shown(id)} (${passed} of ${passed + failures.length})`,
    ...failures.map(one => `  ${shown(one)}`),
  ])
  const all = [...lines, ...problems.map(one => `problem  ${shown(one)}`)]
  return `${(all.length ? all : ['there are no patterns here']).join('\n')}\n`
}

export function learnedText({
  id,
  pattern,
  fix,
  places,
  matches,
  files,
}: {
  id: string
  pattern: string
  fix: string
  places: number
  matches: { path: string; line: number }[]
  files: string[]
}): string {
  const block = (name: string, text: string) =>
    text
      .split('\n')
      .map((line, at) => `${at === 0 ? name.padEnd(9) : ' '.repeat(9)}${shown(line)}`)
      .join('\n')
  const MOST = 5
  const more = matches.length > MOST ? [`         and ${matches.length - MOST} more`] : []
  const now = matches.slice(0, MOST).map(({ path, line }) => `         ${shown(path)}:${line}`)
  return [
    `learned  ${shown(id)}, from ${places} ${places === 1 ? 'place' : 'places'}`,
    block('finds', pattern),
    block('writes', fix),
    `matches  ${matches.length === 0 ? 'nothing else now' : `${matches.length} more ${matches.length === 1 ? 'place' : 'places'} now`}`,
    ...now,
    ...more,
    ...files.map(path => `wrote    ${shown(path)}`),
    `next     read it, git improver patterns test ${shown(id)}, and commit both; then git improver run --only patterns`,
    '',
  ].join('\n')
}
