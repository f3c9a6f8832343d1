import type { Scene } from '../scene.ts'

/** The record is shared like everything else, and nobody can make it forget. */
export const ledger: Scene = {
  heading: 'The record is git notes',
  words: `What was proposed and proven stands in notes, which are exchanged with the server. They only ever grow.`,
  steps: [
    { who: 'jane', run: 'git improver ledger sync' },
    { who: 'jane', run: 'git improver ledger log', says: [/ proposed /, / validated /], show: 4 },
    {
      who: 'jane',
      run: 'git push --no-verify origin :refs/notes/improver/ledger',
      exit: 1,
      says: [/^remote: git-improver refused refs\/notes\/improver\/ledger/m],
    },
    { who: 'rob', run: 'git improver ledger sync' },
  ],
}
