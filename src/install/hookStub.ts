import type { HookName } from './installStep.ts'
import { shellQuote } from './shellQuote.ts'

/** The name under which a hook that was there before goes on running. */
export const ASIDE = '.before-git-improver'

/** Where the gate is: the package's root and the Node that ran init, both absolute. */
export type Where = { home: string; node: string }

const BEGIN = '# >>> git-improver: asks its gate; `git improver uninstall` takes these lines out >>>'
const END = '# <<< git-improver <<<'

/** The others are told everything by their arguments. */
const READ_INPUT: readonly HookName[] = ['pre-push', 'pre-receive']

/** These only tag, and commit-msg says already that something is missing. */
const SILENT: readonly HookName[] = ['prepare-commit-msg', 'post-commit']

/** Whether a hook was written by us, in whatever version. */
export function isOurStub(text: string): boolean {
  return /^#!\/bin\/sh\n# git-improver hook\b/.test(text)
}

/**
 * The hook for a hooks directory of the repository's own. What was there before runs first, with the
 * same arguments and stdin; when it refuses, its exit code is ours and the gate is not asked.
 */
export function hookStub(name: HookName, where: Where): string {
  if (name === 'post-receive') return afterwards(where)
  const lines = READ_INPUT.includes(name) ? withInput(name) : withoutInput(name)
  return [
    ...head(name, where),
    ...lines,
    `if [ -r "$improver_home/hooks/gate/${name}" ]; then`,
    `  . "$improver_home/hooks/gate/${name}"`,
    ...(SILENT.includes(name) ? [] : ['else', ...missing(name)]),
    'fi',
    '',
  ].join('\n')
}

function head(name: HookName, where: Where): string[] {
  return [
    '#!/bin/sh',
    '# git-improver hook 1, written by `git improver init`; `git improver uninstall` puts back what was here.',
    `improver_home=${shellQuote(where.home)}`,
    `improver_node=${shellQuote(where.node)}`,
    // git starts a hook by its path, so this holds in a repository that was moved, too.
    `case $0 in */*) improver_before=\${0%/*}/${name}${ASIDE} ;; *) improver_before=./${name}${ASIDE} ;; esac`,
  ]
}

/**
 * Ours first, because the one that was there may take minutes (a deployment) and a client may hang up meanwhile. It
 * reads no standard input, so the other one gets git's own, and its exit code is the hook's.
 */
function afterwards(where: Where): string {
  const name = 'post-receive'
  return [
    ...head(name, where),
    `if [ -r "$improver_home/hooks/gate/${name}" ]; then`,
    `  . "$improver_home/hooks/gate/${name}"`,
    'else',
    ...missing(name),
    'fi',
    'if [ -f "$improver_before" ] && [ -x "$improver_before" ]; then exec "$improver_before" "$@"; fi',
    '',
  ].join('\n')
}

function withoutInput(name: HookName): string[] {
  return [
    `if [ -f "$improver_before" ] && [ -x "$improver_before" ]; then # ${name} reads no stdin`,
    '  "$improver_before" "$@" || exit $?',
    'fi',
  ]
}

/** Both readers need the whole of stdin, so it is kept in a variable: refs and object names hold no NUL. */
function withInput(name: HookName): string[] {
  const give = name === 'pre-receive' ? ['  exec << END', '$improver_lines', 'END'] : []
  return [
    'if [ -f "$improver_before" ] && [ -x "$improver_before" ]; then',
    '  improver_lines=$(cat)',
    '  if [ -n "$improver_lines" ]; then',
    '    "$improver_before" "$@" << END || exit $?',
    '$improver_lines',
    'END',
    '  else',
    '    "$improver_before" "$@" < /dev/null || exit $?',
    '  fi',
    ...(name === 'pre-push' ? ['  improver_lines=${improver_lines:+$improver_lines', '}'] : []),
    ...give,
    'fi',
  ]
}

function missing(name: HookName): string[] {
  const again = 'install git-improver again, then run: git improver init --server'
  if (name === 'pre-receive' || name === 'update')
    return [
      `  printf 'git-improver: ${name} refused: %s is missing; ${again}\\n' "$improver_home" >&2`,
      '  exit 1',
    ]
  if (name === 'post-receive')
    return [
      `  printf 'git-improver: ${name} kept no receipt: %s is missing; ${again}\\n' "$improver_home" >&2`,
    ]
  return [
    `  printf 'git-improver: ${name} was not judged: %s is missing; run: npx git-improver init\\n' "$improver_home" >&2`,
  ]
}

/**
 * The lines for a hook that lies in the work tree and is committed: other people's packages are in
 * other places, so it looks in node_modules and then in what this clone's init wrote down.
 */
export function sharedBlock(name: HookName): string {
  const gate = `hooks/gate/${name}`
  return [
    BEGIN,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
    'improver_home=${0%/*}/../node_modules/git-improver',
    `if [ ! -r "$improver_home/${gate}" ]; then improver_home=node_modules/git-improver; fi`,
    `if [ ! -r "$improver_home/${gate}" ]; then`,
    '  improver_where=$(git rev-parse --git-common-dir)/improver/where',
    '  if [ -r "$improver_where" ]; then . "$improver_where"; fi',
    'fi',
    `if [ -r "$improver_home/${gate}" ]; then`,
    `  . "$improver_home/${gate}"`,
    ...(SILENT.includes(name)
      ? []
      : [
          'else',
          `  echo 'git-improver: ${name} was not judged: the package is not installed; run: npm install' >&2`,
        ]),
    'fi',
    END,
    '',
  ].join('\n')
}

/** The file that `sharedBlock` falls back to: this clone's own paths, which don't belong in a commit. */
export function whereText(where: Where): string {
  return `improver_home=${shellQuote(where.home)}\nimprover_node=${shellQuote(where.node)}\n`
}

/** The text without our lines, or null when they are not in it, once and whole. */
export function withoutSharedBlock(text: string): string | null {
  const from = text.indexOf(`${BEGIN}\n`)
  const to = text.indexOf(`${END}\n`)
  if (from < 0 || to < from || text.indexOf(BEGIN, from + 1) >= 0) return null
  return text.slice(0, from) + text.slice(to + END.length + 1)
}
