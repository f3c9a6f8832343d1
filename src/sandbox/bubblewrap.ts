import { type ChildProcess, spawnSync } from 'node:child_process'
import { existsSync, lstatSync } from 'node:fs'
import type { Readable } from 'node:stream'
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
  const system = systemMounts()
  const filter = systemCallFilter()
  if (filter) system.unshift('--seccomp', '6')
  return {
    kind: 'bubblewrap',
    async run(command, options) {
      let told = ''
      const result = await supervise({
        file: program,
        args: [...wrapArguments(options, system, help), '--', ...limitCommand(command, options, true)],
        cwd: '/',
        env: scrubbedEnvironment(HOME, '/tmp', options.env),
        limits: options,
        writable: options.writable,
        mark: null,
        stdio: ['pipe', 'pipe', 'pipe', ...(filter ? (['pipe'] as const) : [])],
        started: child => {
          feed(child, 4, PASSWD())
          feed(child, 5, HOSTS)
          if (filter) feed(child, 6, filter)
          ;(child.stdio[3] as Readable).on('data', chunk => {
            told += chunk
          })
        },
      })
      // bubblewrap tells the command's exit; without it the command was never reached, and that is no answer.
      if (result.ended === 'exit' && !/"exit-code"/.test(told))
        throw new Error(`bubblewrap could not start the command: ${result.stderr.trim() || result.signal}`)
      return { kind: 'bubblewrap', ...result }
    },
  }
}

const PASSWD = () => {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  return `sandbox:x:${uid}:${gid}:sandbox:${HOME}:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n`
}
const HOSTS = '127.0.0.1 localhost\n::1 localhost\n'

function feed(child: ChildProcess, descriptor: number, bytes: string | Buffer): void {
  const pipe = child.stdio[descriptor] as unknown as NodeJS.WritableStream
  pipe.on('error', () => {})
  pipe.end(bytes)
}

/**
 * Files of /proc that speak of the whole machine and not of the sandbox. As root their mode alone opens
 * many of them; the names of keys are shown to every user.
 */
const MACHINE = [
  ...[
    'config.gz',
    'kallsyms',
    'kcore',
    'key-users',
    'keys',
    'kmsg',
    'kpagecgroup',
    'kpagecount',
    'kpageflags',
  ],
  ...['mtrr', 'sched_debug', 'slabinfo', 'sysrq-trigger', 'timer_list', 'vmallocinfo'],
  ...['acpi', 'asound', 'driver', 'dynamic_debug', 'pressure', 'scsi'],
].map(name => `/proc/${name}`)

/** An empty file or folder in its place. */
function covered(path: string): string[] {
  return lstatSync(path).isDirectory()
    ? ['--tmpfs', path, '--remount-ro', path]
    : ['--ro-bind', '/dev/null', path]
}

function wrapArguments(options: RunOptions, system: string[], help: string): string[] {
  const has = (flag: string) => help.includes(flag)
  const size = has('--size BYTES') ? ['--size', String(options.memoryBytes)] : []
  const args = ['--unshare-user', '--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts']
  args.push('--unshare-cgroup-try', '--die-with-parent', '--new-session', '--json-status-fd', '3')
  args.push('--cap-drop', 'ALL', '--hostname', 'sandbox')
  if (has('--disable-userns')) args.push('--disable-userns')
  args.push(...system, '--ro-bind-data', '4', '/etc/passwd', '--ro-bind-data', '5', '/etc/hosts')
  // As root, files in /proc/sys may be written by their mode alone, core_pattern too: no capability needed.
  args.push('--proc', '/proc', '--ro-bind-try', '/proc/sys', '/proc/sys')
  for (const path of MACHINE) if (existsSync(path)) args.push(...covered(path))
  args.push('--dev', '/dev', ...size, '--tmpfs', '/dev/shm')
  args.push(...size, '--tmpfs', '/tmp', '--dir', HOME, ...lent(options))
  return [...args, '--remount-ro', '/dev', '--remount-ro', '/', '--chdir', options.cwd]
}

/** A folder is mounted before what lies in it, else it would cover that. */
function lent(options: RunOptions): string[] {
  const readable = [...nodeFolders(), ...options.readable].map(path => ({ source: path, target: path }))
  const all = [
    ...[...readable, ...(options.mounts ?? [])].map(mount => ({ ...mount, how: '--ro-bind' })),
    ...options.writable.map(path => ({ source: path, target: path, how: '--bind' })),
  ]
  all.sort((a, b) => a.target.split('/').length - b.target.split('/').length)
  return all.flatMap(({ how, source, target }) => [how, source, target])
}
