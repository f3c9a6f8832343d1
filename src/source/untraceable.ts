const LOCK =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|go\.sum|gradle\.lockfile|[^/]+\.lock)$/i
const LICENCE = /(?:^|\/)(?:un)?(?:licen[cs]es?|copying|copyright|notice|patents|authors)(?:[-.][^/]*)?$/i
const MADE =
  /(?:^|\/)(?:node_modules|dist|vendor|third[-_]?party|_*generated_*|__snapshots__)\/|\.(?:min|bundle|generated|gen)\.[^/]*$|\.(?:snap|map|svg)$/i
const SAYS_MADE =
  /@generated\b|\bauto-?\s?generated\b|\bgenerated (?:by|from|with)\b|\bdo not (?:edit|modify)\b/i
/** A file says so in its first lines. */
const HEAD = 600

/**
 * Why a file's content is no evidence of who wrote what repeats it: anybody's tools make the same, or everybody
 * copies it from one place.
 * @returns a reason in a few words, or null.
 */
export function untraceable(path: string, text: string): string | null {
  if (text.trim() === '') return 'it is empty'
  if (LOCK.test(path)) return 'a lock file'
  if (LICENCE.test(path)) return 'a licence'
  if (MADE.test(path) || SAYS_MADE.test(text.slice(0, HEAD))) return 'made by a tool'
  return text.includes('\0') ? 'a binary file' : null
}
