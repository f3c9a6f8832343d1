// `npm run bench -- NAME [options]`: measures one thing and prints a table. Without a name it lists them.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { must, root } from './ensure.js'

const ENDING = '.bench.ts'
const names = readdirSync(join(root, 'tests', 'bench'))
  .filter(name => name.endsWith(ENDING))
  .map(name => name.slice(0, -ENDING.length))
const [name, ...options] = process.argv.slice(2)
if (!names.includes(name ?? '')) {
  console.error(`usage: npm run bench -- NAME [options]; there are ${names.join(', ')}`)
  process.exit(2)
}
must(process.execPath, [join(root, '.ci', 'build.js')], { stdio: ['ignore', 2, 2] })
const file = join('tests', 'bench', `${name}${ENDING}`)
const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...options], {
  cwd: root,
  stdio: 'inherit',
  // A file of certificates only slows every start.
  env: { ...process.env, NODE_EXTRA_CA_CERTS: '' },
})
process.exit(status ?? 1)
