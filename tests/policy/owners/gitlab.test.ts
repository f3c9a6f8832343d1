import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import picomatch from 'picomatch'
import { gitlabPattern } from '../../../src/policy/owners/gitlabPattern.ts'
import { owners, skipped } from './codeOwners.ts'

const FILE = '.gitlab/CODEOWNERS'

const PATTERNS: [pattern: string, names: string[], doesNot: string[]][] = [
  ['*', ['a', 'a/b', '.a/.b'], []],
  ['/*', ['a', '.a'], ['a/b']],
  ['README.md', ['README.md', 'a/b/README.md'], ['README.mdx', 'xREADME.md']],
  ['internal/README.md', ['internal/README.md', 'a/internal/README.md'], ['README.md']],
  ['/docs/', ['docs/a', 'docs/a/b'], ['docs', 'x/docs/a']],
  ['lib/', ['lib/a', 'x/lib/a/b'], ['lib', 'xlib/a']],
  ['docs', ['docs', 'x/docs'], ['docs/a']],
  ['/docs/*', ['docs/a', 'docs/.a'], ['docs/a/b']],
  ['/docs/**', ['docs/a'], ['docs/a/b']],
  ['/docs/**/*.md', ['docs/a.md', 'docs/a/b/c.md'], ['a.md']],
  ['/docs/*/README.md', ['docs/a/README.md'], ['docs/README.md', 'docs/a/b/README.md']],
  ['[a-c]?.ts', ['ax.ts', 'x/cy.ts'], ['dx.ts', 'a.ts', '-x.ts']],
  ['/[!a]b', ['cb'], ['ab', 'b']],
  ['\\#a', ['#a', 'x/#a'], ['\\#a']],
  ['path\\ with\\ spaces/', ['path with spaces/a'], ['path']],
]

const SECTIONS = `* @admin

[README Owners]
README.md @user1 @user2
internal/README.md @user4

[README other owners][2] @defaults @acme/docs/writers
README.md
/special/README.md @user3 nobody jane@example.org

^[Ruby]
*.rb @ruby

[DOCS]
*.md @first

[docs]
/api/*.md @second
`

describe("GitLab's CODEOWNERS", () => {
  for (const [pattern, names, others] of PATTERNS)
    it(`${pattern} names what it should and nothing else`, () => {
      const found = [...names, ...others].filter(path => owners(`${pattern} @a`, FILE, path).length)
      assert.deepEqual(found, names)
    })

  it('judges each section for itself, with its approvals and default owners', () => {
    assert.deepEqual(owners(SECTIONS, FILE, 'README.md'), [
      '@admin',
      'README Owners: @user1 @user2',
      'README other owners: 2 x @defaults @acme/docs/writers',
      'DOCS: @first',
    ])
    assert.deepEqual(owners(SECTIONS, FILE, 'internal/README.md')[1], 'README Owners: @user4')
    assert.deepEqual(
      owners(SECTIONS, FILE, 'special/README.md')[2],
      'README other owners: 2 x @user3 jane@example.org',
    )
    assert.deepEqual(skipped(SECTIONS, FILE), ['9 "nobody" is no @user, @group or address, and is left out'])
  })
  it('asks nothing for an optional section, unless another heading of its name is not', () => {
    assert.deepEqual(owners(SECTIONS, FILE, 'a.rb'), ['@admin'])
    assert.deepEqual(owners('^[Go][3]\n*.go @a\n[GO]\n*.mod @b\n', FILE, 'a.go'), ['Go: @a'])
  })
  it('makes one section of two headings of one name', () =>
    assert.deepEqual(owners(SECTIONS, FILE, 'api/a.md'), ['@admin', 'DOCS: @second']))
  it('excludes in its section, whatever comes after', () => {
    const text = '* @default\n!*.rb\n/special/*.rb @ruby-owner\n[Config]\n/config/ @ops\n'
    assert.deepEqual(owners(text, FILE, 'special/a.rb'), [])
    assert.deepEqual(owners(text, FILE, 'config/a.rb'), ['Config: @ops'])
    assert.deepEqual(owners(text, FILE, 'a.ts'), ['@default'])
  })
  it('takes a number of approvals that is none for one', () => {
    for (const number of ['0', 'x', '-1', '1.5', '', '99999999999'])
      assert.deepEqual(owners(`[A][${number}]\n* @a\n`, FILE, 'a'), ['A: @a'], number)
  })
  it('tells a rule that nobody can answer, and takes a heading that is none for a rule', () => {
    assert.deepEqual(skipped('docs/\n[Section name\n', FILE), [
      '1 "docs/" has no owners, and asks for nobody\'s review',
      '2 "name" is no @user, @group or address, and is left out',
      '2 "[Section" has no owners, and asks for nobody\'s review',
    ])
  })
  it('takes owners that stand behind a #, as GitLab does', () =>
    assert.deepEqual(owners('*.rb @a # not really @b\n', FILE, 'a.rb'), ['@a @b']))
  it("is what stands in .gitlab/, or in the root with sections; else it is GitHub's", () => {
    assert.deepEqual(owners('docs @a\n', FILE, 'docs/a'), [])
    assert.deepEqual(owners('docs @a\n', 'CODEOWNERS', 'docs/a'), ['@a'])
    assert.deepEqual(owners('docs @a\n[X]\n', 'docs/CODEOWNERS', 'docs/a'), [])
    assert.deepEqual(owners('docs @a\n[X]\n', '.github/CODEOWNERS', 'docs/a'), ['@a'])
  })

  it('matches as picomatch where both speak the same language', () => {
    const part = fc.oneof(
      fc.constantFrom('*', 'a', 'b', '.a', 'a*', '*b', 'a?', 'a*b*', '?', '[ab]', '[!a]b', '[a-b]*'),
      fc.array(fc.constantFrom('a', 'b', '*', '?'), { minLength: 1, maxLength: 4 }).map(x => x.join('')),
    )
    const parts = fc.array(
      fc.oneof({ weight: 3, arbitrary: part }, { weight: 1, arbitrary: fc.constant('**') }),
      {
        maxLength: 3,
      },
    )
    const name = fc.array(fc.constantFrom('a', 'b', '.'), { minLength: 1, maxLength: 3 }).map(x => x.join(''))
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'))
    fc.assert(
      fc.property(parts, part, path, (folders, last, path) => {
        const glob = [...folders, last].join('/')
        fc.pre(!/(^|\/)\.\.?(\/|$)/.test(path) && !/\*{3}|[^/]\*\*|\*\*[^/]|\*\*$/.test(glob))
        const other = picomatch(glob, {
          dot: true,
          windows: false,
          nonegate: true,
          noextglob: true,
          posix: true,
        })
        const pattern = gitlabPattern(`/${glob}`)
        assert.equal(pattern.names(path), other(path), `${glob} ${path}`)
        assert.ok(!pattern.names(path) || (path.startsWith(pattern.first) && path.includes(pattern.part)))
      }),
      { numRuns: 5000 },
    )
  })
})
