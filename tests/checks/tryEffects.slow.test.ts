import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { tried } from './tried.ts'

const DECLARED = `declare module 'node:fs' {
  export function writeFileSync(path: string, data: string, how?: string): void
  export function createWriteStream(path: string): { write(text: string): void; end(): void; on(name: string, then: () => void): void }
}
declare module 'node:fs/promises' {
  export function writeFile(path: string, data: string): Promise<void>
  export function open(path: string, how: string): Promise<{ writeFile(data: string): Promise<void>; close(): Promise<void> }>
}
declare module 'node:child_process' { export function spawnSync(name: string, args: string[]): { error?: Error } }
declare module 'node:http' {
  type Sent = { on(name: string, then: () => void): void; end(text: string): void }
  export function request(how: { host: string; path: string; method: string }): Sent & { setHeader(name: string, value: string): void }
}
declare module 'node:net' {
  type Connection = { on(name: string, then: () => void): void; end(text: string): void }
  export function connect(port: number, host: string): Connection
}
declare function encodeURIComponent(text: string): string
declare function fetch(url: string, how: { method: string; body: string }): Promise<unknown>
`
const also = { 'src/node.d.ts': DECLARED }

/** In a sandbox each of these comes to nothing, whatever it is handed. */
const OUTWARD: Record<string, (body: string) => string> = {
  'a file that is written': body => `import { writeFileSync } from 'node:fs'
export function save(title: string, body: string): void { const text = ${body}; writeFileSync('/a/' + title, text) }`,
  'a file that is written later': body => `import { writeFile } from 'node:fs/promises'
export async function save(title: string, body: string): Promise<void> { const text = ${body}; await writeFile('/a/' + title, text) }`,
  'a stream to a file': body => `import { createWriteStream } from 'node:fs'
export function save(title: string, body: string): void {
  const text = ${body}
  const to = createWriteStream('/a/b')
  to.on('error', () => {})
  to.write(text + title)
  to.end()
}`,
  'a file that is open': body => `import { open } from 'node:fs/promises'
export async function save(title: string, body: string): Promise<number> {
  const text = ${body}
  const file = await open('/tmp/one', 'w')
  await file.writeFile(text + '.')
  await file.close()
  return title.length
}`,
  'a header': body => `import { request } from 'node:http'
export function send(title: string, body: string): void {
  const text = ${body}
  const sent = request({ host: '127.0.0.1', path: '/', method: 'POST' })
  sent.on('error', () => {})
  sent.setHeader('x-title', encodeURIComponent(text))
  sent.end(title)
}`,
  'a program that is started': body => `import { spawnSync } from 'node:child_process'
export function show(title: string, body: string): boolean { const text = ${body}; return spawnSync('/none', [title, text]).error === undefined }`,
  'what is sent by fetch':
    body => `export async function send(title: string, body: string): Promise<boolean> {
  const text = ${body}
  try { await fetch('http://127.0.0.1:9/' + title, { method: 'POST', body: text }); return true } catch { return false }
}`,
  'a request': body => `import { request } from 'node:http'
export function send(title: string, body: string): void {
  const text = ${body}
  const sent = request({ host: '127.0.0.1', path: '/', method: 'POST' })
  sent.on('error', () => {})
  sent.end(title + text)
}`,
  'a connection': body => `import { connect } from 'node:net'
export function send(title: string, body: string): void {
  const text = ${body}
  const to = connect(9, '127.0.0.1')
  to.on('error', () => {})
  to.end(title + text)
}`,
}

describe('what code hands to the world outside of its process', () => {
  for (const [what, module] of Object.entries(OUTWARD))
    it(`is compared: ${what}`, async () => {
      const changed = await tried(module('body'), module('title'), also)
      assert.equal(changed.status, 'failed', changed.why)
    })

  it('is the same where only what goes without saying is said', async () => {
    const save = (how: string) =>
      `import { writeFileSync } from 'node:fs'\nexport function save(at: string, text: string): void { writeFileSync('/a/' + at, text${how}) }`
    for (const how of [", 'utf8'", ', undefined']) {
      const { status, why } = await tried(save(''), save(how), also)
      assert.notEqual(status, 'failed', why)
    }
    const stream = OUTWARD['a stream to a file']!
    const { status, why } = await tried(stream('body'), stream("body + ''"), also)
    assert.notEqual(status, 'failed', why)
  })
})
