import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

/** A function whose cost is a number, so that a change of it is known beforehand. */
export const WORK = (rounds: number) =>
  `/** Adds up roots. */\nexport function work(): number {\n  let sum = 0\n  for (let i = 0; i < ${rounds}; i++) sum += Math.sqrt(i)\n  return sum\n}\n`

export const BENCH =
  "import { bench, run } from 'mitata'\nimport { work } from '../src/work.js'\n\nbench('work', () => work())\n\nawait run()\n"

/** A small project whose one benchmark calls `work`, on main, and a branch `topic` that is checked out. */
export function makeBenchProject(policy = ''): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', {
    '.improver/policy.yaml': `version: 1\nbranches: { protected: [main] }\n${policy}`,
    'package.json': '{ "name": "x", "type": "module" }\n',
    'src/work.ts': WORK(20_000),
    'bench/work.bench.ts': BENCH,
  })
  repo.git('switch', '-q', '-c', 'topic')
  return repo
}
