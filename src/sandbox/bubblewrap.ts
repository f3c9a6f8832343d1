import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { limitCommand } from './limitCommand.ts'
import type { RunOptions, Sandbox } from './sandbox.ts'
import { scrubbedEnvironment } from './scrubbedEnvironment.ts'
import { supervise } from './supervise.ts'
import { systemCallFilter } from './systemCallFilter.ts'
import { nodeFolders, systemMounts } from './systemMounts.ts'

/** PATH may begin with the repository's node_modules/.bin, so only the system's own folders are asked. */
const PLACES = ['/usr/bin', '/usr/local/bin', '/bin', '/run/current-system/sw/bin']

const HOME = '/tmp/home'

/** Where bubblewrap is, or null. */
export function findBubblewrap(): string | null {
  return PLACES.map(place => `${place}/bwrap`).find(path => existsSync(path)) ?? null
}

/**
 * A sandbox by bubblewrap: own namespaces for users, processes, network, IPC, host name and mounts; the
 * system's programs, what the options lend, and a private /tmp, /proc and /dev are all there is.
 */
export function bubblewrap(program: string): Sandbox {
  const help = spawnSync(program, ['--help'], { encoding: 'utf8' }).stdout ?? ''
  const { args: system, files } = systemMounts()
  const filter = systemCallFilter()
  const own = [passwd(), HOSTS, ...(filter ? [filter] : [])].map(keptInMemory)
  const machine = machineFiles()
  const node = nodeFolders()
  return {
    kind: 'bubblewrap',
    async run(command, options) {
      let told = ''
      const first = filter ? 8 : 7
      const args = [
        ...apart(help),
        ...(filter ? ['--seccomp', '7'] : []),
        ...machine,
        ...system,
        ...['--file', '5', '/etc/passwd', '--file', '6', '/etc/hosts'],
        ...files.flatMap((path, at) => ['--file', String(first + at), path]),
        ...ownFolders({ ...options, readable: [...node, ...options.readable] }, help),
      ]
      const opened = [...own.map(path => openSync(path, 'r')), ...openAll(files)]
      const result = await supervise({
        command: isLimited => [
          ...[program, ...args, '--'],
          ...(isLimited ? command : limitCommand(command, options, true)),
        ],
        cwd: '/',
        env: scrubbedEnvironment(HOME, '/tmp', options.env),
        limits: options,
        writable: options.writable,
        mark: null,
        stdio: ['pipe', 'pipe', ...opened],
        holds: true,
        started: (child, limit) => {
          const [, , , status, gate] = child.stdio as unknown as [0, 0, 0, Readable, Writable]
          // Whoever ends early closes it unread: the exit tells why.
          gate.on('error', () => {})
          let waits = true
          status.on('data', chunk => {
            told += chunk
            const [, pid] = /"child-pid": (\d+)/.exec(told) ?? []
            if (!waits || pid === undefined) return
            waits = false
            try {
              limit(Number(pid))
              gate.end('go on')
            } catch {
              // Without its limits it does not run at all.
              child.kill('SIGKILL')
            }
          })
        },
      }).finally(() => closeAll(opened))
      // bubblewrap tells the command's exit; without it the command was never reached, and that is no answer.
      if (result.ended === 'exit' && !/"exit-code"/.test(told)) {
        const [, why] = /^bwrap: execvp .*: (.+)$/m.exec(result.stderr) ?? []
        if (why === undefined)
          throw new Error(`bubblewrap could not start the command: ${result.stderr.trim() || result.signal}`)
        return { kind: 'bubblewrap', ...result, code: why.startsWith('No such file') ? 127 : 126 }
      }
      return { kind: 'bubblewrap', ...result }
    },
  }
}

const passwd = () => {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  return `sandbox:x:${uid}:${gid}:sandbox:${HOME}:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n`
}
const HOSTS = '127.0.0.1 localhost\n::1 localhost\n'

