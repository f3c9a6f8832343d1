import type { Scene } from '../scene.ts'

/** The undo is git revert, and the state of every improvement is read from git. */
export const undo: Scene = {
  heading: 'Undo is git revert',
  words: `Rob changes his mind about the lookup and about the first comment. A person's revert asks nobody, and needs no
verb of ours to be seen: list reads the refs.`,
  steps: [
    {
      who: 'rob',
      run: "git pull -q --ff-only && git log --format='%h %an: %s'",
      learn: { perf: /^(\w+) git-improver: perf\(search\)/m, comment: /^(\w+) git-improver: docs/m },
    },
    { who: 'rob', run: 'git improver list', says: [/^deployed \(2\)$/m, /^ +merged /m] },
    { who: 'rob', run: 'git revert --no-edit {perf} {comment}', silent: [/git-improver:|refused/] },
    { who: 'rob', run: 'git push -q origin main', silent: [/git-improver/] },
    { who: 'rob', run: 'git improver list', says: [/^ +reverted /m] },
  ],
}
