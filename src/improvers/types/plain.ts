/** The longest type that is read at a glance. */
const LONGEST = 60

/** Whether a type is one that people write by hand: short, and no inside of something that would want a name. */
export function isPlain(text: string): boolean {
  // What holds nothing yet is not what it is for.
  if (/\bnever\b|\b(?:undefined|null)\[\]/.test(text)) return false
  return text.length <= LONGEST && (text.match(/[;,]/g) ?? []).length <= 3
}
