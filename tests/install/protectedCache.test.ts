import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import picomatch from 'picomatch'
import {
  protectedCachePath,
  protectedCacheText,
  writeProtectedCache,
} from '../../src/install/protectedCache.ts'
import { tempDir } from '../helpers/gitRepository.ts'

const GATE = fileURLToPath(new URL('../../hooks/gate/', import.meta.url))

/** Which of the refs the sh hooks take for protected. */
function protectedInSh(commonDir: string, refs: string[]): string[] {
  const script = `. "$0/refs"; improver_common=$1; shift; for ref; do if improver_protected "$ref"; then echo "$ref"; fi; done`
  const out = execFileSync('sh', ['-eu', '-c', script, GATE, commonDir, ...refs], { encoding: 'utf8' })
  return out.split('\n').filter(Boolean)
}

describe('the list of protected refs', () => {
  it('is written whole, with full refs, and read by sh', () => {
    const dir = tempDir()
    writeProtectedCache(dir, ['main', 'release/*', 'refs/tags/v*', '{next,beta}'])
    assert.equal(
      readFileSync(protectedCachePath(dir), 'utf8'),
      'refs/heads/main\nrefs/heads/release/*\nrefs/tags/v*\nrefs/heads/next\nrefs/heads/beta\n',
    )
    const yes = ['refs/heads/main', 'refs/heads/release/1', 'refs/tags/v2', 'refs/heads/beta']
    assert.deepEqual(
      protectedInSh(dir, [...yes, 'refs/heads/mainly', 'refs/heads/x/main', 'refs/tags/main']),
      yes,
    )
    writeProtectedCache(dir, [])
    assert.deepEqual(protectedInSh(dir, yes), [])
  })

  it('takes a folder and all below it for the folder too', () => {
    const dir = tempDir()
    writeProtectedCache(dir, ['main/**', 'a/**/b'])
    const yes = ['refs/heads/main', 'refs/heads/main/x', 'refs/heads/a/b', 'refs/heads/a/x/b']
    assert.deepEqual(protectedInSh(dir, [...yes, 'refs/heads/mainly']), yes)
  })

  it('never misses what the policy’s own globs match', () => {
    const part = fc.constantFrom(
      'main',
      'a',
      'b',
      '*',
      '**',
      '?',
      '[ab]',
      '{a,b}',
      '{a,{b,c}}',
      '@(a|b)',
      '!(a)',
      '+(a)',
      '/',
      '-',
      "'",
    )
    const dir = tempDir()
    const names = [
      'main',
      'a',
      'b',
      'c',
      'a/b',
      'a/a/b',
      'main/a',
      'aa',
      'ab',
      'a-b',
      "a'b",
      'b/main',
      'mainmain',
    ]
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), parts => {
        const glob = parts.join('')
        writeProtectedCache(dir, [glob])
        const inSh = new Set(
          protectedInSh(
            dir,
            names.map(name => `refs/heads/${name}`),
          ),
        )
        const matches = picomatch(glob)
        for (const name of names.filter(one => matches(one)))
          assert.ok(inSh.has(`refs/heads/${name}`), `${glob} ${name}`)
      }),
      { numRuns: 150 },
    )
  })

  it('holds no line that sh could take for a command', () => {
    const text = protectedCacheText(['$(touch x)', '`x`', 'a\nb', '\\', ')', '#x', '"', ';'])
    assert.doesNotMatch(text, /[$`\\()"';#]/)
    assert.equal(
      text.split('\n').every(line => line === '' || line.startsWith('refs/heads/')),
      true,
    )
    assert.ok(join(GATE))
  })
})
