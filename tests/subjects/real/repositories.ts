/** A public repository that installs and tests with plain npm on Node 20, pinned to one commit. */
export type RealRepository = {
  /** Owner and name on GitHub. */
  name: string
  commit: string
  install: string
  /** Its own tests, without linters and coverage: what must be green before and after. */
  test: string
}

export const REPOSITORIES: RealRepository[] = [
  {
    name: 'tj/commander.js',
    commit: 'ba6d13ddb4243e5913367734f8c159089ffe7834',
    install: 'npm ci --ignore-scripts',
    test: 'node --test',
  },
  {
    name: 'expressjs/express',
    commit: 'a3714473feb3d2908add734d340e7755fd85e0a3',
    install: 'npm install --ignore-scripts',
    test: 'npx mocha --require test/support/env --reporter dot --check-leaks test/ test/acceptance/',
  },
  {
    name: 'micromatch/picomatch',
    commit: '4f41a8edade7a5ab19832f7b40ecce46b288767f',
    install: 'npm install --ignore-scripts',
    test: 'npx mocha --reporter dot',
  },
  {
    name: 'sindresorhus/p-queue',
    commit: '180ab9e25cd10b6f548767d7176076b50d25e188',
    install: 'npm install --ignore-scripts',
    test: 'node --import=tsx/esm --test test/*.ts',
  },
  {
    name: 'honojs/hono',
    commit: '28a9c128912de19f3fb28b00ae289c9b93f6f392',
    install: 'npm install --ignore-scripts --legacy-peer-deps',
    test: 'npx vitest --run --project main',
  },
]
