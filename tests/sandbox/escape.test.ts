import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import type { RunOptions, Sandbox } from '../../src/sandbox/sandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { LIMITS } from './limits.ts'

const skip = findBubblewrap() ? false : 'bubblewrap is not installed (apt-get install bubblewrap)'

/** The user's machine: a folder with a secret, a server on TCP, a socket file and an abstract socket. */
const root = realpathSync(tempDir())
const tree = join(root, 'tree')
const secret = join(root, 'repo', 'secret.txt')
mkdirSync(tree)
mkdirSync(join(root, 'repo', '.git'), { recursive: true })
writeFileSync(secret, 'the secret')
process.env.ESCAPE_TEST_TOKEN = 'the secret'
const victim = spawn('sleep', ['600'])
const tcp = createServer(socket => socket.end('the secret'))
const unix = createServer(socket => socket.end('the secret'))
const abstract = createServer(socket => socket.end('the secret'))
const socketFile = join(root, 'socket')
const abstractName = `\0git-improver-${process.pid}`
let port = 0
let sandbox: Sandbox

before(async () => {
  await new Promise<void>(done => tcp.listen(0, '127.0.0.1', done))
  await new Promise<void>(done => unix.listen(socketFile, done))
  await new Promise<void>(done => abstract.listen({ path: abstractName }, done))
  port = (tcp.address() as { port: number }).port
  if (!skip) sandbox = await openSandbox('required')
})
after(() => {
  for (const server of [tcp, unix, abstract]) server.close()
  victim.kill()
})

const run = (command: string[], change: Partial<RunOptions> = {}) =>
  sandbox.run(command, { ...LIMITS, cwd: tree, writable: [tree], readable: [], ...change })
const node = (code: string, change: Partial<RunOptions> = {}) => run(['node', '-e', code], change)
const connect = (options: object) =>
  `const s = require('node:net').connect(${JSON.stringify(options)}); s.on('data', d => console.log('GOT ' + d)); s.on('error', e => { console.log('NO ' + e.code); process.exit(7) }); setTimeout(() => process.exit(8), 3000)`

/** Each tries something, prints GOT when it worked, and must exit with something else than 0. */
const ESCAPES: Record<string, () => string[]> = {
  'the network by IPv4': () => ['node', '-e', connect({ host: '1.1.1.1', port: 53 })],
  'the network by IPv6': () => ['node', '-e', connect({ host: '2606:4700:4700::1111', port: 53 })],
  'a server on this machine': () => ['node', '-e', connect({ host: '127.0.0.1', port })],
  'a socket file': () => ['node', '-e', connect({ path: socketFile })],
  'an abstract socket': () => ['node', '-e', connect({ path: abstractName })],
  DNS: () => [
    'node',
    '-e',
    "require('node:dns').lookup('example.org', e => { if (e) process.exit(7); console.log('GOT') })",
  ],
  'the home folder': () => ['ls', homedir()],
  'keys of root': () => ['ls', '/root/.ssh'],
  'the password file': () => ['cat', '/etc/shadow'],
  'the repository of the user': () => ['cat', secret],
  'its folder': () => ['ls', join(root, 'repo', '.git')],
  'the real temp folder': () => ['sh', '-c', `ls /tmp | grep -v home | grep -v ${tree.split('/')[2]}`],
  'a token in the environment': () => ['sh', '-c', 'env | grep -i -e TOKEN -e NODE_ -e SSH -e SECRET'],
  'the environment of process 1': () => ['sh', '-c', 'tr "\\0" "\\n" < /proc/1/environ | grep -i TOKEN'],
  'the memory of the process that started it': () => ['sh', '-c', `cat /proc/${process.pid}/environ`],
  'a write into the system': () => ['touch', '/usr/written'],
  'a write at the top': () => ['touch', '/written'],
  'a write into /dev': () => ['touch', '/dev/written'],
  'a kernel setting that runs a program as root': () => [
    'sh',
    '-c',
    'cat /proc/sys/kernel/core_pattern > /proc/sys/kernel/core_pattern',
  ],
  'another kernel setting': () => ['sh', '-c', 'echo 1 > /proc/sys/vm/drop_caches'],
  'killing a process outside': () => ['kill', '-9', String(victim.pid)],
  'killing all of them': () => ['sh', '-c', `kill -9 ${process.ppid}`],
  'a mount': () => ['mount', '-t', 'tmpfs', 'none', '/mnt'],
  'a namespace of its own': () => ['unshare', '--user', '--map-root-user', 'true'],
  'a device node': () => ['mknod', join(tree, 'disk'), 'b', '254', '0'],
  'another root': () => ['chroot', '/usr', '/bin/true'],
  'changing the clock': () => ['date', '-s', '2000-01-01'],
  'hostname of the machine': () => ['hostname', 'owned'],
  'a descriptor that was left open': () => [
    'sh',
    '-c',
    'for f in /proc/self/fd/*; do n=$(basename $f); [ "$n" -gt 2 ] && readlink $f; done | grep -v -e /dev/null -e /proc/',
  ],
  'System V shared memory': () => ['sh', '-c', 'ipcs -m | grep -q "^0x"'],
}

