/** The line of an offset, from 1; counted each time, since only a refusal asks. */
export function lineAt(text: string, offset: number): number {
  const breaks = /\r\n|[\n\r\u2028\u2029]/g
  let line = 1
  while (breaks.exec(text) && breaks.lastIndex <= offset) line++
  return line
}
