import type { Scene, Setting } from '../scene.ts'

/** A person reviews with plain git, and the same change lands. */
export function signOff({ signing }: Setting): Scene {
  return {
    heading: 'Rob reviews it with plain git',
    words: `He looks at the change, measures it, and amends it with a trailer${signing ? ', signed with his own key' : ''}. The hook binds
his review to this change: neither a rebase with a surprise nor another branch can borrow it.`,
    steps: [
      { who: 'rob', run: 'git pull -q --ff-only && git switch -q {lookup}' },
      { who: 'rob', run: 'git diff main...', says: [/\+.*ByName/] },
      {
        who: 'rob',
        run: 'node --import tsx bench/search.bench.ts | grep iter',
        says: [/find 50 of 10000 .*iter/],
      },
      {
        who: 'rob',
        run: 'git commit -q --amend --no-edit {sign}--trailer "Reviewed-by: Rob Roe <rob@example.org>"',
        says: [/bound the review/],
      },
      {
        who: 'rob',
        run: "git log -1 --format='%an, committed by %cn%n%n%B'",
        says: [
          /^git-improver, committed by Rob Roe$/m,
          /^Reviewed-Change: refs\/heads\/main sha256:[0-9a-f]{64}$/m,
        ],
      },
      { who: 'rob', run: 'git push -q --force-with-lease origin {lookup}' },
      { who: 'rob', run: 'git switch -q main && git merge -q --ff-only {lookup}' },
      { who: 'rob', run: 'git improver verify origin/main..main', says: [/^allowed: /m] },
      { who: 'rob', run: 'git push -q origin main', silent: [/refused/] },
    ],
  }
}
