import type { Scene } from '../scene.ts'

/** The undo is git revert, and a person's revert asks nobody. */
export const undo: Scene = {
  heading: 'Undo is git revert',
  words: `Rob changes his mind and takes the Map back. A person's revert of an improvement asks nobody.`,
  steps: [
    {
      who: 'rob',
      run: "git pull -q --ff-only && git log --format='%h %an: %s'",
      learn: { perf: /^(\w+) helper: perf\(search\)/m },
    },
    { who: 'rob', run: 'git revert --no-edit {perf}', silent: [/git-improver/] },
    { who: 'rob', run: 'git push -q origin main', silent: [/git-improver/] },
  ],
}
