import type { Path } from '../../model/change.ts'

const TESTS =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__snapshots__|specs?|fixtures?)\/|[._-](?:test|spec)(?:-d)?\.[^/]+$/
/** At the top, where ava and tap look for them too. */
const TOP_TESTS = /^(?:tests?|test-[^/]+)\.[cm]?[jt]sx?$/
/** Where runners, and the package managers and shells that start them, look for their settings. */
const SETTINGS =
  /(?:^|\/)(?:(?:vitest|vite|jest|ava|karma|playwright|cypress|nyc|babel|tap)[^/]*\.(?:config|setup|workspace|preset|projects)[^/]*|\.(?:mocharc|taprc|nycrc|c8rc|babelrc|npmrc|yarnrc|swcrc|env)(?:\.[^/]*)?|(?:pnpm-workspace|\.pnpmfile)[^/]*)$/
const DEPENDENCIES = /(?:^|\/)node_modules\/|^\.pnp\.|^\.yarn\//

/**
 * Whether a file decides how a change is judged: tests and what they use, settings of runners, a package.json, and
 * what the test command names.
 * @param words the command and the scripts that it may come to.
 */
export function steersTests(path: Path, words: string): boolean {
  if (TESTS.test(path) || TOP_TESTS.test(path) || SETTINGS.test(path)) return true
  return isManifest(path) || namedIn(path, words)
}

export function isManifest(path: Path): boolean {
  return /(?:^|\/)package\.json$/.test(path)
}

/** What stands for installed dependencies: both sides run with the same ones. */
export function isDependency(path: Path): boolean {
  return DEPENDENCIES.test(path)
}

function namedIn(path: Path, words: string): boolean {
  return words.split(/[\s'"`=&|;()]+/).some(word => {
    const place = word.replace(/^\.\//, '')
    const [folder = ''] = place.split('*')
    return place === path || (folder !== place && folder.includes('/') && path.startsWith(folder))
  })
}
