// Bundles src/cli into dist/: the command, and apart from it the one file that the hooks start.
import './ensure.js'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure.js'

const { build } = await import('esbuild')
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  logLevel: 'warning',
  outdir: dist,
}
await build({
  ...shared,
  format: 'esm',
  splitting: true,
  packages: 'external',
  entryPoints: { 'git-improver': 'src/cli/main.ts' },
  banner: { js: '#!/usr/bin/env node' },
})
chmodSync(join(dist, 'git-improver.js'), 0o755)
