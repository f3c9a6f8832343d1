/** Files that hold TypeScript. */
export const TYPESCRIPT = /\.[cm]?tsx?$/

/**
 * What a path in an import may stand for where TypeScript and its bundlers read it: `./a.js` may be `./a.ts`, `./a` may be
 * `./a.ts` or `./a/index.ts`. The path itself comes first.
 */
export function moduleCandidates(path: string): string[] {
  const [, stem, kind = ''] = /^(.*)\.([cm]?)jsx?$/.exec(path) ?? []
  const renamed = stem === undefined ? [] : [`${stem}.${kind}ts`, `${stem}.tsx`]
  const added = ['.ts', '.tsx', '.mts', '.js', '.mjs', '/index.ts', '/index.tsx', '/index.js'].map(
    end => path + end,
  )
  return [path, ...renamed, ...added]
}
