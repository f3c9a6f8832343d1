import { createRequire } from 'node:module'
import { ts } from 'ts-morph'
import { faster } from '../../improvers/faster.ts'
import type { Decoy, SlowSite } from './site.ts'

/** What became of one site: whether its rewrite found it, and what differs where before and after were called. */
export type Graded = { site: SlowSite; found: boolean; after: string; differs: string | null }

/** Puts all sites through the improver, each as a file of its own, and calls what was and what is. */
export async function gradeSites(sites: SlowSite[]): Promise<Graded[]> {
  const { findings, texts } = faster(filesOf(sites))
  const graded: Graded[] = []
  for (const [at, site] of sites.entries()) {
    const path = pathOf(site, at)
    const found = findings.some(one => one.path === path && one.rewrite === site.rewrite)
    const after = texts[path]!
    graded.push({ site, found, after, differs: found ? await difference(site, after) : null })
  }
  return graded
}

/** The decoys in which something is found, with what they become. */
export function touched(decoys: Decoy[]): { decoy: Decoy; after: string }[] {
  const { findings, texts } = faster(filesOf(decoys))
  return decoys.flatMap((decoy, at) => {
    const path = pathOf(decoy, at)
    return findings.some(one => one.path === path) ? [{ decoy, after: texts[path]! }] : []
  })
}

const pathOf = ({ language }: Pick<Decoy, 'language'>, at: number) => `src/case${at}.${language}`

function filesOf(cases: (SlowSite | Decoy)[]): Record<string, string> {
  return Object.fromEntries(cases.map((one, at) => [pathOf(one, at), one.code]))
}

async function difference(site: SlowSite, after: string): Promise<string | null> {
  const [was, is] = [await load(site.code), await load(after)]
  for (const call of site.calls) {
    const [before, now] = [await shown(was, call), await shown(is, call)]
    if (before !== now) return `(${call}) gave ${before} and gives ${now}`
  }
  return null
}

async function load(code: string): Promise<(...args: unknown[]) => unknown> {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS }
  const text = ts.transpile(code, options)
  const module = { exports: {} as { subject?: (...args: unknown[]) => unknown } }
  new Function('module', 'exports', 'require', text)(module, module.exports, createRequire(import.meta.url))
  if (!module.exports.subject) throw new Error(`no subject in ${code}`)
  return module.exports.subject
}

/** What a call gives, or throws, in words that tell -0, undefined and NaN apart. */
async function shown(subject: (...args: unknown[]) => unknown, call: string): Promise<string> {
  const { inspect } = await import('node:util')
  const words = (value: unknown) => inspect(value, { depth: 9, maxArrayLength: 200, sorted: false })
  const args = new Function(`return [${call}]`)() as unknown[]
  try {
    const gives = await subject(...args)
    return `${words(gives)} with ${words(args)}`
  } catch (error) {
    return `throws ${(error as Error).name} with ${words(args)}`
  }
}
