import { runHook } from '../hook.ts'
import type { Verb } from '../verb.ts'

export const hookVerb: Verb = {
  name: 'hook',
  describe: 'what the installed hooks call: commit-msg, pre-push, pre-receive, update, post-receive',
  common: false,
  configure(command) {
    command.argument('<name>', 'the hook').argument('[args...]', 'what git gave it')
  },
  run: (_context, [name = '', ...args]) => runHook(name, args),
}
