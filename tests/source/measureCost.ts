/**
 * What deriving a class costs beside parsing both texts with the same parser, on real files:
 *
 *     node --import tsx tests/source/measureCost.ts [file...]
 *
 * The change documents every second top-level declaration. Interleaved, processor time, medians of 15.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { ts } from 'ts-morph'
import { classifyFile } from '../../src/source/classifyFile.ts'
import { parseSource } from '../../src/source/parseSource.ts'

const RUNS = 15
const given = process.argv.slice(2)
const own = readdirSync('src/source').map(name => `src/source/${name}`)
const zod = [
  'core/schemas',
  'classic/schemas',
  'core/util',
  'core/to-json-schema',
  'classic/tests/string.test',
].map(name => `node_modules/zod/src/v4/${name}.ts`)

function documented(path: string, text: string): string {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext)
  const at = source.statements
    .filter(
      node =>
        ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isVariableStatement(node),
    )
    .filter(node => !/\/[/*]/.test(text.slice(node.pos, node.getStart(source))) && node.pos > 0)
    .filter((_, index) => index % 2 === 0)
    .map(node => node.getStart(source))
  return at.reduceRight(
    (out, start) => `${out.slice(0, start)}/** Says what it is. */\n${out.slice(start)}`,
    text,
  )
}

function milliseconds(run: () => unknown): number {
  // Processor time: wall time measures the neighbours.
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

function measure(files: { path: string; before: string; after: string }[]) {
  const parsing: number[] = []
  const deriving: number[] = []
  for (let run = 0; run < RUNS + 3; run++) {
    const parse = milliseconds(() => {
      for (const { path, before, after } of files) {
        parseSource(path, before)
        parseSource(path, after)
      }
    })
    const derive = milliseconds(() => {
      for (const { path, before, after } of files) classifyFile(path, before, after)
    })
    if (run < 3) continue
    parsing.push(parse)
    deriving.push(derive)
  }
  return { parse: median(parsing), derive: median(deriving) }
}

const files = (given.length ? given : [...zod, ...own]).map(path => {
  const before = readFileSync(path, 'utf8')
  return { path, before, after: documented(path, before) }
})
for (const part of given.length
  ? [files]
  : [files.slice(0, zod.length), files.slice(zod.length), ...files.slice(0, zod.length).map(f => [f])]) {
  const { parse, derive } = measure(part)
  const name = part.length === 1 ? part[0]?.path : `${part.length} files`
  const found = part
    .map(({ path, before, after }) => JSON.stringify(classifyFile(path, before, after)))
    .slice(0, 2)
  console.log(
    `${name}: ${(part.reduce((n, f) => n + f.after.length, 0) / 1000).toFixed(0)} kB; parse both ${parse.toFixed(1)} ms, derive ${derive.toFixed(1)} ms, ratio ${(derive / parse).toFixed(2)} (${found})`,
  )
}
