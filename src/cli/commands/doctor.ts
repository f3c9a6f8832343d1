import { EXIT, Failure } from '../../model/failure.ts'
import { settingsText } from '../../report/settings.ts'
import type { Verb } from '../verb.ts'
import { forgeOption } from './forgeOption.ts'

export const doctorVerb: Verb = {
  name: 'doctor',
  describe: 'is the forge set so that the gate is a boundary? (--forge github or gitlab)',
  common: true,
  configure(command) {
    command
      .option('--forge <forge>', 'github or gitlab')
      .option('--remote <name>', 'the remote that is on the forge', 'origin')
      .option('--repository <name>', 'owner/name on GitHub, the number of the project on GitLab')
  },
  async run(context, _args, options) {
    const forge = forgeOption(options.forge)
    if (!forge)
      throw new Failure('doctor looks at forges only, so far: it takes --forge', [
        { run: ['git', 'improver', 'doctor', '--forge', 'github'], where: 'here' },
      ])
    const { doctorForge } = await import('../../flow/forge/doctorForge.ts')
    const asked = {
      forge,
      remote: String(options.remote),
      repository: options.repository as string | undefined,
    }
    const { ok, findings } = await doctorForge(context.dir, asked, process.env)
    context.out(context.json ? `${JSON.stringify({ ok, findings }, null, 2)}\n` : settingsText(findings))
    return ok ? EXIT.ok : EXIT.refused
  },
}
