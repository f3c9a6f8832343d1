import { type Decoy, decoy } from './site.ts'

export const formatterDecoys: Decoy[] = [
  decoy(
    'a language that callers choose',
    'another one each time',
    'export const subject = (value: number, locale: string) => new Intl.NumberFormat(locale).format(value)\n',
  ),
  decoy(
    'the language at hand',
    'it is not the same everywhere, nor always',
    'export const subject = (value: number) => new Intl.NumberFormat().format(value)\n',
  ),
  decoy(
    'the time zone at hand',
    'it may be set while the program runs',
    "export const subject = (time: number) => new Intl.DateTimeFormat('en').format(time)\n",
  ),
  decoy(
    'a language that is none',
    'what is refused is refused where it stands',
    "export const subject = (value: number) => new Intl.NumberFormat('no such language').format(value)\n",
  ),
  decoy(
    'a formatter that is tried',
    'what fails is caught',
    `export function subject(value: number): string {
  try {
    return new Intl.NumberFormat('en').format(value)
  } catch {
    return String(value)
  }
}
`,
  ),
  decoy(
    'a formatter that is given away',
    'whoever has it may keep something on it',
    "export const subject = () => new Intl.NumberFormat('en')\n",
  ),
  decoy(
    'a formatter that is kept',
    'whoever has it may keep something on it',
    `export const subject = (keep: (one: unknown) => void, value: number) => {
  const format = new Intl.NumberFormat('en')
  keep(format)
  return format.format(value)
}
`,
  ),
  decoy(
    'an order that is given away',
    'the function is the same one each time then',
    "export const subject = (give: (compare: unknown) => void) => give(new Intl.Collator('en').compare)\n",
  ),
  decoy(
    'a function that a module which leads back may call first',
    'the constant is not there yet',
    `import { other } from './other.ts'
export function subject(value: number): string {
  return other + new Intl.NumberFormat('en').format(value)
}
`,
  ),
  decoy(
    'a function that a package may call first',
    'what looks like a package may be another name for this one',
    `import { other } from 'other'
export function subject(value: number): string {
  return other + new Intl.NumberFormat('en').format(value)
}
`,
  ),
  decoy(
    'a formatter that may not be there',
    'where Intl lacks it, the module would no longer load',
    `const list = (words: string[]) => new Intl.ListFormat('en').format(words)
export const subject = (words: string[]) => (typeof Intl.ListFormat === 'function' ? list(words) : words.join())
`,
  ),
  decoy(
    'a formatter that is put there.js',
    'it is not there yet where the module begins',
    `export const subject = words => new Intl.ListFormat('en').format(words)
Intl.ListFormat = class { format(words) { return words.join() } }
`,
  ),
  decoy(
    'an Intl of its own.js',
    'what it makes is not known',
    `const Intl = { NumberFormat: class { format(value) { return value } } }
export const subject = value => new Intl.NumberFormat('en').format(value)
`,
  ),
  decoy(
    'a formatter of the module',
    'it is made once as it is',
    `const format = new Intl.NumberFormat('en')
export const subject = (value: number) => format.format(value)
`,
  ),
  decoy(
    'a script that is no module.js',
    'its constants are there for all others',
    "exports.subject = value => new Intl.NumberFormat('en').format(value)\n",
  ),
  decoy(
    'options that are made elsewhere',
    'they may be altered',
    "const options = { style: 'percent' as const }\nexport const subject = (value: number) => new Intl.NumberFormat('en', options).format(value)\n",
  ),
]
