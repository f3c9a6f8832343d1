import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf } from '../../src/improvers/repair/imports.ts'

test('what a declaration imports is types alone, and what code imports is loaded', () => {
  const text = "import { A } from 'estree'\nexport type B = A\n"
  const isTypeOnly = (path: string) => importsOf({ path, text }).map(({ typeOnly }) => typeOnly)
  assert.deepEqual(isTypeOnly('index.d.ts'), [true])
  assert.deepEqual(isTypeOnly('index.d.mts'), [true])
  assert.deepEqual(isTypeOnly('index.ts'), [false])
})
