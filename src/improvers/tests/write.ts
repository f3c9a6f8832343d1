import { blockOf, groupsOf, isTaken, type Place, type TestedExport } from './blocks.ts'
import type { TestStyle } from './style.ts'
import { quoted } from './value.ts'

/** What a test file is to hold. `specifier` leads from it to the module; `own` is the name that a default export gets. */
export type TestFile = { specifier: string; own: string; exports: TestedExport[] }

/** The text of a test file, and where in it each case stands, in the order of the cases. */
export type WrittenFile = { text: string; places: Place[] }

/**
 * Writes a test file in a style. Cases that cannot be said in it are left out, and exports without any.
 * @returns null where nothing is left.
 */
export function writeTests({ specifier, own, exports }: TestFile, style: TestStyle): WrittenFile | null {
  const whole = [own, `${own}Module`, `${own}Default`].find(
    name => !isTaken(name, style) && exports.every(one => one.name !== name),
  )
  const groups = groupsOf(exports, whole, style)
  if (!groups.length) return null
  const places: WrittenFile['places'] = []
  const names = [...new Set(groups.map(({ name }) => name))]
  let text = `${headOf(specifier, whole ?? own, names, style).join('\n')}\n`
  for (const group of groups) {
    text += '\n'
    const block = blockOf(group, style, 0, style.suite, text.length)
    text += block.text
    places.push(...block.places)
  }
  return { text, places }
}

function headOf(specifier: string, own: string, names: string[], style: TestStyle): string[] {
  const { assertions, from, cjs } = style
  const end = style.semicolons ? ';' : ''
  const braces = (list: string[]) => {
    const inner = [...list].sort().join(', ')
    return style.spaced ? `{ ${inner} }` : `{${inner}}`
  }
  const line = (clause: string, path: string) =>
    cjs
      ? `const ${clause.replace(/\.strict$/, '')} = require(${quoted(path, style.quote)})${/\.strict$/.exec(clause)?.[0] ?? ''}${end}`
      : `import ${clause} from ${quoted(path, style.quote)}${end}`
  const lines: string[] = []
  const hasExpect = assertions.kind === 'expect' && assertions.specifier !== null
  const shares = hasExpect && assertions.specifier === from?.specifier
  if (assertions.kind === 'assert') lines.push(line(assertions.clause, assertions.specifier))
  else if (hasExpect && !shares) lines.push(line(braces(['expect']), assertions.specifier!))
  if (from?.alone && cjs) {
    lines.push(line(from.name, from.specifier))
    if (style.suite) lines.push(line(braces(['describe']), from.specifier))
  } else if (from?.alone)
    lines.push(line(style.suite ? `${from.name}, ${braces(['describe'])}` : from.name, from.specifier))
  else if (from)
    lines.push(
      line(
        braces([...(style.suite ? ['describe'] : []), style.test, ...(shares ? ['expect'] : [])]),
        from.specifier,
      ),
    )
  const named = names.filter(name => name !== 'default')
  const whole = names.includes('default') ? own : null
  if (cjs && whole) lines.push(line(whole, specifier))
  if (cjs && named.length) lines.push(line(braces(named), specifier))
  if (!cjs)
    lines.push(
      line([...(whole ? [whole] : []), ...(named.length ? [braces(named)] : [])].join(', '), specifier),
    )
  return lines
}
