import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { machineTrouble } from '../../src/cli/machineTrouble.ts'
import { GitError } from '../../src/git/run.ts'
import { improver } from '../helpers/cli.ts'
import { makeProject } from '../helpers/project.ts'

describe('trouble of the machine', () => {
  it('is told as such, in the words of system calls and of git', () => {
    const full = new GitError(['hash-object', '-w'], '/somewhere', 128, 'fatal: No space left on device')
    assert.match(machineTrouble(full)?.what ?? '', /^the disk is full \(\/somewhere: fatal: No space/)
    assert.match(machineTrouble(new Error('ENOSPC: write'))?.what ?? '', /disk is full/)
    assert.match(machineTrouble(new Error('EROFS: open'))?.what ?? '', /read-only/)
    assert.match(machineTrouble(new Error('EMFILE: open'))?.what ?? '', /too many files/)
    assert.match(machineTrouble(new Error('fatal: open: Permission denied'))?.what ?? '', /may not read/)
    assert.equal(machineTrouble(new Error('git@host: Permission denied (publickey).')), null)
    assert.equal(machineTrouble(new TypeError('x is not a function')), null)
  })

  const root = process.getuid?.() === 0 ? 'root may write everywhere' : false
  it('leaves nothing behind where it may not write', { skip: root }, () => {
    const repo = makeProject()
    const objects = join(repo.dir, '.git', 'objects')
    chmodSync(objects, 0o555)
    const ran = improver(repo, 'run')
    chmodSync(objects, 0o755)
    assert.equal(ran.code, 128)
    assert.match(ran.stderr, /this user may not read or write there/)
    assert.equal(repo.git('for-each-ref', 'refs/heads/ai'), '')
  })
})
