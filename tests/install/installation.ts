import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { openRepository } from '../../src/git/repository.ts'
import { applyPlan } from '../../src/install/applyPlan.ts'
import { gatherInstallFacts } from '../../src/install/gatherInstallFacts.ts'
import { type InitChoices, planInit } from '../../src/install/planInit.ts'
import { planUninstall } from '../../src/install/planUninstall.ts'
import type { Carrier } from '../../src/model/policy.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { type FakePackage, fakePackage } from './fakePackage.ts'

/** What our own process must take from a test repository's sealed environment while it reads its configuration. */
export async function sealed<T>(repo: TestRepository, act: () => Promise<T>): Promise<T> {
  const names = ['HOME', 'XDG_CONFIG_HOME', 'GIT_CONFIG_NOSYSTEM', 'GIT_CONFIG_GLOBAL']
  const before = names.map(name => process.env[name])
  for (const name of names) process.env[name] = repo.env[name]
  try {
    return await act()
  } finally {
    names.forEach((name, at) => {
      if (before[at] === undefined) delete process.env[name]
      else process.env[name] = before[at]
    })
  }
}

/** The facts about a test repository, as init would gather them with the given package. */
export async function factsOf(repo: TestRepository, from: FakePackage, dir = repo.dir) {
  return sealed(repo, async () =>
    gatherInstallFacts(await openRepository(dir), { home: from.home, node: from.node }),
  )
}

/** Plans and does an init; gives the plan. */
export async function init(
  repo: TestRepository,
  from: FakePackage,
  choices: InitChoices = { preset: 'recommended' },
  dir = repo.dir,
) {
  const plan = planInit(await factsOf(repo, from, dir), choices)
  await sealed(repo, () => applyPlan(plan))
  return plan
}

/** Plans and does an uninstall; gives the plan and what was left to say. */
export async function uninstall(repo: TestRepository, from: FakePackage, dir = repo.dir) {
  const plan = planUninstall(await factsOf(repo, from, dir))
  const { notes } = await sealed(repo, () => applyPlan(plan))
  return { ...plan, notes: [...plan.notes, ...notes] }
}

/** A repository with one commit and our hooks, the judge's record empty, and optionally another shell. */
export async function installed(options: { shell?: string; dir?: string; carrier?: Carrier } = {}) {
  const repo = makeRepository(options.dir ? { dir: options.dir } : {})
  const from = fakePackage()
  repo.commit('first', { 'a.txt': 'one\n' })
  const { carrier } = options
  await init(repo, from, { preset: 'recommended', ...(carrier && { carrier }) })
  repo.commit('Add the policy')
  if (options.shell) useShell(repo, options.shell)
  from.reset()
  return { repo, from }
}

/** Has the installed hooks run by another shell than the machine's sh. */
export function useShell(repo: TestRepository, shell: string): void {
  for (const name of ['commit-msg', 'pre-push', 'prepare-commit-msg', 'post-commit', 'pre-receive']) {
    const path = join(repo.dir, '.git', 'hooks', name)
    if (existsSync(path)) writeFileSync(path, readFileSync(path, 'utf8').replace('#!/bin/sh', `#!${shell}`))
  }
}

/** The shells of this machine that can stand for sh, as a first line names them; the others by name. */
export function shells(): { found: { name: string; line: string }[]; missing: string[] } {
  const found: { name: string; line: string }[] = []
  const missing: string[] = []
  for (const name of ['dash', 'bash', 'busybox', 'zsh']) {
    const program = (process.env.PATH ?? '')
      .split(delimiter)
      .map(dir => join(dir, name))
      .find(path => existsSync(path))
    if (program) found.push({ name, line: asSh(name, program) })
    else missing.push(name)
  }
  return { found, missing }
}

/** bash and zsh behave as sh when they are called by that name. */
function asSh(name: string, program: string): string {
  if (name === 'busybox') return `${program} sh`
  const link = join(tempDir(), 'sh')
  symlinkSync(program, link)
  return link
}

/** The message of an AI commit. */
export const AI = 'perf: faster\n\nImprovement-Id: I5f0c1e\nAI-Modified: a.txt'

/** Where a hook of a repository is. */
export const hookOf = (repo: TestRepository, name: string) => join(repo.dir, '.git', 'hooks', name)

/** A repository with one commit. */
export function withCommit() {
  const repo = makeRepository()
  repo.commit('first', { 'a.txt': 'one\n' })
  return repo
}

/** Runs git with its error stream in a file, as a hook sees no terminal; never throws. */
export function runGit(repo: { dir: string; env: NodeJS.ProcessEnv }, args: string[]) {
  const errors = join(tempDir(), 'errors')
  const result = { status: 0, stderr: '' }
  try {
    execFileSync('/bin/sh', ['-c', 'exec git "$@" 2> "$0"', errors, ...args], {
      cwd: repo.dir,
      env: repo.env,
    })
  } catch (error) {
    result.status = (error as { status: number }).status
  }
  result.stderr = readFileSync(errors, 'utf8')
  return result
}
