import { carryOut, planInstallation } from '../../flow/installation.ts'
import { openRepository } from '../../git/repository.ts'
import type { InitChoices } from '../../install/planInit.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { doneText, planText } from '../../report/install.ts'
import { askPerson } from '../confirm.ts'
import type { Context, Verb } from '../verb.ts'

type Preset = InitChoices['preset']
const PRESETS: Preset[] = ['observe', 'recommended', 'strict', 'solo']

export const initVerb: Verb = {
  name: 'init',
  describe: 'install the hooks and a first policy; shows the plan before it does anything',
  common: true,
  configure(command) {
    command
      .option('--preset <name>', PRESETS.join(', '))
      .option('--yes', 'do it without asking; recommended where no preset is named')
      .option('--server', 'a bare repository: install pre-receive, which decides, and post-receive')
      .option(
        '--update',
        'with --server, for hosts that run no other hook: install update, which judges each ref alone',
      )
  },
  async run(context, _args, options) {
    const repo = await openRepository(context.dir)
    const server = Boolean(options.server)
    const yes = Boolean(options.yes)
    const named = readPreset(options.preset as string | undefined)
    const preset = named ?? (yes || server || context.json ? 'recommended' : await askPreset())
    if (options.update && !server)
      throw new Failure('--update is a hook of a server', [
        { run: ['git', 'improver', 'init', '--server', '--update'], where: 'here' },
      ])
    const only = options.update ? { only: 'update' as const } : {}
    const plan = await planInstallation(repo, { preset, server, ...only })
    const steps = plan.steps.map(({ path, action }) => ({ path, action }))
    if (!context.json) context.out(planText(plan))
    // A script that did not say --yes gets the plan, and nothing is done.
    const wanted = yes || plan.steps.length === 0 || (!context.json && (await agreed(context)))
    if (!wanted && !context.json) return EXIT.ok
    const notes = [...plan.notes, ...(wanted ? await carryOut(plan) : [])]
    const { manual, next } = plan
    const done = { done: wanted, steps, manual, notes, next }
    context.out(context.json ? `${JSON.stringify(done, null, 2)}\n` : doneText(plan, notes))
    return EXIT.ok
  },
}

function readPreset(name: string | undefined): Preset | null {
  if (name === undefined) return null
  const found = PRESETS.find(preset => preset === name)
  if (found) return found
  throw new Failure(`there is no preset ${name}; there are ${PRESETS.join(', ')}`, [
    { run: ['git', 'improver', 'init', '--preset', 'recommended'], where: 'here' },
  ])
}

async function askPreset(): Promise<Preset> {
  const answer = await askPerson('Watch first, or block unreviewed AI changes at once? [watch/block] ', [
    'git',
    'improver',
    'init',
    '--yes',
  ])
  return answer.startsWith('w') ? 'observe' : 'recommended'
}

async function agreed(context: Context): Promise<boolean> {
  const answer = await askPerson('Do it? [Y/n] ', ['git', 'improver', 'init', '--yes'])
  if (answer === '' || answer.startsWith('y')) return true
  context.out('nothing was done\n')
  return false
}
