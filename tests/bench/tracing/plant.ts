import { plainLines } from '../../../src/source/plainLines.ts'

/** A file of an AI commit: its text then and before, and at which lines (from 0) it has something new. */
export type AiFile = { path: string; text: string; fresh: number[] }

/** Files to commit on top of the AI commit's parent; null where this AI commit has too little for that. */
export type Planting = (files: AiFile[], random: () => number) => Record<string, string> | null

/** What the design promises to find has at least so much; less is only told of. */
const LEAST = { lines: 8, chars: 240 }

/** The ways by which content is copied without a word of where it comes from. */
export const PLANTINGS: Record<string, Planting> = {
  squashed: files => toFiles(files, file => [file.path, file.text]),
  renamed: files =>
    toFiles(files, ({ path, text }) => [`moved/${path.replace(/(\.\w+)?$/, '-new$1')}`, text]),
  're-indented': files =>
    toFiles(files, ({ path, text }) => [
      `wrapped/${path}`,
      `begin {\n${text.replace(/^/gm, '   \t').replace(/\n/g, '\n\n')}\n} end\n`,
    ]),
  'partial (30-70 %)': (files, random) => {
    const parts = files.flatMap(file => blocksOf(file).map(lines => ({ path: file.path, lines })))
    const [longest] = parts.toSorted((a, b) => b.lines.length - a.lines.length)
    if (!longest) return null
    const count = Math.round(longest.lines.length * (0.3 + 0.4 * random()))
    const from = Math.floor(random() * (longest.lines.length - count + 1))
    const part = longest.lines.slice(from, from + count).join('\n')
    if (!isEnough(part)) return null
    return { [`parts/${longest.path}`]: `one line of my own\n${part}\nand another line of my own\n` }
  },
}

function toFiles(files: AiFile[], make: (file: AiFile) => [string, string]): Record<string, string> | null {
  const enough = files.filter(file => blocksOf(file).some(lines => isEnough(lines.join('\n'))))
  return enough.length ? Object.fromEntries(enough.map(make)) : null
}

/** What an AI commit wrote, without a line of anybody else in between. */
function blocksOf({ text, fresh }: AiFile): string[][] {
  const isFresh = new Set(fresh)
  const blocks: string[][] = [[]]
  text.split('\n').forEach((line, at) => {
    if (isFresh.has(at) || line.trim() === '') blocks.at(-1)?.push(line)
    else if (blocks.at(-1)?.length) blocks.push([])
  })
  return blocks.filter(lines => lines.some(line => line.trim()))
}

function isEnough(text: string): boolean {
  const lines = plainLines(text)
  return lines.length >= LEAST.lines && lines.reduce((sum, line) => sum + line.text.length, 0) >= LEAST.chars
}
