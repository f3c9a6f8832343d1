import { shown } from './shown.ts'

type Row = { id: string; ref: string | null; state: 'ok' | 'wrong' | 'unseen'; what: string; mend: string }

const MARKS = { ok: 'ok      ', wrong: 'wrong   ', unseen: 'not seen' }

/** What a forge is set to, for a person: what is well first, in one line each. */
export function settingsText(rows: Row[]): string {
  return rows
    .map(({ ref, state, what, mend }) => {
      const line = `${MARKS[state]}  ${ref ? `${shown(ref)}  ` : ''}${shown(what)}\n`
      return mend ? `${line}          mend  ${shown(mend)}\n` : line
    })
    .join('')
}
