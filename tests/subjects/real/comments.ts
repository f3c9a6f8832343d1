import { git } from './shell.ts'

/** One comment that a branch adds to or changes, with the line of code that it stands before. */
export type Quote = { path: string; branch: string; text: string }

/** The comment blocks of a branch that have an added line in them, each with the first line of code after it. */
export function addedComments(dir: string, base: string, branch: string): Quote[] {
  const diff = git(dir, 'diff', '-U0', '--no-color', '--no-ext-diff', '--no-renames', base, branch)
  const quotes: Quote[] = []
  for (const part of diff.split(/^diff --git /m).slice(1)) {
    const [, path] = /^\+\+\+ b\/(.+)$/m.exec(part) ?? []
    if (path === undefined) continue
    const lines = git(dir, 'show', `${branch}:${path}`).split('\n')
    const added = [...part.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].flatMap(([, from, count = '1']) =>
      Array.from({ length: Number(count) }, (_, index) => Number(from) - 1 + index),
    )
    for (const text of blocksWith(lines, added)) quotes.push({ path, branch, text })
  }
  return quotes
}

/** Blocks from a line that opens a documentation comment to the one that closes it. */
function blocksWith(lines: string[], added: number[]): string[] {
  const found: string[] = []
  for (let start = 0; start < lines.length; start += 1) {
    if (!/^\s*\/\*\*/.test(lines[start] ?? '')) continue
    let end = start
    while (end < lines.length - 1 && !lines[end]?.includes('*/')) end += 1
    if (added.some(line => line >= start && line <= end)) {
      const code = lines.slice(end + 1).find(line => line.trim())
      found.push(dedent([...lines.slice(start, end + 1), ...(code === undefined ? [] : [code])]))
    }
    start = end
  }
  return found
}

function dedent(lines: string[]): string {
  const depth = Math.min(...lines.filter(line => line.trim()).map(line => /^\s*/.exec(line)?.[0].length ?? 0))
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
