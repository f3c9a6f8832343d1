/**
 * What a machine says when it gives out, in the words of system calls and of git. ssh's `Permission denied (publickey)`
 * is another machine's.
 */
const TROUBLES: [RegExp, string, string[]][] = [
  [
    /ENOSPC|EDQUOT|No space left on device|Out of diskspace|Disk quota exceeded/i,
    'the disk is full',
    ['df', '-h'],
  ],
  [/EROFS|Read-only file system/i, 'the file system is read-only', ['mount']],
  [
    /EACCES|EPERM|Permission denied(?! \()|insufficient permission/i,
    'this user may not read or write there',
    ['ls', '-ld', '.git'],
  ],
  [/EMFILE|ENFILE|Too many open files/i, 'too many files are open', ['ulimit', '-n']],
  [
    /ENOMEM|EAGAIN|Cannot allocate memory|Out of memory/i,
    'memory or processes have run out',
    ['ulimit', '-a'],
  ],
]

/**
 * Whether an error is the machine's and not ours: in one sentence what is wrong and a command that shows it;
 * null for anything else.
 */
export function machineTrouble(error: Error): { what: string; look: string[] } | null {
  // Only what failed is named: git's whole command line helps nobody here.
  const said = error.message.replace(/^git .* failed with \d+ in /s, '')
  const found = TROUBLES.find(([pattern]) => pattern.test(said))
  return found ? { what: `${found[1]} (${said})`, look: found[2] } : null
}
