/** Foreign text of several lines without what a terminal would obey or hide: its line ends and tabs stay. */
export function shownLines(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\P{Cc}\t\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
}
