import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Json } from '../../src/model/entry.ts'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { improver } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { FORMAT, makeLanding, propose } from '../helpers/landing.ts'
import { makeProject, POLICY } from '../helpers/project.ts'
import { giveSigningKey, noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { entryOn } from '../ledger/entries.ts'
import { asked, lands, refused, write } from './ledgerStory.ts'

const BRANCH = 'ai/refactor/format'
const SHORTER = FORMAT.replace("name + ' ' + version", "[name, version].join(' ')")
const AUTOMATIC = 'auto_approve: { small_refactor: true, audit: 0% }\n'

/** A proposal that only refactors, and a machine whose verdicts count. */
function refactored(text = SHORTER) {
  const ci = makeRepository()
  const key = giveSigningKey(ci)
  const landing = makeLanding('recommended@1', `${AUTOMATIC}vouchers: { ci: '${key}' }\n`)
  const commit = propose(landing.jane, BRANCH, { 'src/format.ts': text })
  return { ...landing, ci, commit }
}

/** What `check --record` writes of a commit where everything passed. */
function verdictOn(repo: TestRepository, commit: string) {
  const passed = (evidence: { [key: string]: Json } = {}) => ({ status: 'passed', why: '', evidence })
  const statements = { changed: 1, exercised: 1 }
  const mutants = { tried: 4, noticed: 4 }
  return entryOn(repo.git('rev-parse', commit), {
    tree: repo.git('rev-parse', `${commit}^{tree}`),
    by: 'ci <ci@voucher.invalid>',
    data: {
      what: 'check',
      status: 'passed',
      sandbox: 'bubblewrap',
      conditions: {
        baseTree: repo.git('rev-parse', `${commit}^^{tree}`),
        tree: repo.git('rev-parse', `${commit}^{tree}`),
      },
      checks: {
        ...{ syntax: passed(), types: passed(), tests: passed(), security: passed() },
        behaviour: passed({ compared: 1, outside: [], statements, mutants }),
      },
    },
  })
}

describe('a proven refactoring', { skip: noSigning }, () => {
  it("lands by itself where the policy lets it, once a voucher's verdict is on the server", () => {
    const { jane, ci, commit } = refactored()
    refused(jane, /needs 1 review/, BRANCH)
    const verdict = verdictOn(jane, commit)
    write(jane, verdict)
    refused(jane, /no small_refactor: its verdict is signed by no voucher/, BRANCH)
    write(jane, signEntryAs(jane, verdict))
    refused(jane, /signed by no voucher/, BRANCH)
    write(jane, signEntryAs(ci, verdict))
    lands(jane, BRANCH)
  })

  it('says in verify what class it is, and by whose word', () => {
    const { jane, ci, commit } = refactored()
    write(jane, signEntryAs(ci, verdictOn(jane, commit)))
    const { code, stdout } = improver(jane, 'verify', `main..${BRANCH}`, '--json')
    assert.equal(code, 0, stdout)
    assert.match(stdout, /"class": "small_refactor"/)
  })

  it('asks for a person all the same under a policy that does not say so', () => {
    const ci = makeRepository()
    const key = giveSigningKey(ci)
    const { jane } = makeLanding('recommended@1', `vouchers: { ci: '${key}' }\n`)
    const commit = propose(jane, BRANCH, { 'src/format.ts': SHORTER })
    write(jane, signEntryAs(ci, verdictOn(jane, commit)))
    refused(jane, /needs 1 review/, BRANCH)
  })

  it('is none where an export is declared otherwise, whatever a verdict says', () => {
    const { jane, ci, commit } = refactored(SHORTER.replace('version: string)', 'version: string | number)'))
    write(jane, signEntryAs(ci, verdictOn(jane, commit)))
    refused(jane, /no small_refactor: src\/format\.ts: format is declared otherwise/, BRANCH)
  })

  it('is none on another base than it was proven on: rebased it is proven again', () => {
    const { jane, ci, commit } = refactored()
    write(jane, signEntryAs(ci, verdictOn(jane, commit)))
    jane.commit('A new module', { 'src/other.ts': "export const other = 'text'\n" })
    assert.equal(asked(jane, 'main').code, 0)
    jane.git('merge', '-q', '--no-verify', '--no-ff', '-m', 'Merge', BRANCH)
    refused(jane, /no small_refactor: it was proven on another base/, 'main')
    jane.git('reset', '-q', '--hard', 'HEAD~1')
    jane.git('rebase', '-q', 'main', BRANCH)
    refused(jane, /needs 1 review/, BRANCH)
    write(jane, signEntryAs(ci, verdictOn(jane, BRANCH)))
    lands(jane, BRANCH)
  })

  it('lands by a merge that adds nothing, and not by one whose tree nobody proved', () => {
    const { jane, ci, commit } = refactored()
    write(jane, signEntryAs(ci, verdictOn(jane, commit)))
    const other = propose(jane, 'ai/refactor/packages', {
      'src/packages.ts': "export const packages = Array.of({ name: 'left-pad', version: '1.3.0' })\n",
    })
    write(jane, signEntryAs(ci, verdictOn(jane, other)))
    jane.git('switch', '-q', '-c', 'both', BRANCH)
    jane.git('merge', '-q', '--no-ff', '-m', 'Both', 'ai/refactor/packages')
    refused(jane, /no small_refactor: the merge [0-9a-f]{12} makes a tree that nobody proved/, 'both')
    jane.git('switch', '-q', 'main')
    jane.git('merge', '-q', '--no-ff', '-m', 'One', BRANCH)
    lands(jane, 'main')
  })

  it('is proven by check --record', t => {
    if (!findBubblewrap()) return t.skip('bubblewrap is not installed: no refactoring was proven in it')
    const ci = makeRepository()
    const key = giveSigningKey(ci)
    const repo = makeProject({
      '.improver/policy.yaml': `${POLICY.replace('sandbox: none', 'sandbox: required').replace('audit: 0%', 'audit: 0%, small_refactor: true')}vouchers: { ci: '${key}' }\n`,
    })
    const before = 'return Math.min(Math.max(value, low), high)'
    const clamp = repo.git('show', 'HEAD:src/clamp.js')
    propose(repo, BRANCH, {
      'src/clamp.js': `${clamp.replace(before, 'return [Math.max(value, low), high].reduce((least, one) => Math.min(least, one))')}\n`,
    })
    repo.git('switch', '-q', BRANCH)
    const secret = ci.git('config', 'user.signingKey').replace(/\.pub$/, '')
    const verify = () => improver(repo, 'verify', `main..${BRANCH}`, '--ref', 'main')
    assert.equal(verify().code, 1)
    const done = improver(repo, 'check', `main..${BRANCH}`, '--record', '--voucher-key', secret)
    assert.equal(done.code, 0, done.stdout + done.stderr)
    const { code, stdout } = verify()
    assert.equal(code, 0, stdout)
  })
})
