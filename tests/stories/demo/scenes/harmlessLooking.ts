import type { Scene } from '../scene.ts'

const AS_AGENT = 'git -c user.name=helper -c user.email=helper@example.org'
const MESSAGE = `-m "docs(limiter): say the right default of maxWait" -m "Assisted-by: Claude:claude-sonnet"`

/** A commit that calls itself documentation and is more, and the honest one that it could have been. */
export const harmlessLooking: Scene = {
  heading: 'A change that looks harmless and is not',
  words: `The comment of RateLimiter claims a wrong default. A coding agent corrects it, calls the commit docs, and turns
< into <= on the way: one request too many in each window. All 25 tests pass. The gate reads no label.`,
  steps: [
    { who: 'jane', run: 'git pull -q --ff-only && git switch -q -c ai/helper/limiter-docs' },
    {
      who: 'jane',
      run: 'git apply ../changes/default-and-boundary.patch && git diff -U0',
      says: [/^\+.*<=/m],
    },
    { who: 'jane', run: 'npm test --silent | grep -E "^# (pass|fail)"', says: [/^# fail 0$/m] },
    { who: 'jane', run: `${AS_AGENT} commit -q -a ${MESSAGE}` },
    { who: 'jane', run: 'git switch -q main && git merge -q --ff-only ai/helper/limiter-docs' },
    {
      who: 'jane',
      run: 'git push origin main',
      exit: 1,
      says: [/refused refs\/heads\/main/, /docs\(limiter\)/, /algorithm_change/, /src\/rateLimiter\.ts/],
    },
    { who: 'jane', run: 'git reset -q --hard origin/main && git branch -q -D ai/helper/limiter-docs' },
    {
      who: 'jane',
      run: 'git apply ../changes/default-in-comment.patch && git diff -U0   # the comment alone',
      silent: [/<=/],
    },
    { who: 'jane', run: `git switch -q -c ai/helper/limiter-docs && ${AS_AGENT} commit -q -a ${MESSAGE}` },
    { who: 'jane', run: 'git switch -q main && git merge -q --ff-only ai/helper/limiter-docs' },
    { who: 'jane', run: 'git push -q origin main', silent: [/refused/] },
  ],
}
