import type { Path } from '../../model/change.ts'

/** What a default export is called where it is imported: as its module, or for an index as the folder. */
export function ownName(module: Path): string {
  const parts = module.replace(/\.[^./]+$/, '').split('/')
  const name = (parts.at(-1) === 'index' ? parts.at(-2) : parts.at(-1)) ?? 'module'
  const camel = name.replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string = '') => next.toUpperCase())
  return /^[A-Za-z_$]/.test(camel) ? camel : `its${camel}`
}
