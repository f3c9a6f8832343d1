import type { Path } from '../../model/change.ts'
import type { Executed } from '../testing/executed.ts'
import type { ExportedCode } from './openExports.ts'

/**
 * Whether no test called an export. A name that was called in what is no module of the repository's own, such as a bundle that
 * the tests run instead of it, may have been this one.
 * @param executed what the tests called. @param modules paths of the repository's own code.
 */
export function isUncovered(
  { names }: Pick<ExportedCode, 'names'>,
  module: Path,
  executed: Executed,
  modules: ReadonlySet<Path>,
): boolean {
  const isCalled = (path: Path) => names.some(name => executed[path]?.includes(name))
  if (isCalled(module)) return false
  return !Object.keys(executed).some(path => !modules.has(path) && isCalled(path))
}

/** Whether the tests ran any code of the repository's own that could be seen: without, nothing is said of what they did not run. */
export function isMeasured(
  executed: Executed,
  modules: ReadonlySet<Path>,
  isTest: (path: Path) => boolean,
): boolean {
  return Object.entries(executed).some(
    ([path, names]) => names.length > 0 && (modules.has(path) || !isTest(path)),
  )
}
