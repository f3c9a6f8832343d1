import childProcess, { ChildProcess } from 'node:child_process'
import dgram from 'node:dgram'
import fs, { constants, promises } from 'node:fs'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'
import { BroadcastChannel, MessagePort, Worker } from 'node:worker_threads'

/** What alters files by its name alone; `open` does by its flags. */
const ALTERS =
  /^(?:append|[fl]?chmod|[fl]?chown|copy|cp|createWrite|f?truncate|link|mkd|rename|rm|symlink|unlink|[fl]?utimes|write)/
const OPENS = /^open(?:Sync)?$/
const STARTS = /^(?:exec|fork|spawn)/
const { O_APPEND, O_CREAT, O_RDWR, O_TRUNC, O_WRONLY } = constants
const OPENS_TO_WRITE = O_APPEND | O_CREAT | O_RDWR | O_TRUNC | O_WRONLY

type IsTold = (name: string, args: unknown[]) => boolean

/**
 * Tells of each call that would alter something outside of the process, with what it is handed: files, programs that are started, what goes
 * over the network or to another thread. The calls themselves go on, and come to nothing in a sandbox: what they are handed is all that can
 * be seen of them. Reading is nobody's business here.
 * @param describe words for values.
 */
export async function watchEffects(
  hear: (line: string) => void,
  describe: (values: unknown[]) => string,
): Promise<void> {
  const tell = (name: string, args: unknown[]) => hear(`${name}(${describe(withoutDefaults(args))})`)
  const alters: IsTold = (name, args) => ALTERS.test(name) || opensToWrite(name, args)
  for (const [place, functions] of Object.entries({ fs, 'fs.promises': promises }))
    for (const name of Object.keys(functions))
      if (ALTERS.test(name) || OPENS.test(name)) watch(functions, name, place, tell, alters)
  for (const name of Object.keys(childProcess))
    if (STARTS.test(name)) watch(childProcess, name, 'child_process', tell)
  for (const [place, functions, names] of OTHERS)
    for (const name of names) watch(functions, name, place, tell)
  const handle = await handles()
  for (const name of HANDLED) watch(handle, name, 'fs.handle', tell)
  // Of a connection only what was asked for is told: what the engine keeps of it is another each time.
  for (const [place, functions, names] of CONNECTING)
    for (const name of names) watch(functions, name, place, (called, args) => tell(called, args.map(asked)))
  syncBuiltinESMExports()
}

const HANDLED = ['write', 'writev', 'writeFile', 'appendFile', 'truncate', 'chmod', 'chown', 'utimes']

/** What all open files have: their class has no name that it could be asked for by. */
async function handles(): Promise<object> {
  const one = await promises.open(process.execPath)
  await one.close()
  return Object.getPrototypeOf(one) as object
}

type Watched = [place: string, functions: object, names: string[]]

const OTHERS: Watched[] = [
  ['fs.stream', fs.WriteStream.prototype, ['write', 'end']],
  ['child_process.child', ChildProcess.prototype, ['kill', 'send']],
  ['worker', Worker.prototype, ['postMessage']],
  ['worker.port', MessagePort.prototype, ['postMessage']],
  ['worker.channel', BroadcastChannel.prototype, ['postMessage']],
  ['process', process, ['kill', 'chdir', 'umask', 'setuid', 'setgid']],
  ['net.fetch', globalThis, ['fetch']],
  [
    'net.message',
    http.OutgoingMessage.prototype,
    ['write', 'end', 'setHeader', 'appendHeader', 'removeHeader'],
  ],
  ['net.socket', net.Socket.prototype, ['write', 'end']],
  ['net.datagram', dgram.Socket.prototype, ['send']],
]

const CONNECTING: Watched[] = [
  ['net.http', http, ['request', 'get']],
  ['net.https', https, ['request', 'get']],
  ['net.net', net, ['connect', 'createConnection']],
  ['net.tls', tls, ['connect']],
  ['net.http2', http2, ['connect']],
]

const ASKED = 'method protocol host hostname port path headers auth body'.split(' ')

function asked(one: unknown): unknown {
  if (typeof one !== 'object' || one === null || one instanceof URL)
    return one instanceof URL ? one.href : one
  return Object.fromEntries(
    ASKED.flatMap(name => (name in one ? [[name, (one as Record<string, unknown>)[name]]] : [])),
  )
}

/** What is called back, and what says nothing but what would be so without it. */
function withoutDefaults(args: unknown[]): unknown[] {
  const isDefault = (one: unknown) =>
    typeof one === 'function' ||
    one === undefined ||
    /^utf-?8$/i.test(String((one as { encoding?: unknown } | null)?.encoding ?? (one as unknown)))
  const last = args.findLastIndex((one, at) => at < 1 || !isDefault(one))
  return args.slice(0, Math.max(last, 0) + 1)
}

/** Puts a listener before a function, where it is found or in front of the one that is inherited. */
function watch(
  functions: object,
  name: string,
  place: string,
  tell: (name: string, args: unknown[]) => void,
  isTold: IsTold = () => true,
): void {
  const holder = functions as Record<string, unknown>
  const real = holder[name]
  if (typeof real !== 'function') return
  holder[name] = new Proxy(real, {
    apply(target, self, args: unknown[]) {
      if (isTold(name, args)) tell(`${place}.${name}`, args)
      return Reflect.apply(target, self, args)
    },
  })
}

function opensToWrite(name: string, [, flags]: unknown[]): boolean {
  if (!OPENS.test(name)) return false
  return typeof flags === 'number' ? (flags & OPENS_TO_WRITE) !== 0 : /[wa+]/.test(String(flags ?? 'r'))
}
