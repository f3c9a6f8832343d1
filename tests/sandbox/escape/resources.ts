import type { Attempt } from './attempt.ts'

const group = 'resources'

export const resources: Attempt[] = [
  {
    group,
    what: 'processes without end',
    limits: { processes: 60 },
    ended: ['exit', 'processes'],
    python: () => `
made = 0
while made < 500:
  try: pid = os.fork()
  except BlockingIOError: raise No('no more than %d' % made)
  if pid == 0: time.sleep(20); os._exit(0)
  made += 1
return made`,
  },
  {
    group,
    what: 'threads without end',
    limits: { processes: 60 },
    ended: ['exit', 'processes'],
    python: () => `
import threading
for made in range(500):
  try: threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
  except RuntimeError: print('NO', 'no more than %d' % made, flush=True); os._exit(0)
return made`,
  },
  {
    group,
    what: 'memory without end',
    limits: { memoryBytes: 2 ** 28 },
    ended: ['memory'],
    python: () => `
blocks = []
for _ in range(1000): blocks.append(b'x' * (1 << 22)); time.sleep(0.001)
return len(blocks)`,
  },
  {
    group,
    what: 'memory without end over many processes',
    limits: { memoryBytes: 2 ** 28 },
    ended: ['memory'],
    python: () => `
for _ in range(8):
  if os.fork() == 0:
    block = b'x' * (60 << 20); time.sleep(20); os._exit(0)
time.sleep(10)
return 'all of it'`,
  },
  {
    group,
    what: 'output without end',
    limits: { outputBytes: 100_000 },
    ended: ['output'],
    python: () => `
while True: sys.stderr.write('x' * 65536)`,
  },
  {
    group,
    what: 'one file without end',
    limits: { diskBytes: 2 ** 25 },
    ended: ['exit', 'disk'],
    python: () => `
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open('big', 'wb') as file:
  for _ in range(256): file.write(b'x' * (1 << 20))
return 'all of it'`,
  },
  {
    group,
    what: 'bytes without end in many files',
    limits: { diskBytes: 2 ** 25 },
    ended: ['disk'],
    python: () => `
os.mkdir('many')
for number in range(2000):
  with open('many/%d' % number, 'wb') as file: file.write(b'x' * (1 << 20))
  time.sleep(0.002)
return 'all of it'`,
  },
  {
    group,
    what: 'empty files without end',
    limits: { files: 2000 },
    ended: ['files'],
    python: () => `
os.mkdir('empty')
for number in range(200000): open('empty/%d' % number, 'w').close()
return 'all of them'`,
  },
  {
    group,
    what: 'open files without end',
    limits: { openFiles: 200 },
    ended: ['exit'],
    python: () => `
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
held = []
while len(held) < 1000: held.append(os.open('/dev/null', os.O_RDONLY))
return len(held)`,
  },
  {
    group,
    what: '/tmp without end',
    limits: { memoryBytes: 2 ** 26 },
    ended: ['exit', 'memory'],
    python: () => `
with open('/tmp/big', 'wb') as file:
  for _ in range(256): file.write(b'x' * (1 << 20))
return 'all of it'`,
  },
  {
    group,
    what: '/dev/shm without end',
    limits: { memoryBytes: 2 ** 26 },
    ended: ['exit', 'memory'],
    python: () => `
with open('/dev/shm/big', 'wb') as file:
  for _ in range(256): file.write(b'x' * (1 << 20))
return 'all of it'`,
  },
  {
    group,
    what: 'time without end, deaf to signals',
    limits: { timeoutMs: 500 },
    ended: ['timeout'],
    python: () => `
for number in range(1, 65):
  try: signal.signal(number, signal.SIG_IGN)
  except (OSError, ValueError): pass
while True: pass`,
  },
].map(one => one as Attempt)
