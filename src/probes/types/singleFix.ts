import type { ts as TypeScript } from 'ts-morph'
import type { Service } from './openService.ts'
import type { ToldError } from './protocol.ts'

/** What hides an error or invents code instead of mending it. */
const INVENTS = /@ts-(?:ignore|expect-error|nocheck)|not implemented|:\s*any\b|\bas (?:any|unknown)\b|<any>/

/** Fixes that declare what is missing, whatever that should have been. */
const DECLARES =
  /^(?:fixMissing|addMissingDecl|fixMissingFunction|fixMissingMember|fixMissingProperties|disableJsDiagnostics|inferFromUsage|fixClass|installTypesPackage|fixCannotFindModule)/

/**
 * The only one of the compiler's fixes by which an error goes and no other comes in the files that it edits; null where there are
 * none or several. A missing import counts alone: what a name stands for is said by the only module that has it.
 */
export function singleFix(
  ts: typeof TypeScript,
  service: Service,
  file: string,
  error: TypeScript.Diagnostic,
): ToldError['mend'] {
  const { language, pathOf } = service
  const [start, end] = [error.start ?? 0, (error.start ?? 0) + (error.length ?? 0)]
  const { preferences, semicolons } = service.habits()
  const format = {
    ...ts.getDefaultFormatCodeSettings('\n'),
    semicolons: semicolons as TypeScript.SemicolonPreference,
  }
  const offered = language
    .getCodeFixesAtPosition(file, start, end, [error.code], format, preferences)
    .filter(({ fixName, changes, commands }) => {
      const texts = changes.flatMap(one => one.textChanges)
      return (
        !DECLARES.test(fixName) &&
        !commands?.length &&
        texts.length > 0 &&
        !texts.some(one => INVENTS.test(one.newText))
      )
    })
  const imports = offered.filter(({ fixName }) => fixName === 'import')
  const holding = (imports.length ? imports : offered).filter(one => holds(one, service, error))
  const [first, ...more] = holding
  if (!first || more.length) return null
  const fixes = first.changes.flatMap(({ fileName, textChanges }) =>
    textChanges.map(({ span, newText }) => ({
      path: pathOf(fileName) ?? '',
      start: span.start,
      end: span.start + span.length,
      text: newText,
    })),
  )
  return fixes.every(({ path }) => path !== '') ? { title: first.description, fixes } : null
}

function holds(
  { changes }: TypeScript.CodeFixAction,
  service: Service,
  error: TypeScript.Diagnostic,
): boolean {
  const program = service.language.getProgram()
  const texts = new Map<string, string>()
  for (const { fileName, textChanges, isNewFile } of changes) {
    const text = program?.getSourceFile(fileName)?.text
    if (isNewFile || text === undefined || service.pathOf(fileName) === null) return false
    texts.set(fileName, apply(text, textChanges))
  }
  const files = [...new Set([...texts.keys(), error.file?.fileName ?? ''])].filter(Boolean)
  const before = count(service.over(new Map(), files))
  const after = count(service.over(texts, files))
  const kind = kindOf(error)
  const isGone = (after.get(kind) ?? 0) < (before.get(kind) ?? 0)
  return isGone && [...after].every(([one, number]) => number <= (before.get(one) ?? 0))
}

function count(errors: TypeScript.Diagnostic[]): Map<string, number> {
  const kinds = new Map<string, number>()
  for (const one of errors) kinds.set(kindOf(one), (kinds.get(kindOf(one)) ?? 0) + 1)
  return kinds
}

const kindOf = ({ file, code, messageText }: TypeScript.Diagnostic) =>
  `${file?.fileName} ${code} ${typeof messageText === 'string' ? messageText : messageText.messageText}`

function apply(text: string, changes: readonly TypeScript.TextChange[]): string {
  let result = text
  for (const { span, newText } of [...changes].sort((a, b) => b.span.start - a.span.start))
    result = result.slice(0, span.start) + newText + result.slice(span.start + span.length)
  return result
}
