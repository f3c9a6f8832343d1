import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSandbox } from '../../../src/sandbox/openSandbox.ts'
import { COMMAND } from '../../helpers/cli.ts'
import { repositoryAt, sealedEnvironment } from '../../helpers/gitRepository.ts'
import { giveSigningKey, noSigning } from '../../helpers/signingKey.ts'
import { demoPolicy } from './policy.ts'
import type { Player, Setting } from './scene.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export type Stage = Setting & {
  /** The temporary folder that holds everything; it stays when the demo is over. */
  folder: string
  /** Where each person works, and with which environment. */
  players: Record<Player, { dir: string; env: NodeJS.ProcessEnv }>
  /** What `{name}` stands for in the commands from the beginning. */
  values: Record<string, string>
}

const PEOPLE: Record<Player, string> = { jane: 'Jane Doe', rob: 'Rob Roe' }

/**
 * Builds the theatre: a temp folder with a home for each person and, in Jane's folder, the bundled
 * project with its policy, not yet a repository. Nothing of the user's own configuration reaches it.
 * @param without what to leave out though it is here, to see how the play goes on a poorer machine.
 */
export async function setStage(without: { signing?: true; sandbox?: true } = {}): Promise<Stage> {
  // git prints real paths; on macOS the temp folder is reached through a link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'git-improver-demo-')))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  symlinkSync(COMMAND, join(bin, 'git-improver'))
  const setting: Setting = {
    signing: noSigning === false && !without.signing,
    sandbox: without.sandbox ? 'none' : await sandboxHere(),
  }
  const keys: Partial<Record<Player, string>> = {}
  const player = (name: Player) => {
    const made = makePlayer(folder, bin, name)
    if (setting.signing) keys[name] = giveSigningKey(repositoryAt(folder, made.env))
    return made
  }
  const players = { jane: player('jane'), rob: player('rob') }

  const subjects = join(root, 'tests', 'subjects')
  cpSync(join(subjects, 'catalogue'), players.jane.dir, { recursive: true })
  writeFileIn(players.jane.dir, '.improver/policy.yaml', demoPolicy(setting, keys))
  // The subject's dependencies are among the tool's own, so that nothing has to be downloaded.
  symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'))
  cpSync(join(subjects, 'changes'), join(folder, 'changes'), { recursive: true })
  return { ...setting, folder, players, values: { sign: setting.signing ? '-S ' : '' } }
}

function makePlayer(folder: string, bin: string, name: Player) {
  const home = join(folder, 'homes', name)
  const dir = join(folder, name)
  for (const one of [home, dir]) mkdirSync(one, { recursive: true })
  writeFileSync(
    join(home, '.gitconfig'),
    `[user]\n\tname = ${PEOPLE[name]}\n\temail = ${name}@example.org\n[init]\n\tdefaultBranch = main\n` +
      '[advice]\n\tdetachedHead = false\n[core]\n\tpager = cat\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n',
  )
  const env = sealedEnvironment(home)
  env.PATH = `${bin}${delimiter}${dirname(process.execPath)}${delimiter}${env.PATH ?? ''}`
  // Editors and colours would make the output differ from one terminal to the next.
  Object.assign(env, { GIT_EDITOR: 'true', NO_COLOR: '1', FORCE_COLOR: undefined })
  return { dir, env }
}

async function sandboxHere(): Promise<Setting['sandbox']> {
  try {
    await openSandbox('required')
    return 'required'
  } catch {
    return 'none'
  }
}

function writeFileIn(dir: string, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}
