import type { HookManager } from '../hookManager.ts'
import { gateCommand } from '../hookManager.ts'
import { shellQuote } from '../shellQuote.ts'
import { signedBy } from './signedBy.ts'

const CONFIG = /^\.?lefthook\.(yml|yaml|json|jsonc|toml)$/

/** lefthook writes all hooks anew on install: only its own configuration lasts. */
export const lefthook: HookManager = {
  name: 'lefthook',
  found: facts => [...facts.topFiles].some(name => CONFIG.test(name)) || signedBy(facts, /\blefthook\b/i),
  plan(facts, hooks) {
    const run = (rest: string) => JSON.stringify(`${gateCommand(facts, shellQuote)} ${rest}`)
    return {
      steps: [],
      manual: [
        {
          title: 'lefthook writes the hooks here; add these lines to its configuration',
          file: [...facts.topFiles].find(name => CONFIG.test(name)) ?? 'lefthook.yml',
          lines: [
            'commit-msg:',
            '  commands:',
            '    git-improver:',
            `      run: ${run('commit-msg {1}')}`,
            'pre-push:',
            '  commands:',
            '    git-improver:',
            `      run: ${run('pre-push {1} {2}')}`,
            '      use_stdin: true',
            'prepare-commit-msg:',
            '  commands:',
            '    git-improver:',
            `      run: ${run('prepare-commit-msg {1} {2}')}`,
            ...(hooks.includes('post-commit')
              ? ['post-commit:', '  commands:', '    git-improver:', `      run: ${run('post-commit')}`]
              : []),
          ],
        },
      ],
      notes: [],
      next: [{ run: ['npx', 'lefthook', 'install'], where: 'here' }],
    }
  },
}
