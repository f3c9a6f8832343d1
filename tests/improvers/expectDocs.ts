import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { ts } from 'ts-morph'
import { type Claim, createDocs, recheck } from '../../src/improvers/docs.ts'
import type { Finding, Source, SourceFile } from '../../src/model/finding.ts'

export const digest = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
const docs = createDocs(digest)
/** Something must stand before a subject, as the first comment of a file is never written; a long line widens the margin. */
const HEAD = `'use strict'\n\nvoid '${'-'.repeat(92)}'\n\n`

type Options = { path?: string; tests?: SourceFile[]; others?: SourceFile[]; head?: string }

/** What `docs` makes of one file, all findings applied at once. */
export function improve(text: string, options: Options = {}): { text: string; findings: Finding[] } {
  const source = sourceOf(text, options)
  const findings = [...docs.find(source, [])].filter(finding => finding.path === source.files[0]!.path)
  const edits = findings.flatMap(finding => docs.edit(finding, source))
  assert.equal(edits.length, findings.length, 'each finding has one edit')
  let result = text
  for (const edit of edits.sort((one, other) => other.start - one.start)) {
    assert.equal(digest(text.slice(edit.start, edit.end)), edit.expects)
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end)
  }
  return { text: result, findings }
}

/**
 * Expects that a file becomes another; `after` left out means that nothing is proposed. On the way it
 * proves that only comments changed, that a second pass finds nothing, that each sentence still holds in
 * the result, and that titles fit.
 */
export function expectDocs(before: string, after: string = before, options: Options = {}): void {
  const head = options.head ?? HEAD
  const { text, findings } = improve(head + before, options)
  assert.equal(text.slice(head.length), after)
  proveHarmless(head + before, text, findings, options)
}

/** Only comments differ, nothing more is found, every claim holds, and no text could end or steer a comment. */
export function proveHarmless(
  before: string,
  after: string,
  findings: Finding[],
  options: Options = {},
): void {
  const { path } = sourceOf(before, options).files[0]!
  assert.deepEqual(tokens(path, after), tokens(path, before))
  assert.deepEqual(
    improve(after, options).findings.map(finding => finding.symbol),
    [],
    'a second pass finds nothing',
  )
  for (const finding of findings) {
    assert.ok(finding.title.length <= 60 && finding.title.startsWith('docs'), finding.title)
    assert.equal(finding.fingerprint, digest(['docs', finding.rewrite, path, finding.symbol].join('\n')))
    const claims = finding.data.claims as Claim[]
    assert.equal(claims.length, finding.facts.length)
    for (const [index, claim] of claims.entries()) {
      const { from, says } = finding.facts[index]!
      assert.ok(from.start < from.end)
      assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(says))
      const text = from.path === path ? after : options.tests!.find(test => test.path === from.path)!.text
      assert.ok(recheck(claim, text), `holds in the result: ${says}`)
    }
  }
}

function tokens(path: string, text: string): string[] {
  const kind = /x$/.test(path) ? ts.LanguageVariant.JSX : ts.LanguageVariant.Standard
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = [String(kind)]
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return
    const children = node.getChildren(tree).filter(child => !ts.isJSDoc(child))
    if (children.length === 0) found.push(`${node.kind} ${text.slice(node.getStart(tree), node.end)}`)
    for (const child of children) visit(child)
  }
  visit(tree)
  return found
}

function sourceOf(text: string, { path = 'src/subject.ts', tests = [], others = [] }: Options): Source {
  return { files: [{ path, text }, ...others], tests }
}
