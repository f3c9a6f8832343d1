import type { Player, Setting } from './scene.ts'

/**
 * The policy of the demo's project. The audit is off so that the play always ends the same way, and what
 * this machine can't do (signing, isolation) is written down instead of pretended.
 */
export function demoPolicy({ signing, sandbox }: Setting, keys: Partial<Record<Player, string>>): string {
  const person = (name: Player) =>
    `  ${name}: { emails: [${name}@example.org]${keys[name] ? `, keys: ['${keys[name]}']` : ''} }\n`
  return (
    'version: 1\n' +
    'extends: recommended@1\n' +
    'branches: { protected: [main] }\n' +
    `people:\n${person('jane')}${person('rob')}` +
    `reviews: { assurance: ${signing ? 'verified' : 'claimed'} }\n` +
    'attribution: { agents: [{ name: helper, emails: [helper@example.org] }] }\n' +
    'auto_approve: { audit: 0% }\n' +
    `sandbox: ${sandbox}\n`
  )
}
