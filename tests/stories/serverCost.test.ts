import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { fiftyCommits } from '../helpers/fiftyCommits.ts'
import { makeRepository, repositoryAt, tempDir } from '../helpers/gitRepository.ts'

/** How many git processes a push of all but the first commit starts, on both sides. */
function processesOfPush(human: number): number {
  const server = makeRepository({ bare: true })
  assert.equal(improver(server, 'init', '--server', '--yes').code, 0)
  const jane = fiftyCommits(human)
  jane.git('push', '-q', server.dir, `main~${20 + human}:refs/heads/main`)
  const log = join(tempDir(), 'trace')
  repositoryAt(jane.dir, { ...jane.env, GIT_TRACE2_EVENT: log }).git('push', '-q', server.dir, 'main')
  const starts = readFileSync(log, 'utf8').match(/"event":"start"/g) ?? []
  return starts.length
}

it('starts two git processes or fewer for each AI commit of a push, and none for others', () => {
  const fifty = processesOfPush(30)
  assert.ok(fifty <= 20 * 2 + 30, `${fifty} for 50 commits`)
  const more = processesOfPush(90)
  assert.ok(more <= fifty + 5, `${fifty} for 50 commits, ${more} for 110`)
})
