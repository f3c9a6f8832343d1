import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeRepository, repositoryAt, type TestRepository } from './gitRepository.ts'

/**
 * A history whose last commits are 20 of the bot's, documentation all of these, and the others Jane's.
 * @param human how many of hers.
 */
export function fiftyCommits(human = 30): TestRepository {
  const jane = makeRepository()
  const files: Record<string, string> = {
    '.improver/policy.yaml':
      'version: 1\nextends: recommended@1\nbranches: { protected: [main] }\nreviews: { assurance: claimed }\npeople: { jane: { emails: [jane@example.org] }, rob: { emails: [rob@example.org] } }\nauto_approve: { audit: 0 }\n',
  }
  for (let n = 0; n < 300; n += 1)
    files[`src/${n % 20}/file${n}.ts`] =
      `export function f${n}(a: number) {\n  return a + ${n}\n}\n${`// filler\n`.repeat(60)}`
  jane.commit('Start', files)
  const bot = repositoryAt(jane.dir, {
    ...jane.env,
    GIT_AUTHOR_NAME: 'git-improver',
    GIT_AUTHOR_EMAIL: 'bot@git-improver.invalid',
    GIT_COMMITTER_NAME: 'git-improver',
    GIT_COMMITTER_EMAIL: 'bot@git-improver.invalid',
  })
  for (let n = 0; n < 20 + human; n += 1) {
    const path = `src/${n % 20}/file${n}.ts`
    const text = readFileSync(join(jane.dir, path), 'utf8')
    if (n < 50 && n % 5 < 2)
      bot.commit(`docs: say what f${n} gives\n\nImprover: docs/returns@1`, {
        [path]: `/** Gives ${n} more than it takes. */\n${text}`,
      })
    else jane.commit(`Change ${n}`, { [path]: text.replace('return a', 'return 1 + a') })
  }
  return jane
}
