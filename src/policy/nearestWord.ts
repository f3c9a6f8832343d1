/**
 * The word that was probably meant, or null when none is near (a third of its letters may differ, or the
 * end may be missing). Case, `-` and `_` count for nothing, so that `autoApprove` finds `auto_approve`.
 */
export function nearestWord(word: string, known: Iterable<string>): string | null {
  if (word.length > 60) return null
  const asked = plain(word)
  let best: { word: string; distance: number } | null = null
  for (const candidate of known) {
    const letters = plain(candidate)
    const begins = asked.length > 2 && letters.startsWith(asked)
    const distance = begins ? 1 : editDistance(asked, letters)
    const most = Math.max(1, Math.floor(letters.length / 3))
    if (distance <= most && distance < letters.length && distance < (best?.distance ?? Infinity))
      best = { word: candidate, distance }
  }
  return best?.word ?? null
}

const plain = (word: string) => word.toLowerCase().replace(/[-_ ]/g, '')

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
