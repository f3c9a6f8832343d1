import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Repository } from '../git/repository.ts'
import { readSshArmour } from '../git/signature/sshArmour.ts'
import { configuredKey, type SigningKey } from '../git/signingKey.ts'
import type { Entry } from '../model/entry.ts'
import { unsignedLine } from './canonical.ts'
import { ENTRY_NAMESPACE } from './entrySignature.ts'

/** An entry with its signature, or without one and why. */
export type Signed = { entry: Entry; signed: true } | { entry: Entry; signed: false; why: string }

/**
 * Signs an entry with the SSH key that git signs commits with: `gpg.format=ssh` and `user.signingkey`, a file or
 * a key in the configuration itself, whose other half an agent holds. `gpg.ssh.program` is honoured: it is the
 * person's own choice on the person's own machine, where the gate, which reads other people's configuration,
 * would not run it.
 * @param given a key to sign with instead, always with ssh-keygen.
 * @returns the entry unsigned, with the reason, where there is no key or it could not sign. Never throws for that.
 */
export async function signEntry(repo: Repository, entry: Entry, given?: SigningKey): Promise<Signed> {
  const { sig: _, ...plain } = entry
  const unsigned = (why: string): Signed => ({ entry: plain, signed: false, why })
  const get = async (...args: string[]) => {
    const { code, stdout } = await repo.run(['config', ...args], { accept: [1, 128] })
    return code === 0 ? stdout.toString('utf8').trim() : ''
  }
  const named = given ?? (await configuredKey(repo))
  if (!named)
    return unsigned(
      (await get('--get', 'gpg.format')) === 'ssh'
        ? 'user.signingkey is not set'
        : 'entries are signed with an SSH key, and gpg.format is not ssh',
    )
  const program = (!given && (await get('--type=path', '--get', 'gpg.ssh.program'))) || 'ssh-keygen'
  const dir = await mkdtemp(join(tmpdir(), `git-improver-${process.pid}-sign-`))
  try {
    const file = join(dir, 'entry')
    const key = 'path' in named ? named.path : join(dir, 'secret' in named ? 'key' : 'key.pub')
    if (!('path' in named)) {
      const text = 'secret' in named ? named.secret : `${named.literal}\n`
      await writeFile(key, text, { mode: 0o600 })
    }
    await writeFile(file, unsignedLine(plain), { mode: 0o600 })
    // With the public half alone ssh-keygen asks the agent; -U would refuse where both halves lie side by side.
    const failed = await run(program, ['-Y', 'sign', '-n', ENTRY_NAMESPACE, '-f', key, file], repo.dir)
    if (failed !== null) return unsigned(failed)
    const sig = (await readFile(`${file}.sig`, 'utf8')).replaceAll('\r\n', '\n').trimEnd()
    readSshArmour(sig)
    return { entry: { ...plain, sig }, signed: true }
  } catch (error) {
    return unsigned((error as Error).message)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Null when it went well, else the program's own last words. A passphrase is asked on the terminal itself. */
async function run(program: string, args: string[], cwd: string): Promise<string | null> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  const words: Buffer[] = []
  child.stderr.on('data', chunk => words.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) return null
  const last = Buffer.concat(words).toString('utf8').trim().split('\n').at(-1)
  return `${program}: ${last || `ended with ${code}`}`
}
