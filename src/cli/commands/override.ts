import { override } from '../../flow/override.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { shown } from '../../report/shown.ts'
import { stepText } from '../../report/step.ts'
import type { Verb } from '../verb.ts'

export const overrideVerb: Verb = {
  name: 'override',
  describe: 'let one landing pass without review, signed by a person of override.by; counts once',
  common: false,
  configure(command) {
    command
      .argument('[range]', 'base..head; by default from where the protected branch stands to HEAD')
      .option('--ref <ref>', 'where it shall land; by default the first protected branch')
      .option('--reason <text>', 'why, for everybody who reads the record')
  },
  async run(context, [range], options) {
    if (typeof options.reason !== 'string' || !options.reason.trim())
      throw new Failure('an override needs a reason', [
        { run: ['git', 'improver', 'override', '--reason', '...'], where: 'here' },
      ])
    const repo = await openRepository(context.dir)
    const done = await override(repo, range, options.ref as string | undefined, options.reason.trim())
    if (context.json) {
      context.out(`${JSON.stringify(done, null, 2)}\n`)
      return EXIT.ok
    }
    const { entry, by, ref, old, new: now, lifted } = done
    const push = stepText({ run: ['git', 'push', 'origin', `${now.slice(0, 12)}:${ref}`], where: 'here' })
    context.out(
      `override by ${shown(by)} (signed): ${entry}\n` +
        `  lets ${now.slice(0, 12)} onto ${shown(ref)} while that ${old ? `holds ${old.slice(0, 12)}` : 'is not there'}, once\n` +
        lifted.map(({ commit, why }) => `  lifts    ${commit?.slice(0, 7) ?? ''}  ${shown(why)}\n`).join('') +
        `  next     git improver ledger sync\n           ${push}\n` +
        `  to lift  git improver withdraw ${entry}\n`,
    )
    return EXIT.ok
  },
}
