import type { Class } from '../model/commit.ts'
import type { NotThat } from './compareComments.ts'
import { documentationOnly, LAYOUT } from './documentationOnly.ts'
import { formattingOnly, OTHER_CODE } from './formattingOnly.ts'
import { markdownOnly } from './markdownOnly.ts'
import { isMarkdown } from './markdownPath.ts'
import { otherProgram } from './otherProgram.ts'
import { parsePair, readPair } from './readPair.ts'
import { sameTokens } from './sameTokens.ts'
import { typeHintsOnly } from './typeHintsOnly.ts'

/** What two versions of a file differ by, or why that is a change of what the program does for all that can be told. */
export type FileClass = { class: Class } | NotThat

/**
 * The class of one file's change from its two texts.
 * @param path tells the language by its extension.
 */
export function classifyFile(path: string, before: string, after: string): FileClass {
  if (isMarkdown(path)) return markdownOnly(before, after) ?? { class: 'documentation_only' }
  try {
    const parsed = parsePair(path, before, after)
    if ('why' in parsed) return parsed
    const other = otherProgram(parsed)
    if (other) return other
    const pair = readPair(parsed)
    if ('why' in pair) return pair
    const changed = sameTokens(pair.old, pair.now)
    const notDocumentation = documentationOnly(pair, changed)
    if (!notDocumentation) return { class: 'documentation_only' }
    const notFormatting = formattingOnly(pair)
    if (!notFormatting) return { class: 'formatting_only' }
    // Of a file with the same tokens the comments are what there is to say.
    if (pair.language === 'js' && Array.isArray(changed)) {
      // What a tag states is a type to the compiler.
      const notTypes = documentationOnly(pair, changed, true)
      if (!notTypes) return { class: 'type_hints_only' }
      return notTypes.why === LAYOUT ? notFormatting : notTypes
    }
    if (Array.isArray(changed)) return notDocumentation.why === LAYOUT ? notFormatting : notDocumentation
    if (notFormatting.why !== OTHER_CODE || pair.language === 'js') return notFormatting
    const notTypes = typeHintsOnly(path, pair)
    return notTypes ?? { class: 'type_hints_only' }
  } catch (error) {
    // The compiler's parser and our walk are recursive; V8 unwinds both cleanly.
    if (error instanceof RangeError) return { why: 'nested too deeply to be read', line: 1 }
    return { why: `can't be read reliably: ${error instanceof Error ? error.message : error}`, line: 1 }
  }
}
