import assert from 'node:assert/strict'
import { createPerformance, SLOW_PROGRAMS } from '../../src/improvers/performance.ts'
import type { Finding } from '../../src/model/finding.ts'
import { digest } from './expectDocs.ts'
import { programOf } from './typedFiles.ts'

const performance = createPerformance(digest)

/** What the improver finds in these files, and their texts with all of it done. TypeScript is read as its project has it. */
export function faster(files: Record<string, string>): {
  findings: Finding[]
  texts: Record<string, string>
} {
  const source = { files: Object.entries(files).map(([path, text]) => ({ path, text })), tests: [] }
  const typed = Object.keys(files).some(path => path.endsWith('.ts'))
  const observations = typed ? [{ kind: SLOW_PROGRAMS, data: [programOf(files)] }] : []
  const findings = [...performance.find(source, observations)]
  const edits = findings.flatMap(finding => performance.edit(finding, source))
  const texts = source.files.map(({ path, text }) => {
    let now = text
    for (const edit of edits.filter(one => one.path === path).sort((a, b) => b.start - a.start)) {
      assert.equal(digest(text.slice(edit.start, edit.end)), edit.expects)
      now = now.slice(0, edit.start) + edit.text + now.slice(edit.end)
    }
    return [path, now] as const
  })
  return { findings, texts: Object.fromEntries(texts) }
}

/** What becomes of one file. */
export function fasterText(text: string, path = 'subject.ts'): string {
  return faster({ [path]: text }).texts[path]!
}
