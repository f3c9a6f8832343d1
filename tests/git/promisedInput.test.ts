import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runGit } from '../../src/git/run.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

test('git reads what was promised to it once that is known', async () => {
  const { dir } = makeRepository()
  const input = new Promise<string>(resolve => setImmediate(resolve, 'text\n'))
  const { stdout } = await runGit(['hash-object', '--stdin'], { cwd: dir, input })
  assert.equal(stdout.toString(), '8e27be7d6154a1f68ea9160ef0e18691d20560dc\n')
})

test('a promise that is broken ends git, which has moved nothing, and tells why', async () => {
  const repo = makeRepository()
  const oid = repo.commit('Begin')
  const input = Promise.reject<string>(new Error('no room for the objects'))
  await assert.rejects(
    runGit(['update-ref', '--stdin', '-z'], { cwd: repo.dir, input }),
    /no room for the objects/,
  )
  assert.equal(repo.git('for-each-ref', '--format=%(objectname)'), oid)
  repo.git('update-ref', 'refs/heads/other', oid)
})

test('git that ends before the promise is kept is heard at once', async () => {
  const { dir } = makeRepository()
  const never = new Promise<string>(() => {})
  await assert.rejects(runGit(['no-such-command'], { cwd: dir, input: never }), /no-such-command/)
  await assert.rejects(runGit(['status'], { cwd: `${dir}/gone`, input: never }), /ENOENT/)
})
