import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { listing } from '../install/listing.ts'

type Judged = {
  allowed: boolean
  commits: { origin: string; signals: { signal: string; strength: string }[] }[]
}

/** A repository with the real package installed, on a branch where an agent commits. */
function adopted(carrier?: string): TestRepository {
  const repo = makeRepository()
  repo.commit('first', { 'a.ts': 'export const a = 1\n' })
  assert.equal(improver(repo, 'init', '--yes').code, 0)
  if (carrier) {
    const policy = join(repo.dir, '.improver', 'policy.yaml')
    writeFileSync(policy, `attribution: { carrier: ${carrier} }\n`, { flag: 'a' })
  }
  repo.commit('Add the policy')
  if (carrier) assert.equal(improver(repo, 'init', '--yes').code, 0)
  repo.git('switch', '-q', '-c', 'topic')
  repo.env.CLAUDECODE = '1'
  repo.commit('feat: by an agent', { 'a.ts': 'export const a = 2\n' })
  delete repo.env.CLAUDECODE
  return repo
}

function judged(repo: TestRepository): Judged {
  const { code, stdout, stderr } = improver(repo, 'verify', 'main..HEAD', '--ref', 'main', '--json')
  assert.ok(code < 2, stderr)
  return JSON.parse(stdout) as Judged
}

describe('a commit in the environment of an agent', () => {
  it('is judged by its trailer, and a person who commits beside it is not', () => {
    const repo = adopted()
    assert.equal(
      repo.git('log', '-1', '--format=%B'),
      'feat: by an agent\n\nAssisted-by: Claude Code:unknown',
    )
    const { allowed, commits } = judged(repo)
    assert.equal(allowed, false)
    assert.equal(commits[0]?.origin, 'ai')
    assert.deepEqual(
      commits[0]?.signals.map(({ signal, strength }) => [signal, strength]),
      [['agent-marks', 'tagged']],
    )
    repo.git('switch', '-q', 'main')
    repo.git('switch', '-q', '-c', 'person')
    repo.commit('feat: by a person', { 'a.ts': 'export const a = 3\n' })
    assert.equal(judged(repo).allowed, true)
  })

  it('is judged by its note where the policy says note, and its message stays', () => {
    const repo = adopted('note')
    assert.equal(repo.git('log', '-1', '--format=%B'), 'feat: by an agent')
    const { allowed, commits } = judged(repo)
    assert.equal(allowed, false)
    assert.deepEqual(
      commits[0]?.signals.map(({ signal, strength }) => [signal, strength]),
      [['agent-notes', 'tagged']],
    )
    repo.env.CLAUDECODE = '1'
    const before = repo.git('rev-parse', 'refs/notes/improver/agents')
    repo.git('switch', '-q', '-c', 'other', 'main')
    repo.git('cherry-pick', 'topic')
    assert.equal(
      repo.git('rev-parse', 'refs/notes/improver/agents'),
      before,
      'a replay is no work of its own',
    )
  })

  it('is judged by nothing of ours where the policy says off', () => {
    const repo = adopted('off')
    assert.equal(repo.git('log', '-1', '--format=%B'), 'feat: by an agent')
    assert.equal(judged(repo).allowed, true)
    assert.ok(!existsSync(join(repo.dir, '.git', 'refs', 'notes')))
  })

  it('is tagged also in a clone where nobody has run init since, once the hook has asked for the policy', () => {
    const repo = adopted('note')
    const carrier = join(repo.dir, '.git', 'improver', 'carrier')
    rmSync(carrier)
    repo.env.CURSOR_AGENT = '1'
    repo.commit('feat: another', { 'a.ts': 'export const a = 4\n' })
    assert.equal(readFileSync(carrier, 'utf8'), 'note\n')
    assert.equal(
      repo.git('notes', '--ref=refs/notes/improver/agents', 'show', 'HEAD'),
      'Assisted-by: Cursor:unknown',
    )
  })

  it('leaves nothing behind when all is taken back', () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.ts': 'export const a = 1\n' })
    writeFileSync(join(repo.dir, '.git', 'hooks', 'prepare-commit-msg'), '#!/bin/sh\necho mine >> "$1"\n', {
      mode: 0o755,
    })
    const before = listing(repo.dir)
    assert.equal(improver(repo, 'init', '--yes').code, 0)
    writeFileSync(join(repo.dir, '.git', 'improver-tag'), 'left by an agent that gave up\n')
    assert.equal(improver(repo, 'uninstall', '--yes').code, 0)
    assert.deepEqual(listing(repo.dir), before)
  })
})
