import { hash } from 'node:crypto'
import { basename } from 'node:path'
import type { Path } from '../../model/change.ts'
import { broughtBy } from './brought.ts'
import type { ChangedFile } from './changes.ts'
import { lineCounter } from './lineCounter.ts'
import { loadPeers } from './loadPeer.ts'
import type { Place, Scanned, Scanner } from './scanner.ts'
import { keepTime, OutOfPatience, withinTime } from './withinTime.ts'

type Message = { type: string; ruleId: string; messageId: string; range: [number, number] }
type RuleCreator = { meta: { id: string } }
type Source = { filePath: string; content: string; contentType: 'text'; ext: string }
type Core = {
  lintSource(asked: {
    source: Source
    options: { config: { rules: object[] }; noPhysicFilePath: boolean; maskSecrets: boolean }
  }): Promise<{ messages: Message[] }>
}

/** Obeys comments of the text that switch the rules off; whoever writes a secret can write those too. */
const OBEDIENT = '@secretlint/secretlint-rule-filter-comments'

/**
 * Secrets by secretlint's recommended rules, without the one that lets comments switch them off. A secret is known by its
 * digest, and nothing of it is ever told.
 */
export const secrets: Scanner = {
  name: 'secretlint',
  async scan(changes, { load, patienceMs }) {
    const hasText = (file: ChangedFile) => (file.after.text ?? file.before.text) !== null
    if (!changes.files.some(hasText)) return { looked: 0, found: [] }
    const peers = await loadPeers(load, ['@secretlint/core', '@secretlint/secretlint-rule-preset-recommend'])
    if ('notRun' in peers) return peers
    const [core, preset] = peers as [Core, { rules: RuleCreator[] }]
    const rules = preset.rules
      .filter(rule => rule.meta.id !== OBEDIENT)
      .map(rule => ({ id: rule.meta.id, rule, options: {} }))
    const known = new Map<string, Place[]>()
    const look = async ({ path }: ChangedFile, text: string | null) => {
      if (text === null || known.has(keyOf(path, text))) return
      const messages = await messagesOf(core, rules, sourceOf(path, text), patienceMs)
      known.set(keyOf(path, text), placesOf(messages, text))
    }
    try {
      for (const [done, file] of changes.files.entries()) {
        keepTime(changes, done)
        if (file.before.text === file.after.text) continue
        await look(file, file.before.text)
        await look(file, file.after.text)
      }
    } catch (error) {
      if (error instanceof OutOfPatience) return { brokeOff: `secretlint ${error.message}` } satisfies Scanned
      throw error
    }
    return broughtBy(changes, hasText, ({ path }, text) => known.get(keyOf(path, text)) ?? [])
  },
}

/** Some rules look only into files of these names; any other name is ours, since a rule for `.p12` would open the file. */
function sourceOf(path: Path, text: string): Source {
  const named = /^(?:package(?:-lock)?\.json|\.npmrc)$/.test(basename(path))
  return {
    filePath: named ? basename(path) : 'text',
    content: text,
    contentType: 'text',
    ext: path.endsWith('.json') ? '.json' : '',
  }
}

function keyOf(path: Path, text: string): string {
  const { filePath, ext } = sourceOf(path, '')
  return `${filePath}\0${ext}\0${text}`
}

async function messagesOf(
  core: Core,
  rules: object[],
  source: Source,
  patienceMs: number,
): Promise<Message[]> {
  const options = { config: { rules }, noPhysicFilePath: true, maskSecrets: true }
  const { messages } = await withinTime(patienceMs, () => core.lintSource({ source, options }))
  return messages.filter(message => message.type === 'message')
}

/** `xxxxxxxx` in the place of a token, and a password for this machine or a container beside it. */
function isPlaceholder(secret: string): boolean {
  if (new Set(secret.slice(-16)).size <= 3) return true
  const [, host] = /^[a-z+]{1,20}:\/\/[^\s/@]{0,500}@([^\s/:?'"]{1,300})/i.exec(secret) ?? []
  return host !== undefined && (!host.includes('.') || /^127\.|\.localhost$/.test(host))
}

function placesOf(messages: Message[], text: string): Place[] {
  const lineAt = lineCounter(text)
  const inOrder = messages.toSorted((a, b) => a.range[0] - b.range[0])
  return inOrder.map(({ ruleId, messageId, range: [start, end] }) => ({
    rule: isPlaceholder(text.slice(start, end)) ? 'secret-perhaps' : 'secret',
    line: lineAt(start),
    what: `${ruleId.replace('@secretlint/secretlint-rule-', '')}: ${messageId}`,
    key: hash('sha256', text.slice(start, end), 'hex'),
  }))
}
