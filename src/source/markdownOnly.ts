import type { NotThat } from './compareComments.ts'
import { directiveIn } from './directives.ts'
import { invisibleIn } from './invisible.ts'
import { type MarkdownBlock, markdownBlocks } from './markdownBlocks.ts'
import { isOneScript } from './scripts.ts'
import { speaksToModels } from './speaksToModels.ts'

const TRAILER = /^[A-Z]\w*(?:-\w+)+: /m
/** Words by which a sentence turns into its contrary, or a rule into a wish. */
const TURNS =
  /^(?:no|not|never|none|nothing|nobody|nor|neither|without|cannot|always|all|any|every|only|must|may|might|shall|should|can|could|need|needs|required?|optional(?:ly)?|unless|except|before|after|until|more|less|least|most|than|enabled?|disabled?|true|false|safe|unsafe|secure|insecure|deprecated|\w+n['’]t)$/i
/** Programs whose name in a sentence is half a command. */
const COMMANDS =
  /^(?:npm|npx|pnpm|pnpx|yarn|bunx?|deno|curl|wget|sudo|pip3?|brew|apt|bash|zsh|powershell|iex|eval|chmod|docker|kubectl|ssh)$/i
/** MDX takes such a line for a statement of a module, where it begins a paragraph. */
const STATEMENT = /^ {0,3}(?:import|export)(?![\p{L}\p{N}'’-])/mu
/** Characters of both sides. */
const MOST = 2_000_000
/** How many rewordings are tried between two parts that are no prose. */
const MOST_TRIED = 20_000
/** Code, links, images, tags and formulas, which stay as they are whatever words are in them. */
const SPANS = /(`+)[\s\S]*?\1|!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?|<[^>]*>|\$[^$]*\$/g
/** How alike two versions of a sentence have to be: the share of their words that both have. */
const ALIKE = 0.3

/**
 * Whether two versions of a Markdown file differ by prose that was added or reworded, and by nothing that runs, leads somewhere, counts
 * or forbids: code, commands, links, HTML, tables, headings that were there, numbers, and words that turn a sentence stay as they were,
 * and no paragraph goes. Sufficient and fail-closed.
 * @returns null when it is documentation only, else the first reason against it.
 */
export function markdownOnly(before: string, after: string): NotThat | null {
  if (before === after) return { why: 'nothing differs', line: 1 }
  if (/\r/.test(before) || /\r/.test(after)) return { why: 'other line ends than line feeds', line: 1 }
  if (before.startsWith('\ufeff') || after.startsWith('\ufeff'))
    return { why: 'a byte order mark, behind which front matter is not found', line: 1 }
  if (before.length + after.length > MOST) return { why: 'too long to be compared', line: 1 }
  const hidden = hiddenFence(before) ?? hiddenFence(after)
  if (hidden !== null) return { why: 'code in a list or quotation, whose end is not told', line: hidden }
  if (before.endsWith('\n') !== after.endsWith('\n'))
    return { why: 'the last line break came or went', line: 1 }
  const [old, now] = [markdownBlocks(before), markdownBlocks(after)]
  // Sections between what has to stay.
  const [sections, others] = [cutAtExact(old), cutAtExact(now)]
  for (const [place, { exact, prose }] of others.entries()) {
    const was = sections[place]
    if (!was || was.exact?.text !== exact?.text)
      return { why: 'something else than prose came, went or changed', line: exact?.line ?? 1 }
    if (exact && exact.apart !== was.exact?.apart)
      return { why: 'a blank line came or went beside something else than prose', line: exact.line }
    const joins = exact && prose[0] && !prose[0].apart && !(was.prose[0] && isSame(was.prose[0], prose[0]))
    if (joins) return { why: 'text that joins what is no prose', line: prose[0]!.line }
    const found = compareProse(was.prose, prose, exact?.line ?? 1)
    if (found) return found
  }
  return sections.length === others.length ? null : { why: 'something else than prose went', line: 1 }
}

/** The line of a fence behind the sign of an item or quotation. */
function hiddenFence(text: string): number | null {
  const at = text.split('\n').findIndex(line => /^\s*(?:[-*+>]|\d+[.)])[\s>*+-]*(?:`{3}|~{3})/.test(line))
  return at < 0 ? null : at + 1
}

type Section = { exact: MarkdownBlock | null; prose: MarkdownBlock[] }

function cutAtExact(blocks: MarkdownBlock[]): Section[] {
  const sections: Section[] = [{ exact: null, prose: [] }]
  for (const block of blocks) {
    if (block.kind === 'exact') sections.push({ exact: block, prose: [] })
    else sections.at(-1)!.prose.push(block)
  }
  return sections
}

/** Each old paragraph has to be there still, or reworded, in order; the others are new. */
function compareProse(old: MarkdownBlock[], now: MarkdownBlock[], line: number): NotThat | null {
  let next = 0
  let tried = 0
  for (const [place, was] of old.entries()) {
    const room = now.length - (old.length - place)
    let why: string | null = 'a paragraph, heading or item went'
    let found = -1
    const same = now.findIndex((is, at) => at >= next && at <= room && isSame(was, is))
    if (same >= 0) found = same
    for (let at = next; found < 0 && at <= room; at++) {
      if (++tried > MOST_TRIED) return { why: 'too many paragraphs to be compared', line }
      why = refuseRewording(was, now[at]!)
      if (why === null) found = at
    }
    if (found < 0) return { why: why ?? '', line: now[next]?.line ?? line }
    for (const added of now.slice(next, found)) {
      const refused = refuseNew(added)
      if (refused) return { why: refused, line: added.line }
    }
    next = found + 1
  }
  for (const added of now.slice(next)) {
    const refused = refuseNew(added)
    if (refused) return { why: refused, line: added.line }
  }
  return null
}

const isSame = (was: MarkdownBlock, is: MarkdownBlock) =>
  was.text === is.text && was.sign === is.sign && was.apart === is.apart

function refuseNew({ text, sign }: MarkdownBlock): string | null {
  const special = wordsOf(text).find(({ plain }) => !plain)
  if (special && !/^\d+$/.test(special.word))
    return `${JSON.stringify(special.word.slice(0, 40))} in a new paragraph`
  if (/[ \\]\n| $/.test(text)) return 'a line break that is wanted'
  return /^ {0,3}\d/.test(sign) ? 'a new item of a numbered list' : refuseText(text, sign)
}

function refuseText(text: string, sign: string): string | null {
  const invisible = invisibleIn(text)
  if (invisible) return `${invisible}, which nobody sees`
  if (speaksToModels(text)) return 'words that models may take for theirs'
  if (TRAILER.test(text)) return 'a line that is read as a trailer'
  if (sign.trim() === '' && STATEMENT.test(text)) return 'a line that begins like a statement of a module'
  const tool = directiveIn(text)
  return tool ? `words that steer ${tool}` : null
}

function refuseRewording(was: MarkdownBlock, is: MarkdownBlock): string | null {
  if (was.sign !== is.sign || was.apart !== is.apart) return 'the form of a paragraph or item changed'
  if (was.sign.includes('#')) return 'a heading changed, to which links may lead'
  if (breaksOf(was.text) !== breaksOf(is.text)) return 'a line break that is wanted came or went'
  const [old, now] = [wordsOf(was.text), wordsOf(is.text)]
  const open = [was.text, is.text].some(text => /[`[\]<>$]/.test(text.replace(SPANS, '')))
  if (open) return 'code, a link or a tag without an end'
  const special = (words: Word[]) => words.filter(({ plain }) => !plain).map(({ word }) => word)
  const [stayed, stays] = [special(old), special(now)]
  const differs =
    stays.find((word, at) => word !== stayed[at]) ??
    (stays.length < stayed.length ? stayed[stays.length] : null)
  if (differs != null) return `${JSON.stringify(differs.slice(0, 40))} came, went or changed`
  const added = is.text.startsWith(was.text.trimEnd()) && /[.!?:]$/.test(was.text.trimEnd())
  const turns = (words: Word[]) =>
    words.filter(({ word }) => TURNS.test(word)).map(({ word }) => word.toLowerCase())
  if (!added && turns(old).join() !== turns(now).join())
    return 'a word that turns a sentence came, went or changed'
  if (likeness(old, now) < ALIKE) return 'another paragraph in the place of one'
  return (
    refuseText(is.text, is.sign) ?? (refuseText(was.text, was.sign) && 'words that steer a tool were there')
  )
}

/** Lines that end with a break: two blanks, or a stroke. */
const breaksOf = (text: string) => text.split('\n').filter(line => /(?: {2}|\\)$/.test(line)).length

/** A word without the signs around it; `plain` when it has letters alone, of one script. */
type Word = { word: string; plain: boolean }

function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let rest = ''
  let at = 0
  for (const { 0: span, index } of text.matchAll(SPANS)) {
    // One word without blanks.
    rest += text.slice(at, index) + span.replace(/\s+/g, '\u2423')
    at = index + span.length
  }
  for (const raw of (rest + text.slice(at)).split(/\s+/)) {
    const word = raw.replace(/^[*_("'“‘«¿¡]+/, '').replace(/[*_)"'”’»…]*[.,;:!?]*[*_)"'”’»…]*$/, '')
    if (word === '' && /^["'“”‘’«»().,;:!?…*_]*$/.test(raw)) continue
    const plain =
      /^[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*$/u.test(word) && isOneScript(word) && !COMMANDS.test(word)
    const isDash = /^[–—-]$/.test(word)
    if (!isDash) words.push({ word: plain ? word : raw.replace(/[.,;:!?]+$/, ''), plain })
  }
  return words
}

function likeness(old: Word[], now: Word[]): number {
  const [was, is] = [old, now].map(words => new Set(words.map(({ word }) => word.toLowerCase())))
  const common = [...was!].filter(word => is!.has(word)).length
  return common / Math.max(1, was!.size + is!.size - common)
}
