/** A block tag of a doc comment: `text` is what follows the tag up to the next one, without margins. */
export type DocBlock = { tag: string; text: string }

/** A doc comment cut up: the prose before the first tag, then the tags in order. */
export type DocComment = { summary: string; blocks: DocBlock[] }

/**
 * Cuts a doc comment into its prose and block tags. A tag is an `@word` at the start of a line, as TSDoc
 * has it; TypeScript also takes one in the middle of a line, so callers refuse any other `@`.
 * @param content what the comment says, as `contentOf` has it.
 */
export function readDocComment(content: string): DocComment {
  const doc: DocComment = { summary: '', blocks: [] }
  const lines = content.split('\n')
  const texts: string[][] = [[]]
  for (const line of lines) {
    const found = /^\s*@([A-Za-z][\w-]*)(?![\w-])(.*)$/s.exec(line)
    if (found) {
      doc.blocks.push({ tag: found[1] ?? '', text: '' })
      texts.push([found[2] ?? ''])
    } else texts.at(-1)?.push(line)
  }
  const [summary = [], ...rest] = texts.map(part => part.join('\n').trim())
  doc.summary = String(summary)
  rest.forEach((text, index) => {
    const block = doc.blocks[index]
    if (block) block.text = text
  })
  return doc
}

/**
 * What a comment says: without delimiters, margins of stars, carriage returns and blanks at line ends.
 * @param comment one block comment, or line comments of consecutive lines.
 */
export function contentOf(comment: string): string {
  const lines = comment.replace(/\r\n?/g, '\n').split('\n')
  const bare = comment.startsWith('/*')
    ? lines.map((line, index) => {
        const opened = index === 0 ? line.replace(/^\/\*\*?/, '') : line.replace(/^\s*\*(?!\/) ?/, '')
        return index === lines.length - 1 ? opened.replace(/\s*\*\/$/, '') : opened
      })
    : lines.map(line => line.trimStart().replace(/^\/\/ ?/, ''))
  return bare
    .map(line => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
}
