import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { transformSync } from 'esbuild'
import { classify, classifySample } from './classify.ts'
import { FORMATTING } from './corpus/formatting.ts'
import { NOT_FORMATTING } from './corpus/notFormatting.ts'

describe('what only looks like layout needs a person', () => {
  it('in at least 120 ways', () => assert.ok(NOT_FORMATTING.length >= 120))
  for (const sample of NOT_FORMATTING.filter(({ optional }) => !optional))
    it(sample.what, () => assert.equal(classifySample(sample).class, 'algorithm_change', sample.why))
})

describe('layout alone is seen to be nothing else', () => {
  for (const sample of FORMATTING) {
    it(sample.what, () => {
      const found = classifySample(sample)
      assert.equal(found.class, 'formatting_only', found.why)
    })
    it(`${sample.what}, and back`, () => {
      const found = classifySample({ ...sample, before: sample.after, after: sample.before })
      assert.equal(found.class, 'formatting_only', found.why)
    })
  }
})

/** As different from this repository's own layout as the formatter can make it. */
const OTHER = {
  formatter: { indentStyle: 'tab', lineWidth: 50 },
  javascript: {
    formatter: {
      semicolons: 'always',
      quoteStyle: 'double',
      arrowParentheses: 'always',
      trailingCommas: 'none',
      quoteProperties: 'preserve',
    },
  },
}

it('what a formatter makes of this repository is layout alone', () => {
  const source = join(import.meta.dirname, '../../src')
  const folder = mkdtempSync(join(tmpdir(), 'git-improver-format-'))
  try {
    cpSync(source, join(folder, 'src'), { recursive: true })
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(OTHER))
    const biome = join(import.meta.dirname, '../../node_modules/@biomejs/biome/bin/biome')
    execFileSync(process.execPath, [biome, 'format', '--write', '.'], { cwd: folder, stdio: 'pipe' })
    const plain = (text: string) =>
      transformSync(text, { loader: 'ts', minifyWhitespace: true, legalComments: 'none' }).code
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(path =>
      path.endsWith('.ts'),
    )
    let accepted = 0
    let changed = 0
    for (const path of files) {
      const [was, is] = [join(source, path), join(folder, 'src', path)].map(file =>
        readFileSync(file, 'utf8'),
      )
      if (was === is) continue
      changed += 1
      if (classify(`src/${path}`, was!, is!).class !== 'formatting_only') continue
      accepted += 1
      assert.equal(plain(is!), plain(was!), path)
    }
    assert.ok(changed > 300, `${changed} changed`)
    assert.ok(accepted >= 0.9 * changed, `${accepted} of ${changed}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