/**
 * Files of /proc that speak of the whole machine and not of the sandbox, or change it. As root their mode alone opens
 * many of them; the names of keys are shown to every user. What asks for a capability (kmsg), or says the same to
 * everybody and takes nothing (config.gz, pressure), needs no cover, and each costs a sandbox that starts.
 */
const MACHINE = [
  ...[
    'kallsyms',
    'kcore',
    'key-users',
    'keys',
    'kpagecgroup',
    'kpagecount',
    'kpageflags',
    'sched_debug',
    'slabinfo',
  ],
  ...['sysrq-trigger', 'timer_list', 'vmallocinfo', 'acpi', 'asound', 'dynamic_debug', 'scsi'],
].map(name => `/proc/${name}`)

/**
 * A /proc in which an empty file or folder stands in the place of each of these that this user could read. As root, files in
 * /proc/sys may be written by their mode alone, core_pattern too: no capability needed.
 */
function machineFiles(): string[] {
  const isRoot = process.getuid?.() === 0
  const args = ['--proc', '/proc', '--ro-bind-try', '/proc/sys', '/proc/sys']
  for (const path of MACHINE) {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    // A user may be in the group root, as in many containers.
    if (!stat || !(isRoot || stat.mode & 0o077)) continue
    if (stat.isDirectory() && readdirSync(path).length === 0) continue
    if (stat.isDirectory()) args.push('--tmpfs', path, '--remount-ro', path)
    else args.push('--ro-bind', '/dev/null', path)
  }
  return args
}

/** Own namespaces of every kind, and nobody's rights. */
function apart(help: string): string[] {
  const args = ['--unshare-user', '--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts']
  args.push('--unshare-cgroup-try', '--die-with-parent', '--new-session', '--json-status-fd', '3')
  // To enter a control group takes the kernel a while, in which the walls are built: only the command waits for it.
  args.push('--block-fd', '4')
  args.push('--cap-drop', 'ALL', '--hostname', 'sandbox')
  if (help.includes('--disable-userns')) args.push('--disable-userns')
  return args
}

/** A private /dev and /tmp, what is lent, and nothing that could be written but that. */
function ownFolders(options: RunOptions, help: string): string[] {
  const size = help.includes('--size BYTES') ? ['--size', String(options.memoryBytes)] : []
  const args = ['--dev', '/dev', ...size, '--tmpfs', '/dev/shm']
  args.push(...size, '--tmpfs', '/tmp', '--dir', HOME, ...lent(options))
  return [...args, '--remount-ro', '/dev', '--remount-ro', '/', '--chdir', options.cwd]
}

/**
 * A path by which a content can be read again and again, for as long as this process lives, that nobody else can reach. A
 * pipe for each would cost every start of a command a fifth of a millisecond.
 */
function keptInMemory(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'git-improver-'))
  try {
    const path = join(folder, 'content')
    writeFileSync(path, content, { mode: 0o600 })
    return `/proc/self/fd/${openSync(path, 'r')}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Opened for bubblewrap to read; one that is gone by now is read as empty. */
function openAll(files: string[]): number[] {
  return files.map(path => {
    try {
      return openSync(path, 'r')
    } catch {
      return openSync('/dev/null', 'r')
    }
  })
}

function closeAll(descriptors: number[]): void {
  for (const one of descriptors) closeSync(one)
}

/** A folder is mounted before what lies in it, else it would cover that. */
function lent(options: RunOptions): string[] {
  const readable = options.readable.map(path => ({ source: path, target: path }))
  const all = [
    ...[...readable, ...(options.mounts ?? [])].map(mount => ({ ...mount, how: '--ro-bind' })),
    ...options.writable.map(path => ({ source: path, target: path, how: '--bind' })),
  ]
  all.sort((a, b) => a.target.split('/').length - b.target.split('/').length)
  return all.flatMap(({ how, source, target }) => [how, source, target])
}
