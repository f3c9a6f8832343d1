import { git } from './shell.ts'

/** One comment that a branch adds or changes, with the line of code that it stands before. */
export type Quote = { path: string; branch: string; text: string }

/** The comment blocks that stand in the added lines of a branch, each with the first line of code after it. */
export function addedComments(dir: string, base: string, branch: string): Quote[] {
  const diff = git(dir, 'diff', '-U2', '--no-color', '--no-ext-diff', base, branch)
  const quotes: Quote[] = []
  let path = ''
  let open: string[] | null = null
  for (const line of diff.split('\n')) {
    if (line.startsWith('+++ b/')) path = line.slice('+++ b/'.length)
    const isAdded = line.startsWith('+') && !line.startsWith('+++')
    const code = line.slice(1)
    if (isAdded && /^\s*\/\*\*/.test(code)) open = []
    if (open && (isAdded || /^\s*\*/.test(code))) open.push(code)
    else if (open && line.startsWith(' ')) {
      quotes.push({ path, branch, text: dedent([...open, code]) })
      open = null
    } else if (!line.startsWith('-')) open = null
  }
  return quotes
}

function dedent(lines: string[]): string {
  const depth = Math.min(...lines.map(line => /^\s*/.exec(line)?.[0].length ?? 0))
  return lines.map(line => line.slice(depth)).join('\n')
}

/** Some of a list, chosen by a seed so that anyone can draw the same ones. */
export function draw<Item>(items: Item[], count: number, seed: number): Item[] {
  const left = [...items]
  const drawn: Item[] = []
  let state = seed >>> 0
  while (left.length && drawn.length < count) {
    // A linear congruential generator (Numerical Recipes): even enough to draw quotes.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    drawn.push(...left.splice(Math.floor((state / 2 ** 32) * left.length), 1))
  }
  return drawn
}
