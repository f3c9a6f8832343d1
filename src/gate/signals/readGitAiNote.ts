/** What of its metadata is read: who is behind a key of the lines above it. */
type Known = Record<string, { agent_id?: { tool?: unknown } } | undefined>

/**
 * The tools to which a note of git-ai (`refs/notes/ai`, authorship/3) attributes lines of the commit. Above its `---`
 * stand a path and below each path, indented, a key and its lines; the JSON under it says whose key that is:
 * `h_...` a person, `s_...::t_...` a session of an agent, any other an older prompt. A session of which no line is
 * left is no evidence, nor is a note that can't be read.
 */
export function readGitAiNote(text: string): string[] {
  const [, above = '', below = ''] = /^((?:.*\n)*?)---\r?\n([\s\S]*)$/.exec(text) ?? []
  const metadata = parse(below)
  if (!isMap(metadata) || !String(metadata.schema_version).startsWith('authorship/3.')) return []
  const tools = new Set<string>()
  for (const line of above.split('\n')) {
    const key = /^[ \t]+([A-Za-z0-9_:-]{1,80})[ \t]+[0-9]/.exec(line)?.[1]
    if (key === undefined || key.startsWith('h_')) continue
    const [from, name] = key.startsWith('s_')
      ? [metadata.sessions, key.split('::')[0]]
      : [metadata.prompts, key]
    const tool =
      isMap(from) && name !== undefined && Object.hasOwn(from, name) ? toolOf(from as Known, name) : null
    if (tool !== null) tools.add(tool)
  }
  return [...tools]
}

function toolOf(from: Known, name: string): string | null {
  const tool = from[name]?.agent_id?.tool
  return typeof tool === 'string' && /^[\w .+-]{1,60}$/.test(tool) ? tool : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
