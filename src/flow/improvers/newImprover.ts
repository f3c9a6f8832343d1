import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'
import { improverProblem } from '../../policy/improverProblem.ts'

/**
 * Writes an improver into the work tree, with a test that holds: one that gives `let` to what is declared with `var`.
 * @returns the files, as paths from the top.
 * @throws Failure for a name that is none, or a file that is there already.
 */
export function newImprover(repo: Repository, name: string): string[] {
  const [module, test] = [`improvers/${name}.mjs`, `improvers/${name}.test.mjs`]
  const problem = name.includes('/') ? 'must be a name and no path' : improverProblem(`./${module}`)
  if (problem !== null)
    throw new Failure(`an improver named ${name}: ${problem}`, [
      { run: ['git', 'improver', 'improvers', 'new', 'no-var'], where: 'here' },
    ])
  if (isLink(join(repo.dir, 'improvers')))
    throw new Failure(
      'improvers is a symbolic link, and what it leads to may be no part of this: nothing was written',
      [{ run: ['rm', 'improvers'], where: 'here' }],
    )
  for (const path of [module, test])
    if (existsSync(join(repo.dir, path)) || isLink(join(repo.dir, path)))
      throw new Failure(`${path} is there already: nothing was written`, [
        { run: ['git', 'improver', 'improvers', 'list'], where: 'here' },
      ])
  mkdirSync(join(repo.dir, 'improvers'), { recursive: true })
  writeFileSync(join(repo.dir, module), MODULE.replaceAll('NAME', name))
  writeFileSync(join(repo.dir, test), TEST.replaceAll('NAME', name))
  return [module, test]
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

const MODULE = `// An improver: it finds places in the code and says how each is edited. It runs in a sandbox, sees only what it is given, and what it
// proposes is proven like everything else. This one gives let to what is declared with var.
export default {
  *find({ files }) {
    for (const { path, text } of files) {
      const at = text.search(/^var /m)
      if (at < 0) continue
      yield {
        rewrite: 'var',
        path,
        symbol: text.slice(at).split('\\n')[0],
        title: \`NAME: declare with let in \${path.split('/').at(-1)}\`.slice(0, 60),
        reason: 'A var is seen before it is set.',
      }
    }
  },

  // Offsets are of the text as it is; the edit replaces [start, end).
  edit({ path }, { files }) {
    const text = files.find(file => file.path === path)?.text ?? ''
    const start = text.search(/^var /m)
    return start < 0 ? [] : [{ path, start, end: start + 'var'.length, text: 'let' }]
  },
}
`

const TEST = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import improver from './NAME.mjs'

/** The text after everything that the improver finds in it. */
function improved(text) {
  const source = { files: [{ path: 'a.js', text }], tests: [] }
  for (const finding of improver.find(source, []))
    for (const { start, end, text: is } of improver.edit(finding, source)) text = text.slice(0, start) + is + text.slice(end)
  return text
}

test('NAME edits what it finds', () => {
  assert.equal(improved('var one = 1\\n'), 'let one = 1\\n')
})

test('NAME leaves the rest alone', () => {
  assert.equal(improved("const text = 'var one'\\n"), "const text = 'var one'\\n")
})
`
