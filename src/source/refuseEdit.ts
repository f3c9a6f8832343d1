import type { CommentEdit } from './commentEdits.ts'
import { MAX_COMMENT } from './directives.ts'
import { contentOf, type DocBlock, readDocComment } from './docComment.ts'
import { cutFences } from './fences.ts'
import { INLINE_LINK, refuseExample, refuseLines, refuseProse } from './proseRules.ts'
import { isDocTag, partTag, type TagParts } from './tagRules.ts'

/**
 * Why one new or changed comment is more than documentation, by its words alone (where it stands is
 * `refusePlace`'s matter). In a changed comment nothing may go: each tag stays, those that tools read
 * stay as they were to the letter, and only prose and documentation tags are added or reworded.
 * @param withTypes whether types that a tag states may come and change too. In TypeScript they may: no compiler reads them there.
 * @returns the reason, or null when only documentation was added or changed.
 */
export function refuseEdit(
  { was, is }: CommentEdit,
  language: 'ts' | 'js',
  withTypes = language === 'ts',
): string | null {
  // Also keeps every pattern below within bounds.
  if (Math.max(is.text.length, was?.text.length ?? 0) > MAX_COMMENT) {
    return `a comment of over ${MAX_COMMENT.toLocaleString('en')} characters`
  }
  if (was && was.ownLine !== is.ownLine) return 'a comment was moved'
  const [old, now] = [was && contentOf(was.text), contentOf(is.text)]
  if (old === now) return 'a comment whose layout alone changed'
  return is.kind === 'doc'
    ? refuseDoc(is.text, old, now, language, withTypes)
    : refusePlain(is.text, old ?? '', now)
}

function refusePlain(is: string, old: string, now: string): string | null {
  if (!is.split(/\r?\n/).every(line => /^\s*\/\/(?:\s|\p{L}|$)/u.test(line)))
    return 'a line comment that a tool may read'
  // A directive must neither come nor be reworded.
  return (
    refuseLines(now) ?? refuseProse(is, now) ?? ((old && (refuseLines(old) ?? refuseProse('', old))) || null)
  )
}

function refuseDoc(
  whole: string,
  was: string | null,
  is: string,
  language: 'ts' | 'js',
  withTypes: boolean,
): string | null {
  const now = readDocComment(is)
  const old = was === null ? { summary: '', blocks: [] } : readDocComment(was)
  if (!/\p{L}/u.test(now.summary) && (old.summary !== '' || now.blocks.length === 0))
    return 'a doc comment that says nothing'
  const inner = language === 'js' && was !== null ? innerTag(was) : null
  if (inner) return `${inner} in the middle of a line, which the compiler may read by what stands around it`
  const foreign = language === 'js' && was !== null ? foreignTag(was) : null
  const changed = changedBlocks(old.blocks, now.blocks, language, foreign, withTypes)
  if (typeof changed === 'string') return changed
  const summary = now.summary === old.summary ? null : besideSameFences(old.summary, now.summary)
  const prose = summary ? [summary.now, ...changed] : changed
  // Old words that a tool obeys must not go either.
  const replaced = summary && refuseProse('', summary.old)
  return refuseProse(whole, prose.join('\n')) ?? (replaced && `in the text that was there, ${replaced}`)
}

/** The prose of the blocks that are new or differ, or why one of them may not be or differ. */
function changedBlocks(
  old: DocBlock[],
  now: DocBlock[],
  language: 'ts' | 'js',
  foreign: string | null,
  withTypes: boolean,
): string[] | string {
  let keys: Set<string> | null = null
  const changed: string[] = []
  let next = 0
  for (const block of now) {
    const match = old[next]
    if (match?.tag === block.tag && match.text === block.text) {
      next++
      continue
    }
    const parts = partTag(block.tag, block.text)
    let prose = parts.prose
    if (match && continuesAs(match, block, language, withTypes)) {
      next++
      if (parts.prose === '') return `the text of @${block.tag} was removed`
      const texts = besideSameFences(partTag(match.tag, match.text).prose, parts.prose)
      const had = refuseProse('', texts.old)
      if (had) return `in the text that was there, ${had}`
      prose = texts.now
    } else {
      if (!isDocTag(block.tag, language)) return `@${block.tag} in a comment is no prose`
      const may = isErrorName(block.tag, parts.head, language) || (withTypes && isPlainType(parts))
      if (parts.head && !may) return `@${block.tag} ${parts.head} states a type`
      if (!isListOfNames(block, language) && !isPlainName(parts, language))
        return `@${block.tag} without the plain name of a parameter`
      // A callback's or overload's own tags follow it in JavaScript; an added tag would join them.
      if (foreign) return `@${block.tag} beside ${foreign}, which may read it`
      keys ??= new Set(old.map(({ tag, text }) => partTag(tag, text).key))
      if (!parts.repeats && keys.has(parts.key)) {
        // It is further on in the old comment: what stood before it there is gone.
        const isLater = old.slice(next + 1).some(({ tag, text }) => partTag(tag, text).key === parts.key)
        return match && isLater ? `@${match.tag} was removed, moved or altered` : `a second @${parts.key}`
      }
      keys.add(parts.key)
    }
    const example = block.tag === 'example' ? refuseExample(block.text) : null
    if (example) return example
    // A name may be a directive too.
    changed.push(`${parts.name ?? ''} ${withTypes ? parts.head : ''} ${prose}`)
  }
  const gone = old[next]
  return gone ? `@${gone.tag} was removed, moved or altered` : changed
}

