import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faster } from './faster.ts'

const SEARCH = `export interface Item { readonly name: string; size: number }
export function createSearch(items: readonly Item[]) {
  const all = [...items]
  return (name: string) => all.find(one => one.name === name)
}
`

/** Whether the list is still gone through where another file of the program has this code. */
const isLeft = (code: string) => {
  const { texts } = faster({
    'src/search.ts': SEARCH,
    'src/other.ts': `import type { Item } from './search'\n${code}`,
  })
  return texts['src/search.ts'] === SEARCH
}

describe('a lookup that is kept, beside what the rest of the program does', () => {
  it('is none where a readonly field may get another value by a key that is not written there', () => {
    assert.ok(
      isLeft(
        'export const put = <K extends keyof Item>(one: Item, key: K, to: Item[K]) => { one[key] = to }\n',
      ),
    )
    assert.ok(isLeft('export const patch = (one: Item, by: Partial<Item>) => Object.assign(one, by)\n'))
    assert.ok(
      isLeft("export const move = (one: { name: string }) => { ;({ name: one.name } = { name: 'a' }) }\n"),
    )
    assert.ok(isLeft("export const drop = (one: Record<string, unknown>) => { delete one['name'] }\n"))
  })

  it('is there where lists, Records and other fields get values', () => {
    assert.ok(!isLeft('export const put = (list: Item[], at: number, one: Item) => { list[at] = one }\n'))
    assert.ok(
      !isLeft(
        'export const note = (by: Record<string, Item>, key: string, one: Item) => { by[key] = one }\n',
      ),
    )
    assert.ok(!isLeft('export const grow = (one: Item) => { one.size += 1 }\n'))
    assert.ok(!isLeft('export const grown = (one: Item) => Object.assign(one, { size: one.size + 1 })\n'))
    assert.ok(!isLeft('export const copy = (one: Item) => Object.assign({}, one)\n'))
  })
})
