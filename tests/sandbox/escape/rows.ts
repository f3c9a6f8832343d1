import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBubblewrap } from '../../../src/sandbox/bubblewrap.ts'
import { tempDir } from '../../helpers/gitRepository.ts'
import { SECRET } from './attempt.ts'
import type { Row } from './play.ts'

export type Played = { user: string; rows: Row[] } | { user: string; notRun: string }

/** Why nothing can be tried on this machine, or null. */
export function cannotPlay(): string | null {
  if (process.platform !== 'linux') return 'bubblewrap is for Linux'
  if (!findBubblewrap()) return 'bubblewrap is not installed (apt-get install bubblewrap)'
  return existsSync('/usr/bin/python3') ? null : 'there is no /usr/bin/python3'
}

/** Plays all attempts as the user of this process, and as nobody where this one is root. */
export function playAll(): Played[] {
  if (process.getuid?.() !== 0)
    return [playAs('a user'), { user: 'root', notRun: 'this process is not root' }]
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
  return [playAs('root'), playAs('a user', nobody)]
}

/** A descriptor on a secret is left open for it, as a runner's or a shell's may be. */
function playAs(user: string, prefix: string[] = []): Played {
  const leak = join(tempDir(), 'leak')
  writeFileSync(leak, SECRET)
  const open = openSync(leak, 'r')
  const play = fileURLToPath(new URL('./play.ts', import.meta.url))
  const [file = '', ...args] = [...prefix, process.execPath, '--import', 'tsx', play]
  const { stdout, stderr, status } = spawnSync(file, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ignore', 'ignore', 'ignore', 'ignore', open],
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_V8_COVERAGE: undefined,
      ...(prefix.length ? { HOME: '/nonexistent', TMPDIR: '/tmp' } : {}),
    },
  })
  closeSync(open)
  if (status !== 0) return { user, notRun: stderr.trim().split('\n').slice(-12).join(' ') || String(status) }
  return {
    user,
    rows: stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Row),
  }
}
