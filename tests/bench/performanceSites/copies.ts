import { js, type SlowSite, ts } from './site.ts'

export const copies: SlowSite[] = [
  ts(
    'copy-in-reduce',
    'every element',
    'export const subject = (list: number[]) => list.reduce((all, one) => [...all, one * 2], [] as number[])\n',
    ['[1, 2, 3]', '[]', '[NaN, -0]'],
  ),
  ts(
    'copy-in-reduce',
    'some elements, by a condition',
    `export function subject(list: (string | null)[]): string[] {
  return list.reduce<string[]>((all, one) => (one ? [...all, one.trim()] : all), [])
}
`,
    ["[' a', null, '', 'b ']", '[]'],
  ),
  ts(
    'copy-in-reduce',
    'some elements, by a condition the other way round',
    `export function subject(list: string[]): string[] {
  return list.reduce((all: string[], one) => all.includes(one) ? all : [...all, one], [])
}
`,
    ["['a', 'b', 'a', 'a', 'c']", '[]'],
  ),
  ts(
    'copy-in-reduce',
    'in a block with returns',
    `export function subject(list: { id: number; kind: string }[]): number[] {
  return list.reduce((ids, one) => {
    if (one.kind === 'x') return [...ids, one.id]
    if (one.kind === 'y') {
      return ids
    }
    return [...ids, one.id, -one.id]
  }, [0])
}
`,
    ["[{ id: 1, kind: 'x' }, { id: 2, kind: 'y' }, { id: 3, kind: 'z' }]", '[]'],
  ),
  ts(
    'copy-in-reduce',
    'lists in lists',
    'export const subject = (list: number[][]) => list.reduce((all, one) => [...all, ...one], [] as number[])\n',
    ['[[1, 2], [], [3]]', '[]', '[[NaN], [-0]]'],
  ),
  ts(
    'copy-in-reduce',
    'with the length so far',
    `export function subject(list: string[]): string[] {
  return list.reduce((lines, one) => {
    const number = lines.length + 1
    return [...lines, \`\${number}: \${one}\`]
  }, [] as string[])
}
`,
    ["['a', 'b']", '[]'],
  ),
  ts(
    'copy-in-reduce',
    'running sums',
    `export function subject(list: number[]): number[] {
  return list.reduce((sums, one) => [...sums, (sums[sums.length - 1] ?? 0) + one], [] as number[])
}
`,
    ['[1, 2, 3]', '[]', '[0.1, 0.2, NaN, 1]'],
  ),
  js(
    'copy-in-reduce',
    'keys of an object',
    `export function subject(settings) {
  return Object.keys(settings).reduce((names, key) => settings[key] ? [...names, key] : names, [])
}
`,
    ['{ a: 1, b: 0, c: true }', '{}'],
  ),
  js(
    'copy-in-reduce',
    'what is left of a list',
    `export function subject(...list) {
  return list.reduce(function (all, one, at) {
    return at % 2 ? all : [...all, one];
  }, []);
}
`,
    ['1, 2, 3', ''],
  ),
  js(
    'copy-in-reduce',
    'entries of an object, two at a time',
    `export const subject = flags => {
  return Object.entries(flags).reduce((args, [name, value]) => {
    if (value === false) return args
    return value === true ? [...args, \`--\${name}\`] : [...args, \`--\${name}\`, String(value)]
  }, [])
}
`,
    ["{ a: true, b: 'x', c: false }", '{}'],
  ),
]
