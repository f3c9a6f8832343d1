// `npm start` plays the demo; `npm start -- PATH [options of run]` runs the built command on your own repository.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { must, root } from './ensure.js'

const [path, ...options] = process.argv.slice(2)
const here = process.env.INIT_CWD ?? process.cwd()

// What was built may be older than the source, and a build takes less than a second.
must(process.execPath, [join(root, '.ci', 'build.js')], { stdio: ['ignore', 2, 2] })

if (path === undefined) finish(['--import', 'tsx', join('tests', 'stories', 'demo', 'start.ts')], root)
else if (path.startsWith('-')) {
  console.error(
    'usage: npm start                        plays the demo\n       npm start -- PATH [options of run]',
  )
  process.exit(2)
} else if (!existsSync(resolve(here, path))) {
  console.error(`there is no folder ${path}`)
  process.exit(2)
} else finish([join(root, 'dist', 'git-improver.js'), '-C', resolve(here, path), 'run', ...options], here)

/** Runs node on this terminal and ends as it ends. */
function finish(args, cwd) {
  const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' })
  if (error) throw error
  process.exit(status ?? 1)
}
