import assert from 'node:assert/strict'
import type { Conditions } from '../../src/flow/check/conditions.ts'
import { improver } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { makeProject } from '../helpers/project.ts'

export type Checked = {
  verdict: string
  base: string
  head: string
  checks: Record<string, { status: string; why: string }>
  conditions: Conditions
  entry?: string
}

/** The small library, with a branch `topic` that is checked out. */
export function onTopic(more: Record<string, string> = {}): TestRepository {
  const repo = makeProject(more)
  repo.git('switch', '-q', '-c', 'topic')
  return repo
}

/** What `check --json` prints, and its exit code, which need not be 0. */
export function check(repo: TestRepository, ...args: string[]): Checked & { code: number } {
  const { code, stdout, stderr } = improver(repo, 'check', '--json', ...args)
  assert.ok([0, 1, 125].includes(code), stderr)
  return { code, ...(JSON.parse(stdout) as Checked) }
}
