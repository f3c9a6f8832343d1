import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isPlugAndPlay, LOADER } from '../sandbox/plugAndPlay.ts'

type Start = { command: string[]; env: Record<string, string>; readable: string[] }

/**
 * How a command is started so that it and what it starts find the packages of a tree: as it is where they lie in `node_modules`, and
 * with Plug'n'Play by what `yarn run` does.
 * @param probes where the built probes stand.
 */
export function startPlugAndPlay(
  tree: string,
  command: string[],
  env: Record<string, string>,
  probes: string,
): Start {
  if (!isPlugAndPlay(tree)) return { command, env, readable: [] }
  const loader = join(tree, LOADER)
  const flags = ['--require', join(tree, '.pnp.cjs')]
  if (existsSync(loader)) flags.push('--experimental-loader', pathToFileURL(loader).href)
  const { NODE_OPTIONS: asked = '', ...rest } = env
  const options = `${flags.map(quoted).join(' ')} ${asked}`.trim()
  const start = [process.execPath, join(probes, 'plugAndPlay.js'), tree, options, 'run']
  return { command: [...start, ...command], env: rest, readable: [probes] }
}

/** For NODE_OPTIONS. */
export function quoted(flag: string): string {
  return /[\s"\\]/.test(flag) ? `"${flag.replace(/["\\]/g, '\\$&')}"` : flag
}