/** Two versions of a text without their fences where those are the same in both, so that only the words around them changed. */
function besideSameFences(old: string, now: string): { old: string; now: string } {
  const [was, is] = [cutFences(old), cutFences(now)]
  return was.fenced === is.fenced ? { old: was.prose, now: is.prose } : { old, now }
}

/** The first tag in what a comment says that does not begin its line. */
function innerTag(content: string): string | null {
  const lines = content.replace(INLINE_LINK, ' ').split(/\r?\n/)
  for (const line of lines) {
    const found = /\S\s+(@[A-Za-z]\w*)/.exec(line)
    if (found) return found[1] ?? null
  }
  return null
}

/** The first tag of a JavaScript comment that is none of documentation, also in the middle of a line. */
function foreignTag(content: string): string | null {
  const words = content.replace(INLINE_LINK, ' ').match(/@[^\s{}]*/g) ?? []
  return words.find(word => !isDocTag(word.slice(1), 'js')) ?? null
}

/** Whether `block` is what became of `old`: the same tag, name and type; the same text when tools read it. */
function continuesAs(old: DocBlock, block: DocBlock, language: 'ts' | 'js', withTypes: boolean): boolean {
  if (old.tag !== block.tag) return false
  if (!isDocTag(old.tag, language)) return old.text === block.text
  const [was, is] = [partTag(old.tag, old.text), partTag(block.tag, block.text)]
  const mayChange = withTypes && [was, is].every(one => one.head === '' || isPlainType(one))
  return was.key === is.key && (was.head === is.head || mayChange)
}

/** `@template T, U`: of several type parameters. */
const isListOfNames = ({ tag, text }: DocBlock, language: 'ts' | 'js') =>
  tag === 'template' && language === 'ts' && /^\s*[A-Z]\w*(?:,\s*[A-Z]\w*)+\s*$/.test(text)

/** In JavaScript `@param options.deep` adds a member to the type of `options`. */
function isPlainName({ name }: TagParts, language: 'ts' | 'js'): boolean {
  if (name === null) return true
  const plain = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(\.[\p{ID_Continue}$]+)*$/u.exec(name)
  return plain !== null && (language === 'ts' || plain[1] === undefined)
}

/** `{number}`, `{Map<string, Item[]>}`, `[name]`, `[name=1]`: what a parameter or result is, and no code of a status or route. */
function isPlainType({ key, head }: TagParts): boolean {
  if (!/^(?:param |returns$)/.test(key)) return false
  return /^(?:\{(?:\.\.\.)?[\p{L}_$?!*[({][\p{L}\p{N}\s_$.,|&<>[\]()=:?!*'"{}-]*\})?(?:\[[\p{L}_$][\p{L}\p{N}_$.]*(?:\s*=[^@`]*)?\])?$/u.test(
    head,
  )
}

/** The errors that every JavaScript engine has. */
const OWN_ERRORS = /^\{(Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error\}$/

/**
 * `@throws {RangeError} when ...`: TypeScript's compiler reads no type there. In JavaScript it resolves the
 * name, so only names that are there everywhere are prose.
 */
function isErrorName(tag: string, head: string, language: 'ts' | 'js'): boolean {
  return tag === 'throws' && (language === 'ts' ? /^\{[A-Z]\w*\}$/ : OWN_ERRORS).test(head)
}
