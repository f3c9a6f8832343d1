import type { Linter } from 'eslint'
import type { Path } from '../../model/change.ts'
import { broughtBy } from './brought.ts'
import type { ChangedFile } from './changes.ts'
import { CODE } from './code/parseCode.ts'
import { loadPeers, type PeerName } from './loadPeer.ts'
import type { Place, Scanned, Scanner, ScanTools } from './scanner.ts'
import { OutOfPatience, withinTime } from './withinTime.ts'

/**
 * What of the plugins is asked. Left out are: detect-object-injection, which reports every `a[b]`; and what `capabilities` and
 * `characters` tell by what names stand for, and not by how they are spelt.
 */
const RULES: Linter.RulesRecord = {
  'security/detect-unsafe-regex': 'error',
  'security/detect-non-literal-regexp': 'error',
  'security/detect-buffer-noassert': 'error',
  'security/detect-new-buffer': 'error',
  'security/detect-pseudoRandomBytes': 'error',
  'security/detect-disable-mustache-escape': 'error',
  'security/detect-no-csrf-before-method-override': 'error',
  'security/detect-possible-timing-attacks': 'error',
  'no-unsanitized/method': 'error',
  'no-unsanitized/property': 'error',
}

const PEERS: PeerName[] = ['eslint', 'eslint-plugin-security', 'eslint-plugin-no-unsanitized']
/** So many lines tell one finding from another. */
const MOST_LINES = 50
const TYPED = /\.(?:[cm]?ts|tsx)$/i

/**
 * eslint-plugin-security and no-unsanitized under our configuration alone. ESLint is given texts, so it looks for no configuration of
 * the repository's (that is code), and comments in a text do not switch rules off. Tests and documentation are left out.
 */
export const lint: Scanner = {
  name: 'eslint',
  async scan(changes, tools) {
    const isLinted = ({ path, zone }: ChangedFile) => CODE.test(path) && zone === 'shipped'
    const files = changes.files.filter(file => isLinted(file) && file.after.text !== null)
    if (files.length === 0) return { looked: 0, found: [] }
    const typed = files.some(({ path }) => TYPED.test(path))
    const names = typed ? [...PEERS, '@typescript-eslint/parser' as const] : PEERS
    const peers = await loadPeers(tools.load, names)
    if ('notRun' in peers) return peers
    const look = linterOf(peers, tools)
    try {
      return broughtBy(changes, isLinted, ({ path }, text) => look(path, text))
    } catch (error) {
      if (error instanceof OutOfPatience) return { brokeOff: `ESLint ${error.message}` } satisfies Scanned
      throw error
    }
  },
}

function linterOf(
  [eslint, security, sanitized, parser]: unknown[],
  { patienceMs }: ScanTools,
): (path: Path, text: string) => Place[] {
  const { Linter } = eslint as typeof import('eslint')
  const linter = new Linter({ configType: 'flat' })
  const config: Linter.Config = {
    files: ['**'],
    languageOptions: {
      ecmaVersion: 'latest',
      ...(parser ? { parser: plain(parser) as Linter.Parser } : {}),
      parserOptions: { ecmaFeatures: { jsx: true }, jsDocParsingMode: 'none', allowInvalidAST: true },
    },
    plugins: { security: plain(security), 'no-unsanitized': plain(sanitized) } as Linter.Config['plugins'] &
      object,
    rules: RULES,
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  }
  return (path, text) => {
    const [ending = '.js'] = /\.[^./]+$/.exec(path.toLowerCase()) ?? []
    // A name of ours: odd names are the repository's.
    const messages = withinTime(patienceMs, () => linter.verify(text, [config], `text${ending}`))
    const lines = text.split('\n')
    // Without a rule it says that a comment has no effect, or that the text does not parse.
    if (messages.some(({ fatal }) => fatal))
      return [{ rule: 'unread', line: 1, what: 'ESLint cannot parse it', key: 'unparsed' }]
    return messages
      .filter(({ ruleId }) => ruleId !== null)
      .map(({ ruleId, line, endLine }) => ({
        rule: 'lint',
        line,
        what: ruleId ?? '',
        key: `${ruleId} ${lines
          .slice(line - 1, Math.min(endLine ?? line, line + MOST_LINES))
          .join('')
          .replace(/\s+/g, '')}`,
      }))
  }
}

/** A CommonJS module as it is imported by some loaders, and as it is by others. */
function plain(module: unknown): object {
  const { default: inner } = module as { default?: object }
  return inner ?? (module as object)
}
