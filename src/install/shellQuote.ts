/** A text as one word of a POSIX shell, whatever is in it: plain when it can be, else in single quotes. */
export function shellQuote(text: string): string {
  if (/^[A-Za-z0-9_./@%+=:,-]+$/.test(text)) return text
  return `'${text.replaceAll("'", "'\\''")}'`
}
