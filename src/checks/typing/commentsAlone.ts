import type { Candidate } from '../../model/check.ts'
import { kindOf, readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { Compiler } from '../compiler.ts'
import { commentsIn } from '../directives.ts'
import { sameWords } from '../sameWords.ts'

/** In JavaScript comments are types. */
const TYPESCRIPT = /\.(?:[cm]?ts|tsx)$/
/** What a compiler reads in comments, wherever it stands: a line more may part it from what it is about. */
const READ = /@ts-|\/\/\/|@jsx|@internal/
/** Tags under which a compiler reads no names. A link may be the only use of an import. */
const PROSE =
  /^(?:param|returns?|throws|example|remarks|summary|description|default|defaultValue|since|deprecated|category|group)$/

/** Whether a change of TypeScript is one of comments alone that no compiler reads: then what it says of the program is what it said. */
export function commentsAlone(compiler: Compiler, candidate: Candidate): boolean {
  const { base, head, changed } = candidate
  return (
    changed.length > 0 &&
    changed.every(path => {
      if (!TYPESCRIPT.test(path) || [base, head].some(tree => kindOf(tree, path) !== 'file')) return false
      const [was, is] = [base, head].map(tree => readTreeFile(tree, path) ?? '') as [string, string]
      if (READ.test(was) || READ.test(is) || !sameWords(candidate, path)) return false
      const [old, fresh] = [was, is].map(text => commentsIn(compiler, path, text)) as [string[], string[]]
      return [...without(old, fresh), ...without(fresh, old)].every(isProse)
    })
  )
}

/** Those of a list that are not in another. */
function without(all: string[], others: string[]): string[] {
  const known = new Set(others)
  return all.filter(one => !known.has(one))
}

function isProse(comment: string): boolean {
  if (/@(?:link|see|inherit)/i.test(comment)) return false
  const tags = [...comment.matchAll(/^[\s/*]*@([A-Za-z]\w*)[ \t]*(\{)?/gm)]
  return tags.every(([, tag, brace]) => PROSE.test(tag!) && brace === undefined)
}
