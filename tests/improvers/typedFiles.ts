import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { listTree } from '../../src/checks/listTree.ts'
import { findProjects } from '../../src/checks/projects.ts'
import { treeHost } from '../../src/checks/treeHost.ts'
import { openTypedProject } from '../../src/flow/run/typedProject.ts'
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

/** What the improver finds in these files, and their texts with all of it done. */
export function typed(files: Record<string, string>): { findings: Finding[]; texts: Record<string, string> } {
  const source = { files: Object.entries(files).map(([path, text]) => ({ path, text })), tests: [] }
  const findings = [...types.find(source, [{ kind: PROGRAMS, data: [programOf(files)] }])]
  const edits = findings.flatMap(finding => types.edit(finding, source))
  const texts = source.files.map(({ path, text }) => {
    let now = text
    const mine = edits.filter(edit => edit.path === path).sort((a, b) => b.start - a.start || b.end - a.end)
    for (const { start, end, text: is } of mine) now = now.slice(0, start) + is + now.slice(end)
    return [path, now] as const
  })
  return { findings, texts: Object.fromEntries(texts) }
}
