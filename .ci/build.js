// Bundles src/cli into dist/: the command, and apart from it the one file that the hooks start. What stands there is only
// replaced once all is made, so that a process which runs from it meanwhile is never without.
import './ensure.js'
import { chmodSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure.js'

const { build } = await import('esbuild')
const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const dist = join(root, 'dist')
const made = join(root, `.dist-${process.pid}`)
const replaced = `${made}-old`
process.on('exit', () => {
  for (const folder of [made, replaced]) rmSync(folder, { recursive: true, force: true })
})

// The compiler is CommonJS: imported, Node first reads its nine megabytes for the names that it exports; required,
// it starts in three fifths of the time.
const requiredCompiler = {
  name: 'required-compiler',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ts-morph$/ }, () => ({ path: 'ts-morph', namespace: 'required' }))
    onLoad({ filter: /.*/, namespace: 'required' }, () => ({
      contents: `import { createRequire } from 'node:module'
        export const { Project, ts } = createRequire(import.meta.url)('ts-morph')`,
    }))
  },
}

// What CommonJS packages in the bundle call to reach Node's own modules.
const requireOfBundle =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  // The sources are in src/; a stack trace needs only where a line came from.
  sourcesContent: false,
  // yaml's build for Node asks the environment about every token and may print; the other one does neither.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  plugins: [requiredCompiler],
  logLevel: 'warning',
  outdir: made,
}
await build({
  ...shared,
  format: 'esm',
  splitting: true,
  // Bundled, zod is one file to read and not a hundred: it halves what a command costs before it does anything.
  external: ['isomorphic-git', ...Object.keys(peerDependencies)],
  entryPoints: {
    'git-improver': 'src/cli/start.ts',
    compilerThread: 'src/checks/typing/compilerThread.ts',
  },
  banner: { js: `#!/usr/bin/env node\n${requireOfBundle}` },
})
chmodSync(join(made, 'git-improver.js'), 0o755)
// One file, nothing to look up: a hook should cost a start of Node and little else.
await build({
  ...shared,
  format: 'esm',
  minify: true,
  entryPoints: { hook: 'src/cli/hookMain.ts' },
  splitting: true,
  chunkNames: 'hook-[name]-[hash]',
  external: ['isomorphic-git'],
  banner: { js: requireOfBundle },
})

// What runs inside the sandbox to measure and to try out: started a hundred times, so each is one small file.
await build({
  ...shared,
  format: 'esm',
  sourcemap: false,
  outdir: join(made, 'probes'),
  external: ['node:*'],
  banner: { js: requireOfBundle },
  entryPoints: {
    referee: 'src/probes/referee.ts',
    worker: 'src/probes/worker.ts',
    exercise: 'src/probes/exercise/exercise.ts',
    starts: 'src/probes/start/starts.ts',
    starter: 'src/probes/start/starter.ts',
    commonJs: 'src/probes/commonJs.ts',
    umpire: 'src/probes/trial/umpire.ts',
    side: 'src/probes/trial/side.ts',
    witness: 'src/probes/trial/witness.ts',
    recorder: 'src/probes/record/recorder.ts',
    typeErrors: 'src/probes/types/typeErrors.ts',
    foreign: 'src/probes/foreign/foreign.ts',
    plugAndPlay: 'src/probes/plugAndPlay.ts',
    ...Object.fromEntries(
      ['mitata', 'tinybench', 'vitest'].map(name => [`shims/${name}`, `src/probes/shims/${name}.ts`]),
    ),
  },
})

if (existsSync(dist)) renameSync(dist, replaced)
renameSync(made, dist)
