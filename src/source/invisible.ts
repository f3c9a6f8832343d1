/**
 * The first character of a text that a reader can't see or that reorders what he sees: controls other
 * than tab and line feed, bidi, zero-width, tag and variation characters, fillers, unpaired surrogates.
 * @returns its name as `U+202E`, or null. `\r\n` counts as a line feed, a lone `\r` as a control.
 */
export function invisibleIn(text: string): string | null {
  const found =
    /[^\P{Cc}\t\n\r]|\r(?!\n)|[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u.exec(
      text,
    )
  if (!found) return null
  return `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
