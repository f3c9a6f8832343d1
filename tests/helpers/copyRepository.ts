import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryAt, sealedEnvironment, type TestRepository, tempDir } from './gitRepository.ts'

/**
 * Copies repositories of `makeRepository`, homes and keys included, to folders of their own; remotes and keys that
 * were among them are the copies' own then. Many times cheaper than making them again.
 */
export function copyRepositories<Names extends string>(
  repositories: Record<Names, TestRepository>,
): Record<Names, TestRepository> {
  const names = Object.keys(repositories) as Names[]
  const roots = names.map(name => ({ from: dirname(repositories[name].dir), to: tempDir() }))
  const copies = names.map((name, at) => {
    const { from, to } = roots[at]!
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
    const dir = join(to, 'repo')
    const home = join(to, 'home')
    const bare = repositories[name].git('rev-parse', '--is-bare-repository') === 'true'
    for (const file of [join(dir, ...(bare ? [] : ['.git']), 'config'), join(home, '.gitconfig')]) {
      const text = readFileSync(file, 'utf8')
      writeFileSync(
        file,
        roots.reduce((moved, root) => moved.replaceAll(root.from, root.to), text),
      )
    }
    return [name, repositoryAt(dir, sealedEnvironment(home))] as const
  })
  return Object.fromEntries(copies) as Record<Names, TestRepository>
}
