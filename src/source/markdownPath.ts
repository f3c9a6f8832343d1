/** Files that only people read: the first page of a folder, its history, and guides. */
const READ =
  /(?:^|\/)(?:readme|changelog|changes|history)(?:\.[a-z]{2}(?:-[a-z]{2})?)?\.md$|(?:^|\/)docs?\/(?:.*\/)?[^/]+\.md$/i
/** Folders whose pages a program builds, includes or obeys. */
const BUILT =
  /(?:^|\/)(?:[._][^/]*|src|pages|content|posts|blog|includes?|partials?|snippets?|tests?|spec|migrations|prompts?|agents?|skills?|rules|commands|instructions|api)\//i

export const isMarkdown = (path: string) => /\.(?:md|markdown)$/i.test(path)

/** Why a Markdown file may be more than something to read, by its path; null when it is read and no more. */
export function refuseMarkdownPath(path: string): string | null {
  if (!READ.test(path)) return 'a Markdown file that may be more than something to read'
  if (/template/i.test(path)) return 'a template'
  return BUILT.test(path) ? 'in a folder whose pages are built, included or obeyed' : null
}
