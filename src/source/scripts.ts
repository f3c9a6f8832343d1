const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u]

/** Whether a word has letters of one script alone, among those whose letters look alike. */
export function isOneScript(word: string): boolean {
  return SCRIPTS.filter(script => script.test(word)).length < 2
}

/** The first word of a text that is written in several scripts. */
export function mixedWord(text: string): string | null {
  if (!/[^\t\n\r\x20-\x7e]/.test(text)) return null
  return text.match(/\p{L}+/gu)?.find(word => !isOneScript(word)) ?? null
}
