import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Goes on in a process that runs a benchmark bundled, as the package is, and ends this one with its exit. What runs the
 * sources themselves names every function as it is made, which costs what is small and often called a tenth of its time.
 * @param url of the benchmark's module, `import.meta.url`.
 */
export async function asBuilt(url: string): Promise<void> {
  if (!url.endsWith('.ts')) return
  const root = fileURLToPath(new URL('../..', import.meta.url))
  // Inside the package, where its dependencies are found.
  const folder = mkdtempSync(join(root, '.dist-bench-'))
  const outfile = join(folder, 'bench.mjs')
  const { build } = await import('esbuild')
  await build({
    entryPoints: [fileURLToPath(url)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  })
  const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' })
  rmSync(folder, { recursive: true, force: true })
  process.exit(status ?? 1)
}
