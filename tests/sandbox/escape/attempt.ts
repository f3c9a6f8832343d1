import type { Ended, Limits } from '../../../src/sandbox/sandbox.ts'

/** What stands outside the walls and must stay out of reach; see stage.ts. */
export type Stage = {
  /** The exported tree, the only folder that may be written. */
  tree: string
  /** A folder beside it with a file that says SECRET; the same is lent read-only as `lent`. */
  outside: string
  lent: string
  /** Ports of servers on this machine that answer SECRET. */
  tcp: number
  tcp6: number
  udp: number
  socketFile: string
  abstractName: string
  /** A process that sleeps, and has SECRET in its environment. */
  victim: number
  /** The process that starts the sandbox. */
  starter: number
  /** Keys of System V objects that hold SECRET, names of POSIX ones; null where this machine has none. */
  systemV: number | null
  queue: string | null
  sharedMemory: string | null
  keyring: string | null
}

export const SECRET = 'the-secret-of-the-host'

/**
 * One way out. Its Python code is the body of a function: returning is having got out, `raise No(why)` and an
 * error of the system are having been kept in, `raise Missing(why)` is that it can't be tried here.
 */
export type Attempt = {
  group: string
  what: string
  python(stage: Stage): string
  limits?: Partial<Limits>
  /** How the run has to end when a limit is what keeps it in. */
  ended?: Ended[]
  /** Looks outside for what a success leaves; its answer is what got out, null for nothing. */
  found?(stage: Stage): string | null
}

/** Before each attempt: the kernel's calls by name, and the three ways to end. */
export const PRELUDE = `import ctypes, errno, os, platform, signal, socket, struct, subprocess, sys, time
class No(Exception): pass
class Missing(Exception): pass
libc = ctypes.CDLL(None, use_errno=True)
ARM = platform.machine() == 'aarch64'
def system(number, *args):
  if number is None: raise Missing('no such call on this machine')
  ctypes.set_errno(0)
  result = libc.syscall(*[ctypes.c_long(one) if isinstance(one, int) else one for one in (number, *args)])
  if result == -1: raise OSError(ctypes.get_errno(), '')
  return result
def at(x64, arm64): return arm64 if ARM else x64
def read(path):
  with open(path, 'rb') as file: return file.read(65536)
def hears(sock):
  sock.settimeout(1)
  return sock.recv(100)
`

/** Runs the body and prints one line: GOT, NO or MISSING, and why. */
export function script(body: string): string {
  const lines = body.trim().split('\n')
  return `${PRELUDE}
def attempt():
${lines.map(line => `  ${line}`).join('\n')}
try:
  print('GOT', attempt())
except No as error: print('NO', error)
except Missing as error: print('MISSING', error)
except TimeoutError: print('NO no answer')
except PermissionError as error: print('NO', errno.errorcode.get(error.errno, 'EPERM'))
except OSError as error: print('NO', errno.errorcode.get(error.errno, error))
except subprocess.CalledProcessError as error: print('NO ended with', error.returncode)
`
}

/**
 * What is also tried without walls: it touches nothing but what the stage itself has set up, and must work there, else holding
 * it would prove nothing. All others are tried inside of the sandbox alone: they reach for what is the machine's.
 */
export const CONTROLS = [
  'a server of this machine, IPv4',
  'a server of this machine, UDP',
  'a socket file',
  'an abstract socket',
  'reading a file beside the tree',
  'a symbolic link out of the tree, read',
  'the environment of a process outside',
  'a signal to a process outside',
]
