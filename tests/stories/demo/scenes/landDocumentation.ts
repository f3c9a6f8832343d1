import type { Scene } from '../scene.ts'

/** A class of change that needs no person, because the gate derives the class itself. */
export const landDocumentation: Scene = {
  heading: 'Documentation lands without a review',
  words: `The gate compares the two versions itself: the same program, only prose was added. It believes no label.`,
  steps: [
    { who: 'jane', run: 'git merge -q --ff-only {docs}' },
    { who: 'jane', run: 'git improver verify origin/main..main', says: [/^allowed: 1 commit/m] },
    {
      who: 'jane',
      run: 'git improver verify --json origin/main..main | grep -E \'"(origin|class)"\'',
      says: [/"origin": "ai"/, /"class": "documentation_only"/],
    },
    { who: 'jane', run: 'git push -q origin main', silent: [/refused/] },
  ],
}
