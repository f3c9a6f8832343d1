import type { Scene } from '../scene.ts'

const BENCHMARK = 'node --import tsx bench/search.bench.ts | grep iter'

/** An agent's change of an algorithm, which every entrance refuses. */
export const agentChange: Scene = {
  heading: 'An agent changes an algorithm',
  words: `A coding agent works in Jane's clone: find() scans the list on every call, and a Map would not.
It commits with plain git, under its own name, and says which model helped.`,
  steps: [
    { who: 'jane', run: BENCHMARK, says: [/find 50 of 10000 .*iter/] },
    { who: 'jane', run: 'git switch -q -c ai/helper/search-lookup' },
    { who: 'jane', run: 'git apply ../changes/search-lookup.patch && git diff --stat' },
    {
      who: 'jane',
      run: `git -c user.name=helper -c user.email=helper@example.org commit -q -a \\
    -m "perf(search): build the lookup once instead of per call" \\
    -m "The first of two packages with one name still wins." \\
    -m "Assisted-by: Claude:claude-sonnet"`,
    },
    { who: 'jane', run: 'git push -q origin ai/helper/search-lookup' },
    {
      who: 'jane',
      run: 'git switch -q main && git merge -q --ff-only ai/helper/search-lookup',
    },
    {
      who: 'jane',
      run: 'git push origin main',
      exit: 1,
      says: [
        /^git-improver refused refs\/heads\/main$/m,
        /review-required/,
        /algorithm_change/,
        /^\s+next /m,
      ],
      silent: [/^remote:/m],
    },
    {
      who: 'jane',
      run: 'git push --no-verify origin main',
      exit: 1,
      says: [/^remote: git-improver refused refs\/heads\/main/m, /pre-receive hook declined/],
    },
    { who: 'jane', run: 'git improver verify origin/main..main', exit: 1, says: [/review-required/] },
    { who: 'jane', run: 'git reset -q --hard origin/main' },
  ],
}
