import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { VERBS } from '../src/cli/commands/verbs.ts'
import { EXIT } from '../src/model/failure.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')

describe('what the README says is there', () => {
  it('names only verbs that exist', () => {
    const named = [...readme.matchAll(/git(?:-| -C \S+ | )improver ([a-z]+)\b(?= |$|`)/gm)].map(
      match => match[1],
    )
    const verbs = VERBS.map(verb => verb.name)
    const prose = ['does', 'refused']
    assert.ok(named.includes('run') && named.includes('verify'), 'the pattern finds verbs at all')
    assert.deepEqual(
      named.filter(name => !verbs.includes(name ?? '') && !prose.includes(name ?? '')),
      [],
    )
  })

  it('names exit codes, presets, scripts and files that are there', () => {
    for (const code of Object.values(EXIT)) assert.match(readme, new RegExp(`^\\| ${code}\\b`, 'm'))
    const presets = readdirSync(join(root, 'policies')).filter(name => name.endsWith('.yaml'))
    for (const [name] of readme.matchAll(/\b[a-z]+@\d+\b/g)) assert.ok(presets.includes(`${name}.yaml`), name)
    const { scripts, engines } = JSON.parse(read('package.json'))
    for (const [, script = ''] of readme.matchAll(/\bnpm (start|test)\b/g)) assert.ok(scripts[script], script)
    assert.ok(readme.includes(engines.node.replace('>=', '')), engines.node)
    for (const [, path = ''] of readme.matchAll(/\]\(([^)]+)\)/g))
      assert.ok(existsSync(join(root, path)), path)
  })

  it('has every folder of src on the map, and no other', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter(entry => entry.isDirectory() && readdirSync(join(root, 'src', entry.name)).length > 0)
      .map(entry => entry.name)
    const mapped = [...read('src/README.md').matchAll(/^\| `(\w+)\/` +\|/gm)].map(match => match[1] ?? '')
    assert.deepEqual(mapped.toSorted(), folders.toSorted())
  })
})
