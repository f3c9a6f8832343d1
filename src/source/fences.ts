const FENCE = /`{3}|~{3}/

/**
 * A text cut at its fences: `fenced` are all lines from the first that holds one to the last, `prose` those around them. Readers disagree
 * on where a fence may stand (`deno test --doc` takes any three backticks for one), so all of them count.
 */
export function cutFences(text: string): { fenced: string; prose: string } {
  const lines = text.split('\n')
  const first = lines.findIndex(line => FENCE.test(line))
  if (first < 0) return { fenced: '', prose: text }
  const last = lines.findLastIndex(line => FENCE.test(line))
  const around = [...lines.slice(0, first), '', ...lines.slice(last + 1)]
  return { fenced: lines.slice(first, last + 1).join('\n'), prose: around.join('\n') }
}
