import { readdirSync, readFileSync } from 'node:fs'
import type { Attempt, Stage } from './attempt.ts'

const group = 'processes'

/** Seconds that only the daemon of this process sleeps for. */
const DAEMON = String(200_000 + process.pid)

const alive = (stage: Stage) => {
  try {
    process.kill(stage.victim, 0)
    return null
  } catch {
    return 'the process outside is gone'
  }
}

/** The number means another process inside, or none: what it stands for outside is to be reached. */
const on = (what: string, code: (pid: number) => string, pid: keyof Stage = 'victim'): Attempt => ({
  group,
  what,
  python: stage => code(stage[pid] as number),
  found: alive,
})

const secretly = (text: string) => `
if b'the-secret-of-the-host' in ${text}: return 'the secret'
raise No('it is another process')`

export const processes: Attempt[] = [
  on('the environment of a process outside', pid => `text = read('/proc/${pid}/environ')${secretly('text')}`),
  on(
    'the environment of what started the sandbox',
    pid => `
text = read('/proc/${pid}/environ')
if b'ESCAPE_TEST_TOKEN' in text: return 'a token'
raise No('it is another process')`,
    'starter',
  ),
  on(
    'the memory of a process outside',
    pid => `
with open('/proc/${pid}/maps') as file: start = int(next(line for line in file if '[stack]' in line).split('-')[0], 16)
with open('/proc/${pid}/mem', 'rb') as file: file.seek(start); return len(file.read(8))`,
  ),
  on(
    'its memory by process_vm_readv',
    pid => `
buffer = ctypes.create_string_buffer(8); vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
with open('/proc/${pid}/maps') as file: start = int(next(line for line in file if '[stack]' in line).split('-')[0], 16)
remote = (ctypes.c_size_t * 2)(start, 8)
return system(at(310, 270), ${pid}, vector, 1, remote, 1, 0)`,
  ),
  on(
    'tracing a process outside',
    pid => `
if os.getpid() == ${pid}: raise No('that number is this process')
result = system(at(101, 117), 0x4206, ${pid}, 0, 0)
return result`,
  ),
  on(
    'a handle of a process outside (pidfd)',
    pid => `
fd = system(434, ${pid}, 0)
with open('/proc/self/fdinfo/%d' % fd) as file: text = file.read()
if read('/proc/${pid}/cmdline').startswith(b'sleep'): return text
raise No('it is another process')`,
  ),
  on(
    'its descriptors',
    pid =>
      `return os.listdir('/proc/${pid}/fd') if read('/proc/${pid}/cmdline').startswith(b'sleep') else (_ for _ in ()).throw(No('it is another process'))`,
  ),
  on(
    'its root folder',
    pid =>
      `return os.listdir('/proc/${pid}/root/') if read('/proc/${pid}/cmdline').startswith(b'sleep') else (_ for _ in ()).throw(No('it is another process'))`,
  ),
  on(
    'its name spaces',
    pid => `
if not read('/proc/${pid}/cmdline').startswith(b'sleep'): raise No('it is another process')
return os.open('/proc/${pid}/ns/net', os.O_RDONLY)`,
  ),
  on(
    'a signal to a process outside',
    pid => `
os.kill(${pid}, 0)
if not read('/proc/${pid}/cmdline').startswith(b'sleep'): raise No('it is another process')
return 'signalled'`,
  ),
  on(
    'killing a process outside',
    pid => `
os.kill(${pid}, 9)
raise No('it was another process')`,
    'victim',
  ),
  {
    group,
    what: 'processes outside in /proc',
    python: () => `
outside = [one for one in os.listdir('/proc') if one.isdigit() and read('/proc/%s/cmdline' % one).startswith(b'sleep')]
if outside: return outside
raise No('%d processes, all of the sandbox' % len([one for one in os.listdir('/proc') if one.isdigit()]))`,
  },
  {
    group,
    what: 'a token in the environment, or in that of any process seen',
    python: () => `
texts = [read('/proc/%s/environ' % one) for one in os.listdir('/proc') if one.isdigit() and os.access('/proc/%s/environ' % one, os.R_OK)]
texts.append('\\0'.join(os.environ).encode())
if any(b'ESCAPE_TEST_TOKEN' in text for text in texts): return 'a token'
raise No('%d environments without one' % len(texts))`,
  },
  {
    group,
    what: 'a daemon by double fork and setsid that lives on',
    python: () => `
if os.fork() == 0:
  os.setsid()
  if os.fork() == 0:
    os.closerange(0, 3)
    os.execv('/bin/sleep', ['sleep', '${DAEMON}'])
  os._exit(0)
time.sleep(0.2)
raise No('left behind; see what lives outside')`,
    found: () => (commands().some(args => args.includes(DAEMON)) ? 'the daemon lives' : null),
  },
  {
    group,
    what: 'typing into the terminal (TIOCSTI)',
    python: () => `
import fcntl, termios
for fd in (0, 1, 2, os.open('/dev/tty', os.O_RDWR)):
  try: fcntl.ioctl(fd, termios.TIOCSTI, b'x'); return fd
  except OSError as error: last = error
raise last`,
  },
  {
    group,
    what: 'descriptors that were left open',
    python: () => `
for name in os.listdir('/proc/self/fd'):
  if int(name) < 3: continue
  try:
    with open('/proc/self/fd/' + name, 'rb') as file: text = file.read(100)
    if b'the-secret-of-the-host' in text: return name
  except OSError: pass
raise No('none leads out')`,
  },
  {
    group,
    what: 'the tree above by a descriptor of process 1',
    python: () => `
names = []
for name in os.listdir('/proc/1/fd'):
  try: names += os.listdir('/proc/1/fd/%s/../../../../root' % name)
  except OSError: pass
try: names += os.listdir('/proc/1/root/root')
except OSError: pass
if names: return names
raise No('leads nowhere')`,
  },
]

function commands(): string[][] {
  return readdirSync('/proc').flatMap(pid => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')] : []
    } catch {
      return []
    }
  })
}
