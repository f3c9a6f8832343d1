/** What a remote said, for a terminal: its hooks and its git may print anything. Lines stay lines. */
export function remoteWords(said: string): string {
  return said
    .split('\n')
    .map(line => line.trimEnd().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?'))
    .join('\n')
    .trim()
}
