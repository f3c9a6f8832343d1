import type { ts as TypeScript } from 'ts-morph'

export type Compiler = {
  ts: typeof TypeScript
  /** The text of one of TypeScript's own declaration files, by its path in its own folder. */
  library(path: string): string | undefined
}

/** TypeScript as ts-morph brings it. Loaded when first needed: it takes a third of a second. */
export async function loadCompiler(): Promise<Compiler> {
  const { Project, ts } = await import('ts-morph')
  const host = new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost()
  return { ts, library: path => host.readFile(path) }
}
