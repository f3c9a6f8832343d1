/** The longest type that is read at a glance. */
const LONGEST = 60

/** Whether a type is one that people write by hand: short, and no inside of something that would want a name. */
export function isPlain(text: string): boolean {
  // `b?: undefined` is what the compiler makes of literals that stand beside each other, and nobody writes it.
  if (/\?: undefined\b/.test(text)) return false
  // What holds nothing yet is not what it is for.
  if (/\bnever\b|\b(?:undefined|null)\[\]/.test(text)) return false
  return text.length <= LONGEST && (text.match(/[;,]/g) ?? []).length <= 3
}
