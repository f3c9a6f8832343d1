/** Whether a part of one text is the same as a part of another; for words sooner told by their letters than by cutting both out. */
export function isSameSlice(
  [text, start, end]: readonly [string, number, number],
  [other, from, to]: readonly [string, number, number],
): boolean {
  if (end - start !== to - from) return false
  for (let at = start, beside = from; at < end; at++, beside++)
    if (text.charCodeAt(at) !== other.charCodeAt(beside)) return false
  return true
}
