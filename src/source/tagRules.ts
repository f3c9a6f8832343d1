/**
 * The tags that only people read, and editors show: `once` ones may stand once for each name.
 * `named` ones begin with the name of what they describe.
 *
 * Not here, with the reason: `@default` is read as a value by JSON schema generators, which validators
 * then write into data (`@defaultValue` is not); `@deprecated`, `@internal`, `@public`, `@alpha`, `@beta`,
 * `@packageDocumentation` steer linters, stripInternal and API extractors; `@type`, `@typedef` and their
 * kin are types in JavaScript. `@template` is a type parameter in JavaScript, and prose in TypeScript.
 */
const TAGS: Record<string, { is: string; once: boolean; named: boolean }> = {
  param: { is: 'param', once: true, named: true },
  typeParam: { is: 'typeParam', once: true, named: true },
  template: { is: 'typeParam', once: true, named: true },
  returns: { is: 'returns', once: true, named: false },
  return: { is: 'returns', once: true, named: false },
  defaultValue: { is: 'defaultValue', once: true, named: false },
  description: { is: 'description', once: true, named: false },
  summary: { is: 'summary', once: true, named: false },
  remarks: { is: 'remarks', once: true, named: false },
  throws: { is: 'throws', once: false, named: false },
  example: { is: 'example', once: false, named: false },
  see: { is: 'see', once: false, named: false },
}

/** Older spellings of a tag that count against `once`, though nobody may add them. */
const ALIASES: Record<string, string> = {
  arg: 'param',
  argument: 'param',
  exception: 'throws',
  defaultvalue: 'defaultValue',
}

/** Whether a tag may be added or changed automatically, by its exact spelling. */
export function isDocTag(tag: string, language: 'ts' | 'js'): boolean {
  return Object.hasOwn(TAGS, tag) && !(tag === 'template' && language === 'js')
}

/** A tag apart: a key that tells it from its siblings, its name, what tools read as a type, the prose. */
export type TagParts = { key: string; name: string | null; head: string; prose: string; repeats: boolean }

/**
 * Parts a block tag's text. `head` holds what TypeScript may read as a type in JavaScript: braces after
 * the tag or after the name, and a name in brackets, which makes a parameter optional.
 */
export function partTag(tag: string, text: string): TagParts {
  const rule = Object.hasOwn(TAGS, tag) ? TAGS[tag] : undefined
  const is = rule?.is ?? (Object.hasOwn(ALIASES, tag) ? (ALIASES[tag] ?? tag) : tag)
  let rest = text.trimStart()
  let head = ''
  let name: string | null = null
  const take = (length: number) => {
    const taken = rest.slice(0, length)
    rest = rest.slice(length).trimStart()
    return taken
  }
  head += take(bracedLength(rest, '{', '}'))
  if (rule?.named || is === 'param') {
    const bracketed = take(bracedLength(rest, '[', ']'))
    name = (bracketed || take(/^\S*/.exec(rest)?.[0].length ?? 0)).replace(/^\[\s*|[\s=].*$|\]$/gs, '')
    head += bracketed + take(bracedLength(rest, '{', '}'))
  }
  return { key: name === null ? is : `${is} ${name}`, name, head, prose: rest, repeats: rule?.once === false }
}

/** How long the bracketed text at the start is; all of it when the bracket is never closed. */
function bracedLength(text: string, open: string, close: string): number {
  if (!text.startsWith(open) || /^\{@link(?:code|plain)?\s/.test(text)) return 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === open) depth++
    else if (text[at] === close && --depth === 0) return at + 1
  }
  return text.length
}
