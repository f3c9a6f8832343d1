import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { titleOfAll, titleWithin } from '../../src/improvers/titles.ts'
import { tidy } from '../../src/improvers/types/print.ts'

describe('the title of several findings', () => {
  const title = (symbols: string[], most?: number) =>
    titleOfAll('types', 'src/deep/search.ts', symbols, ['takes', 'take'], 'functions take', most)

  it('names them all where there is room, and counts them where there is none', () => {
    assert.equal(title(['find']), 'types(search): say what find takes')
    assert.equal(title(['find', 'rank', 'sort']), 'types(search): say what find, rank and sort take')
    assert.equal(title(Array(20).fill('something')), 'types(search): say what 20 functions take')
    assert.equal(title(['find', 'rank'], 40), 'types(search): say what 2 functions take')
  })

  it('leaves out the module before it cuts anything off', () => {
    assert.equal(title(['a'.repeat(45)]), `types: say what ${'a'.repeat(45)} takes`)
    assert.equal(title(['a'.repeat(99)]).length, 72)
    assert.equal(titleWithin('perf', 'a/b.c.ts', 'cost less'), 'perf(b.c): cost less')
    assert.equal(titleWithin('perf', `${'b'.repeat(70)}.ts`, 'cost less'), 'perf: cost less')
  })
})

describe('a printed type in one line', () => {
  it('loses what the printer adds, and nothing of a text', () => {
    assert.equal(tidy('{\n    a: string;\n    b: number;\n}'), '{ a: string; b: number }')
    assert.equal(
      tidy('Uint8Array<ArrayBufferLike> | BigInt64Array<ArrayBuffer>'),
      'Uint8Array | BigInt64Array',
    )
    assert.equal(tidy(`{ a: "x; }"; b: 'y\\'; }' }`), `{ a: "x; }"; b: 'y\\'; }' }`)
    assert.equal(tidy('`a; } b` | "DataView<ArrayBuffer>"'), '`a; } b` | "DataView<ArrayBuffer>"')
  })
})
