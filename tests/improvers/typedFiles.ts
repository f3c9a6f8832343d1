import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ts } from 'ts-morph'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { listTree } from '../../src/checks/listTree.ts'
import { findProjects } from '../../src/checks/projects.ts'
import { treeHost } from '../../src/checks/treeHost.ts'
import { openTypedProject } from '../../src/flow/run/typedProject.ts'
import { readKinds } from '../../src/improvers/types/blame.ts'
import { createTypes, PROGRAMS, type TypedProject } from '../../src/improvers/types.ts'
import type { Finding } from '../../src/model/finding.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { digest } from './expectDocs.ts'

const compiler = await loadCompiler()
const CONFIG = JSON.stringify({
  compilerOptions: {
    strict: true,
    noImplicitAny: false,
    target: 'es2022',
    module: 'es2022',
    types: [],
    lib: ['es2022'],
  },
})

/** A program of these files, as a tsconfig at their top sees them. */
export function programOf(files: Record<string, string>): TypedProject {
  const dir = tempDir()
  for (const [path, text] of Object.entries({ 'tsconfig.json': CONFIG, ...files })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const host = treeHost(compiler, dir, [], new Map())
  const configs = listTree(dir, path => path.endsWith('tsconfig.json'))
  const [project] = findProjects(compiler, host, configs, Object.keys(files))
  return openTypedProject(compiler, host, project!, () => true)
}

const types = createTypes(digest)

/** The same for JavaScript that the compiler checks. */
export function typedScripts(files: Record<string, string>, options: object = {}): ReturnType<typeof typed> {
  const compilerOptions = {
    ...{ strict: true, noImplicitAny: false, allowJs: true, checkJs: true, target: 'es2022' },
    ...{ module: 'nodenext', types: [], lib: ['es2022'], ...options },
  }
  return typed({ ...files, 'tsconfig.json': JSON.stringify({ compilerOptions }) })
}

/** What the improver finds in these files, and their texts with all of it done. */
export function typed(files: Record<string, string>): { findings: Finding[]; texts: Record<string, string> } {
  const source = { files: Object.entries(files).map(([path, text]) => ({ path, text })), tests: [] }
  const findings = [...types.find(source, [{ kind: PROGRAMS, data: [programOf(files)] }])]
  // Two that import the same wait for each other in a run.
  const edits = new Map(
    findings
      .flatMap(finding => types.edit(finding, source))
      .map(edit => [[edit.path, edit.start, edit.end, edit.text].join('\n'), edit]),
  )
  const texts = source.files.map(({ path, text }) => {
    let now = text
    const mine = [...edits.values()]
      .filter(edit => edit.path === path)
      .sort((a, b) => b.start - a.start || b.end - a.end)
    for (const { start, end, text: is } of mine) now = now.slice(0, start) + is + now.slice(end)
    return [path, now] as const
  })
  assertSame(files, Object.fromEntries(texts))
  return { findings, texts: Object.fromEntries(texts) }
}

/** Whatever was found: the same program is emitted, and nothing new is said of it. */
function assertSame(before: Record<string, string>, after: Record<string, string>): void {
  const emitted = (text: string) =>
    ts
      .transpileModule(text, {
        compilerOptions: { target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true, removeComments: true },
      })
      // Only what has no type does without brackets.
      .outputText.replace(/\((\w+)\) =>/g, '$1 =>')
  for (const [path, text] of Object.entries(after)) {
    if (text === before[path]) continue
    assert.equal(emitted(text), emitted(before[path]!))
  }
  if (Object.entries(after).every(([path, text]) => text === before[path])) return
  const known = readKinds(programOf(before))
  const fresh = [...readKinds(programOf(after))].filter(([kind, count]) => count > (known.get(kind) ?? 0))
  assert.deepEqual(fresh, [])
}
