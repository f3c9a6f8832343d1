import type { Scene } from '../scene.ts'

const BENCHMARK = 'node --import tsx bench/search.bench.ts | grep iter'

/** A change of an algorithm that is found and measured, and that every entrance refuses until somebody reviewed it. */
export const slowLookup: Scene = {
  heading: 'A slow lookup is found and measured',
  words: `find() goes through the list on every call. Asked for it, run writes what does the same and costs less, and keeps
what is measured better: by the project's own benchmark, and on inputs of several sizes. That takes minutes.`,
  steps: [
    { who: 'jane', run: BENCHMARK, says: [/find 50 of 10000 .*iter/] },
    {
      who: 'jane',
      run: 'git improver run --only performance',
      learn: { lookup: /^\s+(ai\/performance\/\S+) {2}algorithm_change/m },
      says: [/proven: .*performance/],
    },
    {
      who: 'jane',
      run: 'git show {lookup}',
      says: [
        /^ {4}perf\(search\): build the lookup once/m,
        /bench\/search\.bench\.ts: find 50 of\s+10000:\s+[\d.]+x\s+as\s+fast/,
        /^\+.*ByName\.get\(name\)$/m,
      ],
    },
    { who: 'jane', run: 'git push -q origin {lookup}' },
    { who: 'jane', run: 'git switch -q main && git merge -q --ff-only {lookup}' },
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
