import { gateCommand, type HookManager } from '../hookManager.ts'
import { shellQuote } from '../shellQuote.ts'
import { signedBy } from './signedBy.ts'

/**
 * pre-commit, the Python tool. It keeps pre-push's stdin for itself and tells the hook in variables
 * what is pushed, which the gate's `run` understands.
 */
export const preCommit: HookManager = {
  name: 'pre-commit',
  found: facts =>
    facts.topFiles.has('.pre-commit-config.yaml') || signedBy(facts, /pre-commit\.com|pre_commit/),
  plan(facts, hooks) {
    const entry = (name: string) => JSON.stringify(`${gateCommand(facts, shellQuote)} ${name}`)
    return {
      steps: [],
      manual: [
        {
          title: 'pre-commit writes the hooks here; add these lines to its configuration, below `repos:`',
          file: '.pre-commit-config.yaml',
          lines: [
            '- repo: local',
            '  hooks:',
            '    - id: git-improver-commit-msg',
            '      name: git-improver',
            `      entry: ${entry('commit-msg')}`,
            '      language: system',
            '      stages: [commit-msg]',
            '    - id: git-improver-pre-push',
            '      name: git-improver',
            `      entry: ${entry('pre-push')}`,
            '      language: system',
            '      stages: [pre-push]',
            '      always_run: true',
            '      pass_filenames: false',
            '    - id: git-improver-prepare-commit-msg',
            '      name: git-improver',
            `      entry: ${entry('prepare-commit-msg')}`,
            '      language: system',
            '      stages: [prepare-commit-msg]',
            ...(hooks.includes('post-commit')
              ? [
                  '    - id: git-improver-post-commit',
                  '      name: git-improver',
                  `      entry: ${entry('post-commit')}`,
                  '      language: system',
                  '      stages: [post-commit]',
                  '      always_run: true',
                  '      pass_filenames: false',
                ]
              : []),
          ],
        },
      ],
      notes: [],
      next: [
        {
          run: ['pre-commit', 'install', ...hooks.flatMap(name => ['--hook-type', name])],
          where: 'here',
        },
      ],
    }
  },
}
