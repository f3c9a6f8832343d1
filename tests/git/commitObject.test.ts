import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AmbiguousObject } from '../../src/git/ambiguousObject.ts'
import { parseCommitObject } from '../../src/git/commitObject.ts'
import { parseIdentity } from '../../src/git/identity.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { rawCommit, writeCommit } from './signatureSamples.ts'

const OID = 'c'.repeat(40)
const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
const HEAD = `tree ${TREE}\nauthor Jane <j@x> 1 +0000\ncommitter Jane <j@x> 1 +0000\n`
const parse = (text: string) => parseCommitObject(OID, Buffer.from(text, 'latin1'))

/** What git itself reads, in the fields that decide: null where git cannot read it at all. */
function gitReads(repo: TestRepository, oid: string) {
  const format = '%T%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%at%x00%ct%x00%B'
  const args = ['log', '-1', '--no-walk', '--encoding=UTF-8', `--format=tformat:${format}`, oid]
  const { status, stdout } = spawnSync('git', args, { cwd: repo.dir, env: repo.env })
  if (status !== 0) return null
  const [tree, parents, an, ae, cn, ce, at, ct, ...message] = stdout.toString('utf8').split('\0')
  return { tree, parents, an, ae, cn, ce, at, ct, message: message.join('\0') }
}

function weRead(oid: string, bytes: Uint8Array) {
  const { tree, parents, author, committer, message } = parseCommitObject(oid, bytes)
  return {
    tree,
    parents: parents.join(' '),
    an: author.name,
    ae: author.email,
    cn: committer.name,
    ce: committer.email,
    at: String(author.at),
    ct: String(committer.at),
    message,
  }
}

describe('parseCommitObject reads what git writes', () => {
  it('roots, merges, encodings and trailers', () => {
    const repo = makeRepository()
    repo.commit('first', { a: '1' })
    repo.git('switch', '-q', '-c', 'side')
    repo.commit('side', { b: '1' })
    repo.git('switch', '-q', 'main')
    repo.commit('José\n\nReviewed-by: Zoë <z@x>', { c: '1' }, { author: 'Ünal Ö <u@x>' })
    repo.git('merge', '-q', '-m', 'Merge', 'side')
    for (const oid of repo.git('rev-list', '--all').split('\n')) {
      const bytes = rawCommit(repo, oid)
      assert.deepEqual({ ...weRead(oid, bytes), message: '' }, { ...gitReads(repo, oid), message: '' })
    }
    const reviewed = repo.git('rev-parse', 'main^1')
    assert.deepEqual(parseCommitObject(reviewed, rawCommit(repo, reviewed)).trailers, [
      { key: 'Reviewed-by', value: 'Zoë <z@x>' },
    ])
  })

  it('names of SHA-256 repositories', () => {
    const repo = makeRepository({ sha256: true })
    repo.commit('one', { a: '1' })
    const oid = repo.commit('two', { a: '2' })
    assert.deepEqual(parseCommitObject(oid, rawCommit(repo, oid)).parents, [repo.git('rev-parse', 'HEAD^')])
  })

  it('latin1 and Shift_JIS by their header, unknown encodings as UTF-8', () => {
    const commit = parse(`${HEAD.replace('Jane', 'Jos\xe9')}encoding ISO-8859-1\n\nCaf\xe9\n`)
    assert.equal(commit.author.name, 'José')
    assert.equal(commit.message, 'Café\n')
    assert.equal(parse(`${HEAD}encoding Shift_JIS\n\n\x83\x65\n`).message, 'テ\n')
    assert.equal(parse(`${HEAD}encoding x-nobody-knows\n\nplain\n`).message, 'plain\n')
    assert.equal(parse(`${HEAD}\nbroken \xff utf8\n`).message, 'broken \ufffd utf8\n')
    assert.equal(parse(`${HEAD}\n\xef\xbb\xbfmark kept\n`).message, '\ufeffmark kept\n')
  })

  it('unknown headers of other tools', () => {
    const extra = 'HG:extra close:1\nchange-id abc\njj:trees a\n b\n'
    assert.equal(parse(`${HEAD}${extra}\nmessage\n`).message, 'message\n')
  })

  it('an empty message', () => {
    assert.equal(parse(`${HEAD}\n`).message, '')
  })

  it('a message with NUL, whole for signals and without trailers for approvals', () => {
    const commit = parse(`${HEAD}\nSubject\0\n\nReviewed-by: Jane <j@x>\n`)
    assert.match(commit.message, /Reviewed-by/)
    assert.deepEqual(commit.trailers, [])
  })
})

