import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { githubPattern } from '../../../src/policy/owners/githubPattern.ts'
import { makeRepository } from '../../helpers/gitRepository.ts'
import { owners, skipped } from './codeOwners.ts'

const FILE = '.github/CODEOWNERS'

/** The example of GitHub's own page, line by line in another order of words. */
const DOCUMENTED = `# everybody
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
/apps/github/ours @doctocat
`

const NAMES: [path: string, owners: string[]][] = [
  ['README.md', ['@global-owner1 @global-owner2']],
  ['src/a.js', ['@js-owner']],
  ['src/a.go', ['docs@example.com']],
  ['deep/er/a.txt', ['@octo-org/octocats']],
  ['build/logs/a/b.log', ['@octocat']],
  ['docs/getting-started.md', ['@doctocat']],
  ['x/apps/y/z.c', ['@octocat']],
  ['scripts/a', ['@doctocat @octocat']],
  ['deeply/nested/logs/a', ['@octocat']],
  ['apps/a', ['@octocat']],
  ['apps/github/a', []],
  ['apps/github/ours', ['@doctocat']],
  ['A.JS', ['@global-owner1 @global-owner2']],
]

const PATTERNS: [pattern: string, names: string[], doesNot: string[]][] = [
  ['*', ['a', 'a/b', '.a/.b'], []],
  ['/*', ['a', '.a'], ['a/b']],
  ['docs/*', ['docs/a.md'], ['docs/a/b.md', 'x/docs/a.md', 'docs']],
  ['docs/*.md', ['docs/a.md'], ['docs/a/b.md', 'x/docs/a.md']],
  ['docs/**', ['docs/a', 'docs/a/b'], ['docs', 'x/docs/a']],
  ['docs', ['docs', 'docs/a/b', 'x/docs', 'x/docs/a'], ['docsx', 'xdocs/a']],
  ['docs/', ['docs/a', 'x/docs/a/b'], ['docs', 'x/docs']],
  ['/build/', ['build/a/b'], ['x/build/a', 'build']],
  ['a/b', ['a/b', 'a/b/c'], ['x/a/b']],
  ['**/b', ['b', 'a/b', 'a/b/c'], ['ab']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/c'], ['ab', 'a/xb']],
  ['a/**/*', ['a/b', 'a/b/c'], ['a']],
  ['*.ts', ['a.ts', 'x/.ts', 'dir.ts/below'], ['a.tsx']],
  ['?.ts', ['a.ts'], ['ab.ts', '.ts']],
  ['a\\ b', ['a b', 'a b/c'], ['a', 'a\\ b']],
  ['a\\*', ['a*'], ['ab']],
  ['a#b', ['a#b'], ['a']],
  ['{a,b}', ['{a,b}'], ['a']],
  ['a**b', ['ab', 'axb'], ['a/b']],
]

describe("GitHub's CODEOWNERS", () => {
  for (const [path, names] of NAMES)
    it(`gives ${path} to ${names[0] ?? 'nobody'}`, () =>
      assert.deepEqual(owners(DOCUMENTED, FILE, path), names))

  for (const [pattern, names, others] of PATTERNS)
    it(`${pattern} names what it should and nothing else`, () => {
      const found = [...names, ...others].filter(path => owners(`${pattern} @a`, FILE, path).length)
      assert.deepEqual(found, names)
    })

  it('skips what GitHub calls invalid, tells it, and reads the rest', () => {
    const text = [
      '* @all',
      '!a @x',
      'a[bc] @x',
      '\\#a @x',
      '/ @x',
      'a/***/b @x',
      'a @x y',
      'b @@x',
      'c @a/b/c',
    ].join('\n')
    assert.deepEqual(skipped(text, FILE), [
      '2 the pattern "!a" is skipped: GitHub knows no "!" here',
      '3 the pattern "a[bc]" is skipped: GitHub knows no "[ ]" here',
      '4 the pattern "\\#a" is skipped: GitHub knows no pattern that begins with "#", escaped or not',
      '5 the pattern "/" is skipped: it names nothing; * names every file',
      '6 the pattern "a/***/b" is skipped: three stars in a row mean nothing',
      '7 is skipped: "y" is no @user, @org/team or address',
      '8 is skipped: "@@x" is no @user, @org/team or address',
      '9 is skipped: "@a/b/c" is no @user, @org/team or address',
    ])
    assert.deepEqual(owners(text, FILE, 'a'), ['@all'])
    assert.deepEqual(skipped(DOCUMENTED, FILE), [])
  })

  it('does not mind Windows line ends, a byte order mark, tabs and a missing last line end', () => {
    assert.deepEqual(owners('\ufeff*\t@a\r\n*.md  @b # not @c', FILE, 'x.md'), ['@b'])
  })

  it('owns as git ignores, but for a last star', () => {
    const repo = makeRepository()
    const file = join(repo.dir, '..', 'excludes')
    const part = fc.oneof(
      fc.constantFrom('**', '*', 'a', 'b', '.a', 'a*', '*b', 'a?', 'a*b*', '?', '*.ts', 'a\\*'),
      fc.array(fc.constantFrom('a', 'b', '*', '?'), { minLength: 1, maxLength: 3 }).map(x => x.join('')),
    )
    const pattern = fc
      .tuple(
        fc.constantFrom('', '/'),
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('', '/'),
      )
      .map(([first, parts, last]) => first + parts.join('/') + last)
    const name = fc
      .array(fc.constantFrom('a', 'b', '.ts'), { minLength: 1, maxLength: 3 })
      .map(x => x.join(''))
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'))
    fc.assert(
      fc.property(pattern, fc.uniqueArray(path, { minLength: 30, maxLength: 30 }), (written, paths) => {
        const compiled = githubPattern(written)
        // git takes a last star for a part of any depth, which GitHub does not; two stars within a name confuse it.
        fc.pre(typeof compiled !== 'string' && !/(?:^|\/)\*$|[^/]\*\*|\*\*[^/]/.test(written))
        writeFileSync(file, `${written}\n`)
        assert.deepEqual(
          paths.filter(one => compiled.names(one)),
          ignored(repo.dir, repo.env, file, paths),
          written,
        )
        // What is looked at first never refuses what the pattern names.
        for (const one of paths.filter(compiled.names))
          assert.ok(one.startsWith(compiled.first) && one.includes(compiled.part), written)
      }),
      { numRuns: 120 },
    )
  })
})

/** The paths that git itself would ignore, none of which is there. */
function ignored(cwd: string, env: NodeJS.ProcessEnv, file: string, paths: string[]): string[] {
  try {
    const args = ['-c', `core.excludesFile=${file}`, 'check-ignore', '--no-index', '--stdin', '-z']
    const input = `${paths.join('\0')}\0`
    return execFileSync('git', args, { cwd, env, input, stdio: 'pipe', encoding: 'utf8' })
      .split('\0')
      .filter(Boolean)
  } catch (error) {
    // 1 means that none is.
    if ((error as { status: number }).status === 1) return []
    throw error
  }
}
