import type { Path } from '../../model/change.ts'

/** What a file is there for, told by its path. */
export type Zone = 'tests' | 'documentation' | 'benchmarks' | 'shipped'

const TESTS =
  /(?:^|\/)(?:tests?|__tests__|specs?|__specs__|e2e|fixtures?|__fixtures__|mocks|__mocks__|__snapshots__|test-d|test-?data)\/|[.\-_](?:test|spec|test-d)\.[^/.]+$|(?:^|\/)tests?\.[cm]?[jt]sx?$/i
const DOCUMENTATION = /(?:^|\/)(?:docs?|examples?|samples?|demos?)\/|\.(?:md|markdown|mdx|txt|rst|adoc)$/i
const BENCHMARKS = /(?:^|\/)(?:bench|benches|benchmarks?)\/|[.\-_]bench(?:mark)?\.[^/.]+$/i

export function zoneOf(path: Path): Zone {
  if (TESTS.test(path)) return 'tests'
  if (BENCHMARKS.test(path)) return 'benchmarks'
  return DOCUMENTATION.test(path) ? 'documentation' : 'shipped'
}
