/** What one record of Agent Trace comes to: at a revision, a tool's agent wrote lines of these paths. */
export type Traced = { revision: string; tool: string; paths: string[] }

/** More text than this in one line is no record. */
const LONGEST = 1 << 20

/**
 * The records of an Agent Trace file, one JSON document a line (agent-trace.dev, 0.1 and 1.0), that name a git revision
 * and lines of a contributor that is `ai` or `mixed`. What can't be read, or says human or unknown, is no evidence.
 */
export function readAgentTrace(text: string): Traced[] {
  return text.split('\n').flatMap(line => {
    if (line.length > LONGEST || !line.includes('"revision"')) return []
    const record = parse(line)
    if (!isMap(record) || !isMap(record.vcs) || record.vcs.type !== 'git') return []
    const { revision } = record.vcs
    if (typeof revision !== 'string' || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision)) return []
    const paths = list(record.files).flatMap(file =>
      typeof file.path === 'string' && list(file.conversations).some(isByAgent) ? [file.path] : [],
    )
    return paths.length ? [{ revision, tool: toolOf(record.tool), paths }] : []
  })
}

/** A range may name another contributor than its conversation. */
function isByAgent({ contributor, ranges }: Record<string, unknown>): boolean {
  const all = list(ranges)
  return all.some(range => isAgent(range.contributor ?? contributor))
}

function isAgent(contributor: unknown): boolean {
  return isMap(contributor) && (contributor.type === 'ai' || contributor.type === 'mixed')
}

function toolOf(tool: unknown): string {
  const name = isMap(tool) ? tool.name : null
  return typeof name === 'string' && /^[\w .+-]{1,60}$/.test(name) ? name : 'an agent'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isMap) : []
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
