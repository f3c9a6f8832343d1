import { broughtBy } from './brought.ts'
import type { ChangedFile } from './changes.ts'
import type { Rule } from './decisions.ts'
import { lineCounter } from './lineCounter.ts'
import type { Place, Scanner } from './scanner.ts'

/** What invisibleIn finds, each with a run of its like: this cuts it by what it can be there for. */
const ODD = /[^\P{Cc}\t\n\r\f]+|\r(?!\n)|[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]+/gu
/** Tags that spell a flag (of Scotland, say) after its black flag: the one thing they are for. */
const FLAG = /^[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F}$/u
const TAGS = /[\u{E0000}-\u{E007F}]/u
const SELECTORS = /^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+$/u
/** Overrides and isolates that reorder what follows (CVE-2021-42574), and the marks that only hint. */
const REORDERS = /[\u202A-\u202E\u2066-\u2069]/u
const MARKS = /^[\u200E\u200F\u061C]+$/u
const JOINERS = /^(?:\u200C|\u200D|\uFE0F)+$/u
const JOINED = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{M}|\uFE0F|\p{L})$/u
const LATIN = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d_$]$/u
/** More of them in a run carry data: one variation selector belongs to one character. */
const LONGEST_RUN = 3
/** Behind so many odd places the rest of a file is one. */
const MOST = 5_000

/** Characters that nobody sees or that reorder what one sees. Emoji, flags, scripts that need joiners and a first BOM are no finding. */
export const characters: Scanner = {
  name: 'characters',
  async scan(changes) {
    return broughtBy(changes, ({ before, after }) => (after.text ?? before.text) !== null, oddPlaces)
  },
}

function oddPlaces(file: ChangedFile, text: string): Place[] {
  const places: Place[] = []
  const lineAt = lineCounter(text)
  ODD.lastIndex = 0
  for (let match = ODD.exec(text); match; match = ODD.exec(text)) {
    if (places.length === MOST) {
      places.push({
        rule: 'character',
        line: lineAt(match.index),
        what: 'and more',
        key: text.slice(match.index),
      })
      break
    }
    const before = text.slice(Math.max(0, match.index - 8), match.index)
    const rule = ruleFor(match[0], before, match.index, file)
    if (rule === null) continue
    const after = text.slice(ODD.lastIndex, ODD.lastIndex + 8)
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    const more = [...match[0].slice(0, 99)].length - 1
    const what = `U+${code}${more > 0 ? ` and ${more} more` : ''}`
    const key = `${match[0]} ${`${before}|${after}`.replace(/\s+/g, '')}`
    places.push({ rule, line: lineAt(match.index), what, key })
  }
  return places
}

function ruleFor(run: string, before: string, at: number, { zone }: ChangedFile): Rule | null {
  if (at === 0 && run === '\uFEFF') return null
  const last = lastCharacter(before)
  if (TAGS.test(run)) return last === '\u{1F3F4}' && FLAG.test(run) ? null : 'payload'
  if (SELECTORS.test(run)) {
    if ([...run].length > LONGEST_RUN) return 'payload'
    return [...run].length === 1 && /[^\s\p{L}\p{Cc}]$|\p{Script=Han}$/u.test(last) ? null : 'hidden'
  }
  if (REORDERS.test(run)) return zone === 'documentation' ? 'character' : 'hidden'
  if (MARKS.test(run)) return 'character'
  if (JOINERS.test(run) && JOINED.test(last) && !LATIN.test(last)) return null
  // Controls, line separators and the soft hyphen show, or hide nothing of what is run.
  if (/^[\p{Cc}\p{Zl}\p{Zp}\u00AD]+$/u.test(run)) return 'character'
  return 'hidden'
}

function lastCharacter(text: string): string {
  return [...text].at(-1) ?? ''
}
