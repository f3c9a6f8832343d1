import { join } from 'node:path'
import type { Attempt, Stage } from './attempt.ts'

const group = 'kernel'

/**
 * A call that only a privileged process may make. Any other answer than "not permitted" or "no such call"
 * means that the kernel looked at what was asked, so it counts as having got out.
 */
const call = (what: string, numbers: [number, number], args: string): Attempt => ({
  group,
  what,
  python: () => `
try: return system(at(${numbers.join(', ')}), ${args})
except OSError as error:
  if error.errno in (errno.EPERM, errno.EACCES, errno.ENOSYS): raise
  return 'looked at: ' + errno.errorcode.get(error.errno, '?')`,
})

const setting = (path: string): Attempt => ({
  group,
  what: `writing ${path}`,
  python: () => `
old = read('${path}')
with open('${path}', 'wb') as file: file.write(old or b'1')
return 'written'`,
})

const other = (what: string, python: (stage: Stage) => string): Attempt => ({
  group,
  what,
  python,
})

export const kernel: Attempt[] = [
  call('io_uring', [425, 425], '4, ctypes.create_string_buffer(120)'),
  call('io_uring: enter', [426, 426], '-1, 0, 0, 0, 0, 0'),
  call('io_uring: register', [427, 427], '-1, 0, 0, 0'),
  call('a program in the kernel (bpf)', [321, 280], '5, ctypes.create_string_buffer(128), 128'),
  call(
    'counters of performance',
    [298, 241],
    'ctypes.create_string_buffer(struct.pack("IIQ", 1, 128, 0) + bytes(112), 128), 0, -1, -1, 0',
  ),
  call('faults in user space (userfaultfd)', [323, 282], '0'),
  call('a new key', [248, 217], "b'user', b'escape', b'x', 1, -3"),
  call('asking for a key', [249, 218], "b'user', b'git-improver-escape', 0, 0"),
  call('the key rings', [250, 219], '0, -3, 1'),
  call('loading a module', [175, 105], "ctypes.create_string_buffer(8), 8, b''"),
  call('loading a module from a file', [313, 273], "0, b'', 0"),
  call('removing a module', [176, 106], "b'no_such_module', 0"),
  call('another kernel (kexec)', [246, 104], '0, 0, 0, 0'),
  call('another kernel from a file', [320, 294], "0, 0, 0, b'', 0"),
  call('restarting the machine', [169, 142], '0xfee1dead, 672274793, 0, 0'),
  call('swapping to a file', [167, 224], "b'/escaped', 0"),
  call('the books of processes (acct)', [163, 89], '0'),
  call('the log of the kernel', [103, 116], '3, ctypes.create_string_buffer(100), 100'),
  call('the clock', [164, 170], 'ctypes.create_string_buffer(16), 0'),
  call('the clock of the machine', [227, 112], '0, ctypes.create_string_buffer(16)'),
  call('the host name', [170, 161], "b'owned', 5"),
  call('the domain name', [171, 162], "b'owned', 5"),
  call('a mount', [165, 40], "b'none', b'/tmp', b'tmpfs', 0, 0"),
  call('mounting / writable again', [165, 40], "b'none', b'/', 0, 0x1020, 0"),
  call('mounting /proc/sys writable again', [165, 40], "b'none', b'/proc/sys', 0, 0x1020, 0"),
  call('taking a mount away', [166, 39], "b'/proc/sys', 2"),
  call('a mount by the new calls', [430, 430], "b'tmpfs', 0"),
  call('the flags of a mount', [442, 442], "-100, b'/', 0, ctypes.create_string_buffer(32), 32"),
  call('a copy of a mount', [428, 428], "-100, b'/', 1"),
  call('another root', [161, 51], "b'/usr'"),
  call('another root by pivot', [155, 41], "b'/tmp', b'/tmp'"),
  call('watching the whole file system', [300, 262], '4, 0'),
  call('ports of the machine', at64(173), '0, 1, 1'),
  call('all ports of the machine', at64(172), '3'),
  ...Object.entries({
    mounts: 0x20000,
    network: 0x40000000,
    processes: 0x20000000,
    IPC: 0x08000000,
    hosts: 0x04000000,
  }).map(([name, flag]) => call(`a name space of its own: ${name}`, [272, 97], String(flag))),
  other(
    'a name space of its own: users',
    () => `
try: return system(at(272, 97), 0x10000000)
except OSError as error:
  if error.errno in (errno.EPERM, errno.ENOSPC, errno.ENOSYS): raise
  return 'looked at'`,
  ),
  other(
    'a child with a name space of users (clone)',
    () => `
subprocess.run(['unshare', '--user', '--map-root-user', 'true'], check=True, stderr=subprocess.DEVNULL)
return 'a root of its own'`,
  ),
  other(
    'the name space of process 1',
    () => `
fd = os.open('/proc/1/ns/user', os.O_RDONLY)
try: return system(at(308, 268), fd, 0)
except OSError as error:
  if error.errno == errno.EINVAL: raise No('it is the same one')
  raise`,
  ),
  other(
    'calls of 32 bits',
    () => `
if ARM: raise Missing('x86 alone has these')
import mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes.fromhex('53b814000000cd805bc3'))
pid = os.fork()
if pid == 0: os._exit(0 if ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))() > 0 else 1)
if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0: return 'the other table of calls'
raise No('no such calls')`,
  ),
  other(
    'calls of x32',
    () => `
if ARM: raise Missing('x86 alone has these')
return system(0x40000000 + 39)`,
  ),
  other(
    'rights left in this process',
    () => `
lines = dict(line.split(':\\t') for line in read('/proc/self/status').decode().strip().split('\\n') if ':\\t' in line)
rights = [lines[name] for name in ('CapPrm', 'CapEff', 'CapBnd', 'CapInh', 'CapAmb')]
if any(int(one, 16) for one in rights): return rights
raise No('no capability')`,
  ),
  other(
    'programs that bring rights (setuid)',
    () => `
if 'NoNewPrivs:\\t1' in read('/proc/self/status').decode(): raise No('no new rights')
return 'they count'`,
  ),
  other(
    'another user',
    () => `
if os.getuid() == 65534: os.setuid(0)
else: os.setuid(65534)
return os.getuid()`,
  ),
  other('other groups', () => `os.setgroups([0, 4, 27])\nreturn os.getgroups()`),
  other(
    'taking rights from the file system (xattr)',
    () => `
open('rights-by-file', 'w').close()
os.setxattr('rights-by-file', 'security.capability', struct.pack('<IIIII', 0x02000001, 0xffffffff, 0, 0, 0))
return 'rights'`,
  ),
  other(
    'a higher priority',
    () => `os.setpriority(os.PRIO_PROCESS, 0, -20)\nreturn os.getpriority(os.PRIO_PROCESS, 0)`,
  ),
  other('real time', () => `os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))\nreturn 'real time'`),
  other(
    'a higher limit',
    () => `
import resource
try: resource.setrlimit(resource.RLIMIT_NPROC, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except ValueError as error: raise No(error)
return 'no limit'`,
  ),
  other(
    'being spared when memory ends',
    () => `
with open('/proc/self/oom_score_adj', 'w') as file: file.write('-1000')
return 'spared'`,
  ),
  other(
    'leaving its control group',
    () => `
if not os.path.exists('/sys/fs/cgroup'): raise No('no /sys')
return os.listdir('/sys/fs/cgroup')`,
  ),
  other(
    'System V shared memory',
    s =>
      key(s.systemV) ??
      `
found = system(at(29, 194), ${s.systemV}, 0, 0)
libc.shmat.restype = ctypes.c_void_p
return ctypes.string_at(libc.shmat(found, None, 0o10000))`,
  ),
  other(
    'a list of System V objects',
    () => `
text = read('/proc/sysvipc/shm') + read('/proc/sysvipc/sem') + read('/proc/sysvipc/msg')
if len(text.strip().split(b'\\n')) > 3: return text
raise No('none')`,
  ),
  other('POSIX shared memory', s => key(s.sharedMemory) ?? `return read('/dev/shm/${s.sharedMemory}')`),
  other(
    'a POSIX message queue',
    s =>
      key(s.queue) ??
      `
return system(at(240, 180), b'${s.queue}', 0, 0, 0)`,
  ),
  other(
    'a key of the user',
    s =>
      key(s.keyring) ??
      `
found = system(at(250, 219), 10, -4, b'user', b'${s.keyring}', 0)
buffer = ctypes.create_string_buffer(100); system(at(250, 219), 11, found, buffer, 100)
return buffer.value`,
  ),
  ...[
    'kernel/core_pattern',
    'kernel/modprobe',
    'vm/drop_caches',
    'kernel/hostname',
    'vm/overcommit_memory',
    'fs/file-max',
    'net/ipv4/ip_forward',
  ].map(name => setting(`/proc/sys/${name}`)),
  setting('/proc/sysrq-trigger'),
  setting('/proc/mtrr'),
  other(
    'a trigger of pressure, in the kernel',
    () => `
with open('/proc/pressure/cpu', 'w') as file: file.write('some 150000 1000000')
return 'written'`,
  ),
  other(
    'the tree of process 1',
    s => `return read('/proc/1/root' + ${JSON.stringify(join(s.outside, 'secret'))})`,
  ),
]

/** Calls that x86 alone has. */
function at64(number: number): [number, number] {
  return [number, -1]
}

function key(value: unknown): string | null {
  return value === null ? `raise Missing('this machine has none')` : null
}