describe('parseCommitObject refuses', () => {
  const [tree, author, committer] = HEAD.split('\n') as [string, string, string]
  const parent = `parent ${OID}`
  const bad: [string, string, RegExp][] = [
    ['no blank line', `${HEAD}`, /no blank line/],
    ['nothing', '', /no blank line/],
    ['no tree', `${author}\n${committer}\n\nm`, /no tree header/],
    ['no author', `${tree}\n${committer}\n\nm`, /no author header/],
    ['no committer', `${tree}\n${author}\n\nm`, /no committer header/],
    ['two trees', `${tree}\n${tree}\n${author}\n${committer}\n\nm`, /more than one tree/],
    ['two authors', `${tree}\n${author}\n${author}\n${committer}\n\nm`, /more than one author/],
    ['two committers', `${HEAD}${committer}\n\nm`, /more than one committer/],
    ['author after committer', `${tree}\n${committer}\n${author}\n\nm`, /no author header/],
    ['parent after author', `${tree}\n${author}\n${parent}\n${committer}\n\nm`, /no committer header/],
    ['parent after committer', `${HEAD}${parent}\n\nm`, /parent header after/],
    ['a tree that is no name', `${HEAD.replace(TREE, 'HEAD')}\nm`, /no object name/],
    ['a tree in capitals', `${HEAD.replace(TREE, TREE.toUpperCase())}\nm`, /no object name/],
    [
      'a parent of another format',
      `${tree}\nparent ${'a'.repeat(64)}\n${author}\n${committer}\n\nm`,
      /no object name/,
    ],
    ['garbage', `${HEAD}garbage\n\nm`, /no header/],
    ['an empty key', `${HEAD}\tx y\n\nm`, /no header/],
    ['a continued author', `${tree}\n${author}\n x\n${committer}\n\nm`, /continued/],
    ['a continued first line', ` x\n${HEAD}\nm`, /continued/],
    ['NUL in a header', `${HEAD.replace('Jane', 'Ja\0ne')}\nm`, /NUL/],
    ['two encodings', `${HEAD}encoding UTF-8\nencoding latin1\n\nm`, /more than one encoding/],
    ['UTF-16', `${HEAD}encoding UTF-16LE\n\nm`, /hides plain letters/],
    ['UTF-7', `${HEAD}encoding UTF-7\n\nm`, /hides plain letters/],
    ['two signatures', `${HEAD}gpgsig a\ngpgsig b\n\nm`, /more than one gpgsig/],
    ['a header that git takes for a signature', `${HEAD}gpgsig-sha512 a\n\nm`, /unknown signature/],
  ]
  for (const [name, text, why] of bad) {
    it(name, () => {
      assert.throws(
        () => parse(text),
        (error: unknown) => error instanceof AmbiguousObject && error.oid === OID && why.test(error.reason),
      )
    })
  }
})

describe('identities', () => {
  const repo = makeRepository()
  const lines = [
    'Jane <j@x> 1 +0200',
    'Jane <j@x>',
    'Jane',
    '<j@x> 1 +0000',
    ' <j@x> 1 +0000',
    'Jane <> 1 +0000',
    'Jane<j@x> 1 +0000',
    'Jane <a@b <j@x> 1 +0000',
    'Jane <a@b> <j@x> 1 +0000',
    'Jane <j@x>> 1 +0000',
    'Jane <j@x 1 +0000',
    'Jane j@x> 1 +0000',
    'Jane <j@x> one +0000',
    'Jane <j@x> 1',
    'Jane <j@x> 1 UTC',
    'Jane <j@x> 1-0200',
    'Jane <j@x> 1 +051800',
    'Jane \t <j@x>1 +0000',
    'Jane <j@x> 99999999999999999999 +0000',
    'Ja\u00a0ne\u00a0 <j@x> 1 -0030',
  ]
  for (const line of lines) {
    it(`as git reads them: ${JSON.stringify(line)}`, () => {
      const bytes = Buffer.from(`tree ${TREE}\nauthor ${line}\ncommitter Jane <j@x> 1 +0000\n\nm\n`)
      const theirs = gitReads(repo, writeCommit(repo, bytes))
      const ours = parseIdentity(line)
      if (!line.includes('<') || !line.includes('>')) {
        // git shows nothing at all for such a line; a signal in the name must not get lost that way.
        assert.deepEqual([theirs?.an, ours.email], ['', ''])
        assert.equal(ours.name, line)
      } else assert.deepEqual([ours.name, ours.email], [theirs?.an, theirs?.ae])
      // git prints the digits as they are; it computes with 0 where they overflow, and so do we.
      if (theirs?.at) assert.equal(ours.at, Number.isSafeInteger(Number(theirs.at)) ? Number(theirs.at) : 0)
    })
  }
})

describe('any damaged object', () => {
  it('is ambiguous, or read as git reads it', () => {
    const repo = makeRepository()
    const first = repo.commit('first', { a: '1' })
    repo.git('commit', '-q', '--allow-empty', '-m', 'Subject\n\nBody\n\nReviewed-by: J <j@x>')
    const good = rawCommit(repo, 'HEAD')
    const piece = fc.constantFrom(
      '\n',
      ' ',
      '<',
      '>',
      '\n ',
      '\0',
      'x',
      `parent ${first}\n`,
      'author A <a@b> 1 +0000\n',
      'gpgsig x\n',
      '\n\n',
      '0',
      '-',
    )
    const damage = fc.tuple(fc.nat(good.length - 60), fc.nat(12), piece)
    let read = 0
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), damages => {
        let bytes: Buffer = good
        for (const [at, length, text] of damages)
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at + length)])
        let ours: ReturnType<typeof weRead>
        const oid = writeCommit(repo, bytes)
        try {
          ours = weRead(oid, bytes)
        } catch (error) {
          assert.ok(error instanceof AmbiguousObject)
          return
        }
        const theirs = gitReads(repo, oid)
        // git cannot load a commit whose tree or parent is gone; what it would read is the same.
        if (!theirs) return
        read++
        for (const key of ['tree', 'parents'] as const) assert.equal(ours[key], theirs[key])
        for (const [name, email] of [
          ['an', 'ae'],
          ['cn', 'ce'],
        ] as const) {
          if (theirs[name] === '' && theirs[email] === '') continue
          assert.deepEqual([ours[name], ours[email]], [theirs[name], theirs[email]])
        }
        if (theirs.at) assert.equal(Number(ours.at), Number(theirs.at))
        const shown = ours.message.split('\0')[0] ?? ''
        assert.equal(shown.trim(), theirs.message.replaceAll('\0', '').trim())
      }),
      { numRuns: 250 },
    )
    assert.ok(read > 20, `only ${read} damaged objects could be compared`)
  })
})
