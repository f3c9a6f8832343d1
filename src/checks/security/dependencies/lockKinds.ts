import type { Path } from '../../../model/change.ts'

export type LockKind = 'npm' | 'yarn' | 'pnpm'

const KINDS: [RegExp, LockKind][] = [
  [/(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, 'npm'],
  [/(?:^|\/)yarn\.lock$/, 'yarn'],
  [/(?:^|\/)pnpm-lock\.yaml$/, 'pnpm'],
]

/** The package manager whose lock file a path is, of those that are read here. */
export function lockKind(path: Path): LockKind | null {
  return KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

/** Whether a path is a lock file that is read here. */
export function isLockFile(path: Path): boolean {
  return lockKind(path) !== null
}
