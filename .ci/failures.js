// A reporter for node:test that says nothing of what passed and at the end names what failed: in thousands of lines of
// TAP a failure is far from the end, and only the end of a long log may be kept.

/** @param {AsyncIterable<{ type: string, data: any }>} events of the runner. */
export default async function* failures(events) {
  const failed = []
  for await (const { type, data } of events)
    if (type === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed') failed.push(data)
  if (failed.length === 0) return
  yield `\nfailed, ${failed.length} in all:\n`
  for (const { name, file, line, details } of failed) {
    const why = details?.error?.cause?.stack ?? details?.error?.cause ?? details?.error?.message ?? ''
    yield `  ${file}:${line} ${name}\n    ${String(why).split('\n').slice(0, 30).join('\n    ')}\n`
  }
}