for (const [what, command] of Object.entries(ESCAPES))
  test(`bubblewrap keeps a command from ${what}`, { skip }, async () => {
    const result = await run(command())
    assert.notEqual(result.code, 0, `${result.stdout}${result.stderr}`)
    assert.doesNotMatch(result.stdout, /GOT|the secret/)
    assert.equal(result.kind, 'bubblewrap')
  })

test('what a command writes beside the tree is its own and goes with it', { skip }, async () => {
  await run(['touch', join(root, 'written')])
  assert.equal(existsSync(join(root, 'written')), false)
})

test('nothing was changed by any of that', { skip }, () => {
  assert.equal(victim.exitCode, null)
  assert.equal(victim.signalCode, null)
  assert.equal(existsSync(join(root, 'written')), false)
})

test('a terminal is out of reach, so nothing can be typed into it', { skip }, async () => {
  const tty = await run(['sh', '-c', 'echo hello > /dev/tty'])
  assert.notEqual(tty.code, 0)
  const python =
    "import fcntl, termios\nfor fd in (0, 1, 2):\n  try:\n    fcntl.ioctl(fd, termios.TIOCSTI, b'x'); print('GOT')\n  except OSError: pass"
  assert.doesNotMatch((await run(['/usr/bin/python3', '-c', python])).stdout, /GOT/)
})

test('sockets to the host and the key rings look as if they did not exist', { skip }, async () => {
  const code = `import ctypes, socket
try:
  socket.socket(40, socket.SOCK_STREAM); print('GOT vsock')
except OSError as e: print(e.errno)
libc = ctypes.CDLL(None, use_errno=True)
for call in ${process.arch === 'arm64' ? '(219, 217, 425)' : '(250, 248, 425)'}:
  print('GOT' if libc.syscall(call, 0, -3, 1) != -1 else ctypes.get_errno())
socket.socket(socket.AF_INET6); socket.socketpair()`
  const result = await run(['/usr/bin/python3', '-c', code])
  assert.deepEqual([result.stdout, result.stderr], ['97\n38\n38\n38\n', ''])
})

test('a process outside can not be traced', { skip }, async () => {
  const result = await run(['sh', '-c', `ls /proc | grep -x ${victim.pid}; strace -p ${victim.pid}`])
  assert.notEqual(result.code, 0)
})

test('a readable folder can be read and not written, a writable one both', { skip }, async () => {
  assert.equal((await run(['cat', secret], { readable: [secret] })).stdout, 'the secret')
  assert.notEqual((await run(['sh', '-c', `echo x > ${secret}`], { readable: [secret] })).code, 0)
  assert.equal((await run(['sh', '-c', 'echo kept > kept'])).code, 0)
  assert.equal(readFileSync(join(tree, 'kept'), 'utf8'), 'kept\n')
  const sealed = await run(['sh', '-c', 'echo x > more'], { writable: [], readable: [tree] })
  assert.notEqual(sealed.code, 0)
})

test('honest work passes: a local server, a home, temp files, the name of the user, children', {
  skip,
}, async () => {
  const code = `const net = require('node:net'), fs = require('node:fs'), os = require('node:os')
    fs.writeFileSync(os.homedir() + '/x', ''); fs.mkdtempSync(os.tmpdir() + '/y-'); os.userInfo()
    require('node:child_process').execFileSync('node', ['-e', '1'])
    const s = net.createServer(c => c.end('hello')).listen(0, () =>
      net.connect(s.address().port, 'localhost').on('data', d => { console.log(String(d)); s.close() }))`
  const result = await node(code)
  assert.equal(result.stdout, 'hello\n', result.stderr)
  assert.equal(result.code, 0)
})
