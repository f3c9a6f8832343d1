const WIDTH = 80

/** Words over as many lines of 80 columns as they take, the first of which begins in its own way; a longer word stays whole. */
export function wrapped(first: string, text: string): string[] {
  const indent = ' '.repeat(first.length)
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)}${lines.at(-1) ? ' ' : ''}${word}`
    if (longer.length <= WIDTH - first.length) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.filter((line, at) => line || !at).map((line, at) => `${at ? indent : first}${line}`)
}
