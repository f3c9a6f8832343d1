import type { Context } from './verb.ts'

/** One line on a terminal's error stream that says what is being done; nothing anywhere else. */
export function progressLine(context: Context): { show(text: string): void; clear(): void } {
  if (!process.stderr.isTTY || context.json) return { show() {}, clear() {} }
  const width = process.stderr.columns ?? 80
  return {
    show: text => context.err(`\r\u001b[2K${text.slice(0, width - 1)}`),
    clear: () => context.err('\r\u001b[2K'),
  }
}
