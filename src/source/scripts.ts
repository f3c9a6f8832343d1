/** Scripts whose letters look like those of others. */
const ALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u]
/** Letters that no text writes in one word with Latin ones; those of East Asia it does. */
const APART =
  /[^\P{L}\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}\p{Script=Inherited}]/u

/** Whether a word has letters of one script alone, among those whose letters may be taken for others. */
export function isOneScript(word: string): boolean {
  if (/\p{Script=Latin}/u.test(word) && APART.test(word)) return false
  return ALIKE.filter(script => script.test(word)).length < 2
}

/** The first word of a text that is written in several scripts. */
export function mixedWord(text: string): string | null {
  if (!/[^\t\n\r\x20-\x7e]/.test(text)) return null
  return text.match(/\p{L}+/gu)?.find(word => !isOneScript(word)) ?? null
}
