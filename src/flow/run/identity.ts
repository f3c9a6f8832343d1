import type { Repository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'

/**
 * Who runs this, as `Name <address>`, from git's own configuration.
 * @throws Failure when git does not know, since a guessed name would stand in the history for ever.
 */
export async function gitIdentity(repo: Repository): Promise<string> {
  const [name, email] = await Promise.all(['user.name', 'user.email'].map(key => configured(repo, key)))
  if (name && email) return `${name} <${email}>`
  throw new Failure('git does not know who you are', [
    { run: ['git', 'config', '--global', 'user.name', 'Your Name'], where: 'here' },
    { run: ['git', 'config', '--global', 'user.email', 'you@example.org'], where: 'here' },
  ])
}

async function configured(repo: Repository, key: string): Promise<string> {
  const { stdout } = await repo.run(['config', '--get', key], { accept: [1] })
  return stdout.toString('utf8').trim()
}
