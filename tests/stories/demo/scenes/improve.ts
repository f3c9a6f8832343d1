import type { Scene, Setting } from '../scene.ts'

/** The main job: improvements are found, proven, and committed on branches of their own. */
export function improve({ sandbox }: Setting): Scene {
  return {
    heading: 'git improver run',
    words: `It reads the committed code, finds exports whose documentation could say something that the signature
does not, proves that the program and its tests stay the same, and commits under ai/. Nobody's work tree moves.`,
    steps: [
      {
        who: 'jane',
        run: 'git improver run --only docs --limit 3',
        says: sandbox === 'none' ? [/nothing isolated the code/] : [],
        learn: { docs: /^\s+(ai\/docs\/\S+) {2}documentation_only/m },
      },
      {
        who: 'jane',
        run: 'git log -1 {docs}',
        says: [
          /^Author: git-improver </m,
          /^ {4}Improvement-Id: I[0-9a-f]{40}$/m,
          /^ {4}Improver: docs/m,
          /^ {4}Initiated-by: Jane Doe <jane@example.org>$/m,
          /^ {4}Proven: .*behaviour/m,
        ],
      },
      {
        who: 'jane',
        run: 'git improver show {docs}',
        says: [/^ +behaviour +passed/m, /^ +tests +passed/m, /proposed/, /^\+ +(\/\*\*|\*) /m],
      },
      { who: 'jane', run: 'git improver list', says: [/^pending \(3\)$/m] },
      { who: 'jane', run: 'git status --short --branch', says: [/^## main\.\.\.origin\/main\n$/] },
    ],
  }
}
