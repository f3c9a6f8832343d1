import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { tempDir } from '../../helpers/gitRepository.ts'
import { PRELUDE, SECRET, type Stage } from './attempt.ts'

/** Makes System V, POSIX and key ring objects that hold the secret, says what it made, and sleeps. */
const OBJECTS = `${PRELUDE}
import json
made = dict(systemV=None, queue=None, sharedMemory=None, keyring=None)
secret = b'${SECRET}'
name = 'git-improver-%d' % os.getpid()
key = 0x61000000 + os.getpid()
segment = queue = None
try:
  segment = system(at(29, 194), key, 4096, 0o1666)
  libc.shmat.restype = ctypes.c_void_p
  ctypes.memmove(libc.shmat(segment, None, 0), secret, len(secret)); made['systemV'] = key
except (OSError, Missing): pass
try: system(at(240, 180), name.encode(), 0o100 | 2, 0o666, 0); made['queue'] = queue = name
except (OSError, Missing): pass
try:
  with open('/dev/shm/' + name, 'wb') as file: file.write(secret)
  made['sharedMemory'] = name
except OSError: pass
try: system(at(248, 217), b'user', name.encode(), secret, len(secret), -4); made['keyring'] = name
except (OSError, Missing): pass
print(json.dumps(made), flush=True)
sys.stdin.read()
if segment is not None: system(at(31, 195), segment, 0, 0)
if queue: system(at(241, 181), queue.encode())
if made['sharedMemory']: os.unlink('/dev/shm/' + name)
if made['keyring']: system(at(250, 219), 9, system(at(250, 219), 10, -4, b'user', name.encode(), 0), -4)
`

/** Sets the machine up: whatever an attempt could reach is really there. */
export async function setStage(): Promise<{ stage: Stage; clear(): Promise<void> }> {
  const root = realpathSync(tempDir())
  const [tree, outside, lent] = ['tree', 'outside', 'lent'].map(name => join(root, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [tree, outside, lent]) mkdirSync(folder)
  writeFileSync(join(outside, 'secret'), SECRET)
  writeFileSync(join(lent, 'index.js'), 'module.exports = 1\n')
  chmodSync(join(outside, 'secret'), 0o666)
  process.env.ESCAPE_TEST_TOKEN = SECRET
  process.env.SSH_AUTH_SOCK = join(root, 'socket')
  const answer = () => createServer(socket => socket.on('error', () => {}).end(SECRET))
  const servers: Server[] = [answer(), answer(), answer(), answer()]
  const [tcp, tcp6, file, abstract] = servers as [Server, Server, Server, Server]
  const socketFile = join(root, 'socket')
  const abstractName = `git-improver-escape-${process.pid}`
  const listen = async (server: Server, where: object) => {
    server.listen(where)
    await once(server, 'listening')
  }
  await listen(tcp, { host: '127.0.0.1', port: 0 })
  await listen(tcp6, { host: '::1', port: 0 }).catch(() => listen(tcp6, { host: '127.0.0.1', port: 0 }))
  await listen(file, { path: socketFile })
  await listen(abstract, { path: `\0${abstractName}` })
  const udp = createSocket('udp4').on('message', (_, from) => udp.send(SECRET, from.port, from.address))
  udp.bind(0, '127.0.0.1')
  await once(udp, 'listening')
  const objects = spawn('/usr/bin/python3', ['-c', OBJECTS], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(objects.stdout, 'data')) as [Buffer]
  const victim: ChildProcess = spawn('sleep', ['3600'], { env: { SECRET } })
  const stage: Stage = {
    tree,
    outside,
    lent,
    tcp: (tcp.address() as AddressInfo).port,
    tcp6: (tcp6.address() as AddressInfo).port,
    udp: udp.address().port,
    socketFile,
    abstractName,
    victim: victim.pid ?? 0,
    starter: process.pid,
    ...JSON.parse(line.toString('utf8')),
  }
  const clear = async () => {
    for (const server of servers) server.close()
    udp.close()
    victim.kill()
    objects.stdin.end()
    await once(objects, 'exit')
  }
  return { stage, clear }
}
