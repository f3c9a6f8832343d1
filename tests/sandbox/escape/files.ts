import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Attempt, SECRET, type Stage } from './attempt.ts'

const group = 'files'
const text = JSON.stringify

const reading = (what: string, path: (stage: Stage) => string): Attempt => ({
  group,
  what: `reading ${what}`,
  python: stage => `
path = ${text(path(stage))}
found = os.listdir(path) if os.path.isdir(path) else len(read(path))
if not found: raise No('empty')
return found`,
})

const writing = (what: string, path: (stage: Stage) => string): Attempt => ({
  group,
  what: `writing ${what}`,
  python: stage => `
os.close(os.open(${text(path(stage))}, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
return ${text(path(stage))}`,
  found: stage =>
    path(stage).endsWith('escaped') && existsSync(path(stage)) && !path(stage).startsWith('/proc')
      ? path(stage)
      : null,
})

/** What the secret file and the lent one say when all is over. */
const untouched = (stage: Stage) =>
  readFileSync(join(stage.outside, 'secret'), 'utf8') === SECRET &&
  readFileSync(join(stage.lent, 'index.js'), 'utf8') === 'module.exports = 1\n' &&
  readdirSync(stage.lent).length === 1
    ? null
    : 'a file outside was changed'

const changing = (what: string, code: (stage: Stage) => string): Attempt => ({
  group,
  what,
  python: code,
  found: untouched,
})

export const files: Attempt[] = [
  reading('a file beside the tree', s => join(s.outside, 'secret')),
  reading('the folder beside the tree', s => s.outside),
  reading('the home folder', () => homedir()),
  reading('/root', () => '/root'),
  reading('/home', () => '/home'),
  reading('/etc/shadow', () => '/etc/shadow'),
  reading('the machine’s id', () => '/etc/machine-id'),
  reading('the keys of the SSH server', () => '/etc/ssh'),
  reading('/var', () => '/var'),
  reading('/run', () => '/run'),
  reading('/sys', () => '/sys'),
  reading('/boot', () => '/boot'),
  reading('the mounted disks', () => '/mnt'),
  {
    group,
    what: 'the temp folders of others',
    python: s => `
others = [name for name in os.listdir('/tmp') if name not in ('home', ${text(s.tree.split('/')[2])})]
if others: return others
raise No('an empty /tmp')`,
  },
  reading('a secret by /proc/self/root', s => `/proc/self/root${s.outside}/secret`),
  reading('a secret by /proc/self/cwd/..', () => '/proc/self/cwd/../outside/secret'),
  reading('the memory of the machine', () => '/dev/mem'),
  reading('the memory of the kernel', () => '/proc/kcore'),
  reading('the log of the kernel', () => '/dev/kmsg'),
  reading('the log of the kernel by /proc', () => '/proc/kmsg'),
  reading('names of keys', () => '/proc/keys'),
  reading('users of keys', () => '/proc/key-users'),
  reading('the timers of all processes', () => '/proc/timer_list'),
  reading('the slabs of the kernel', () => '/proc/slabinfo'),
  reading('the disk', () => '/dev/vda'),
  reading('virtual machines', () => '/dev/kvm'),
  reading('file systems in user space', () => '/dev/fuse'),
  reading('tunnels', () => '/dev/net/tun'),
  writing('at the top', () => '/escaped'),
  writing('into /usr', () => '/usr/escaped'),
  writing('into /etc', () => '/etc/escaped'),
  writing('into /dev', () => '/dev/escaped'),
  writing('the password file', () => '/etc/passwd'),
  writing('beside the tree', s => join(s.outside, 'escaped')),
  writing('by /proc/self/root', () => '/proc/self/root/usr/escaped'),
  writing('by /proc/1/root', () => '/proc/1/root/usr/escaped'),
  writing('beside the tree by /proc/1/root', s => `/proc/1/root${s.outside}/escaped`),
  writing('into lent dependencies', s => join(s.lent, 'escaped')),
  changing(
    'replacing a file of lent dependencies',
    s => `
with open(${text(join(s.lent, 'index.js'))}, 'w') as file: file.write('module.exports = 2')
return 'written'`,
  ),
  changing('removing one', s => `os.unlink(${text(join(s.lent, 'index.js'))})\nreturn 'removed'`),
  changing(
    'changing the mode of one',
    s => `os.chmod(${text(join(s.lent, 'index.js'))}, 0o777)\nreturn 'changed'`,
  ),
  changing(
    'changing the times of one',
    s => `os.utime(${text(join(s.lent, 'index.js'))}, (1, 1))\nreturn 'changed'`,
  ),
  changing(
    'a hard link to one, written through',
    s => `
os.link(${text(join(s.lent, 'index.js'))}, 'hard')
with open('hard', 'w') as file: file.write('x')
return 'written'`,
  ),
  changing(
    'a hard link to a program of the system',
    () => `os.link('/usr/bin/env', 'hard-env')\nreturn 'linked'`,
  ),
  changing(
    'a symbolic link out of the tree, read',
    s => `
os.symlink(${text(join(s.outside, 'secret'))}, 'soft-read')
return read('soft-read')`,
  ),
  changing(
    'a symbolic link out of the tree, written',
    s => `
os.symlink(${text(join(s.outside, 'secret'))}, 'soft')
with open('soft', 'r+') as file: file.write('x')
return 'written'`,
  ),
  changing(
    'a file over the tree by rename',
    s => `
open('mine', 'w').close(); os.rename('mine', ${text(join(s.outside, 'secret'))})
return 'renamed'`,
  ),
  changing(
    'a copy opened by its handle',
    s => `
buffer = ctypes.create_string_buffer(200); struct.pack_into('I', buffer, 0, 128); mount = ctypes.c_int()
system(at(303, 264), -100, ${text(s.tree)}.encode(), buffer, ctypes.byref(mount), 0)
root = os.open(${text(s.tree)}, os.O_RDONLY)
return system(at(304, 265), root, buffer, os.O_RDONLY)`,
  ),
  {
    group,
    what: 'hooks and settings of git beside the tree',
    python: s => `
os.makedirs('.git/hooks', exist_ok=True)
with open('.git/config', 'w') as file: file.write('[core]\\n\\tfsmonitor = "touch ${join(s.outside, 'escaped')}"\\n')
os.makedirs(os.path.join(${text(s.outside)}, '.git', 'hooks'))
raise No('written inside; see outside')`,
    found: s => (existsSync(join(s.outside, '.git')) ? 'a .git outside' : null),
  },
  {
    group,
    what: 'a device node of its own',
    python: () => `os.mknod('disk', 0o60600, os.makedev(254, 0))\nreturn os.open('disk', os.O_RDONLY)`,
  },
  {
    group,
    what: 'a program with the rights of another user, left in the tree',
    python: () => `
with open('/usr/bin/env', 'rb') as old, open('rights', 'wb') as new: new.write(old.read())
os.chown('rights', 0 if os.getuid() else 65534, -1); os.chmod('rights', 0o4755)
return 'a program with rights'`,
    found: s => {
      const file = join(s.tree, 'rights')
      return existsSync(file) && statSync(file).uid !== process.getuid?.()
        ? 'a program of another user'
        : null
    },
  },
]
