import { invisibleIn } from './invisible.ts'
import { isMarkdown, refuseMarkdownPath } from './markdownPath.ts'
import { isSteering } from './steering.ts'

/** One file of a change with its whole content. `old` is null where it was born, `new` where it was deleted. */
export type ChangedFile = {
  path: string
  old: { mode: string; bytes: Uint8Array } | null
  new: { mode: string; bytes: Uint8Array } | null
}

const PROGRAM = /\.(?:[mc]?[jt]s|[jt]sx)$/
/** Includes `style.d.css.ts`. */
const DECLARATION = /\.d\.(?:[^./]+\.)?[mc]?ts$/i
const MODES: Record<string, string> = { '120000': 'a symbolic link', '160000': 'a submodule' }
/** Folders whose files are data to a program or test, comments and all. */
const DATA =
  /(?:^|\/)(?:_*(?:test)?fixtures?_*|_*snapshots?_*|test-?data|testcases|golden|baselines?|corpus|subjects|templates?|_templates)\//i
/** What is made by a tool, or elsewhere: a change belongs where it comes from. */
const MADE =
  /(?:^|\/)(?:dist|out|build|vendor|third[-_]?party|_*generated_*)\/|\.(?:min|bundle|generated|gen)\.[^/]*$/i

/**
 * Why a file can't be a documentation change by its path, modes and kind alone. Needs no compiler, so
 * it can be asked before one is loaded.
 * @returns the reason, or null when its text has to be looked at.
 */
export function undocumentable(file: ChangedFile): string | null {
  const { path } = file
  const steers = isSteering(path)
  if (steers) return `steers ${steers}`
  const invisible = invisibleIn(path)
  if (invisible) return `a path that holds ${invisible}, which nobody sees`
  for (const side of [file.old, file.new]) {
    const special = side && MODES[side.mode]
    if (special) return special
  }
  if (!file.old) return 'a new file'
  if (!file.new) return 'a deleted file'
  if (file.old.mode !== file.new.mode) return `its mode went from ${file.old.mode} to ${file.new.mode}`
  if (!/^100(?:644|755)$/.test(file.new.mode)) return `an unknown mode ${file.new.mode}`
  if (DECLARATION.test(path)) return 'a declaration file, which other files compile against'
  if (!PROGRAM.test(path) && !isMarkdown(path)) return 'a kind of file that no rule recognises'
  if (DATA.test(path)) return 'in a folder of data, where comments may count'
  if (MADE.test(path)) return 'made elsewhere or by a tool'
  return isMarkdown(path) ? refuseMarkdownPath(path) : null
}
