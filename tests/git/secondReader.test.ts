import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AmbiguousObject } from '../../src/git/ambiguousObject.ts'
import { secondOpinion } from '../../src/git/secondReader.ts'
import { parseTreeObject } from '../../src/git/treeObject.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { allowSigners, makeKey } from './signatureSamples.ts'

const repo = makeRepository()
const BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

function write(type: 'commit' | 'tree', bytes: Buffer, to: TestRepository = repo): string {
  const args = ['hash-object', '-t', type, '-w', '--stdin', '--literally']
  return execFileSync('git', args, { cwd: to.dir, env: to.env, input: bytes, encoding: 'utf8' }).trim()
}

/** Writes the object with git and asks for the second opinion about what git stored. */
async function opinion(type: 'commit' | 'tree', bytes: Buffer) {
  return secondOpinion(write(type, bytes), bytes, type, 'sha1')
}
const agrees = async (type: 'commit' | 'tree', bytes: Buffer) =>
  assert.deepEqual(await opinion(type, bytes), { state: 'agrees' })
const differs = async (type: 'commit' | 'tree', bytes: Buffer, what: RegExp) => {
  const said = await opinion(type, bytes)
  assert.equal(said.state, 'differs', JSON.stringify(said))
  assert.match(said.state === 'differs' ? said.what : '', what)
}

const commit = (text: string) => Buffer.from(text, 'latin1')
const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
const AUTHOR = 'author Jane <j@x> 1700000000 +0200'
const COMMITTER = 'committer Jané <j@x> 1700000000 -0330'
const plain = `tree ${TREE}\n${AUTHOR}\n${COMMITTER}\n\nSubject\n\nBody\n`

describe('the second reader agrees on commits that git makes', () => {
  it('roots, merges, signatures, encodings, in packs as well', async () => {
    const made = makeRepository()
    const key = makeKey('-t', 'ed25519')
    allowSigners(made, [key.text])
    made.git('config', 'user.signingKey', key.file)
    made.commit('first\n\nbody', { a: '1', 'd/b': '2', 'd.x': '3', d0: '4' })
    made.git('switch', '-q', '-c', 'side')
    made.commit('side', { 'é/ü': '1' }, { author: 'Zoë <z@x>' })
    made.git('tag', '-s', '-m', 'tag', 'v1')
    made.git('switch', '-q', 'main')
    made.git('commit', '-q', '-S', '--allow-empty', '-m', 'signed\r\nsecond line')
    made.git('-c', 'i18n.commitEncoding=ISO-8859-1', 'merge', '-q', '-S', '-m', 'Merge', 'v1')
    made.git('gc', '-q')
    let trees = 0
    for (const line of made.git('cat-file', '--batch-all-objects', '--batch-check').split('\n')) {
      const [oid = '', type = ''] = line.split(' ')
      if (type !== 'commit' && type !== 'tree') continue
      const bytes = execFileSync('git', ['cat-file', type, oid], { cwd: made.dir, env: made.env })
      assert.deepEqual(await secondOpinion(oid, bytes, type, 'sha1'), { state: 'agrees' }, line)
      if (type === 'tree') {
        trees++
        const listed = made.git('-c', 'core.quotePath=false', 'ls-tree', oid).split('\n').filter(Boolean)
        const ours = parseTreeObject(oid, bytes).map(({ mode, name, oid }) => ({ mode, name, oid }))
        const theirs = listed.map(text => {
          const [, mode, , oid, name] = /^(\S+) (\S+) (\S+)\t(.*)$/.exec(text) ?? []
          return { mode, name, oid }
        })
        assert.deepEqual(ours, theirs)
      }
    }
    assert.ok(trees >= 4)
  })

  it('plain, latin1, with other headers, with an empty message', async () => {
    await agrees('commit', commit(plain))
    await agrees('commit', commit(plain.replace('\n\nSubject', '\nencoding ISO-8859-1\n\nCaf\xe9')))
    await agrees('commit', commit(plain.replace('\n\nSubject', '\nchange-id x\n y\n\nSubject')))
    await agrees('commit', commit(`tree ${TREE}\n${AUTHOR}\n${COMMITTER}\n\n`))
    await agrees('commit', commit(plain.replace('Subject', '\n\nSubject\r')))
    await agrees('commit', commit(plain.replace('Subject', 'Sub\0ject')))
  })
})

describe('the second reader differs on', () => {
  it('identities that two parsers cut in other places', async () => {
    await differs('commit', commit(plain.replace('Jane <j@x>', 'Jane <evil@x> <j@x>')), /author (name|email)/)
    await differs('commit', commit(plain.replace('Jane <j@x>', 'A <b <j@x>')), /author (name|email)/)
  })
  it('identities that only one reader can read', async () => {
    await differs('commit', commit(plain.replace(' 1700000000 +0200', '')), /cannot decode/)
    await differs('commit', commit(plain.replace('Jane <j@x>', 'Jane')), /cannot decode/)
    await differs('commit', commit(plain.replace('+0200', '+051800')), /offset/)
  })
  it('objects that our own reader calls ambiguous', async () => {
    await differs('commit', commit(plain.replace(AUTHOR, `${AUTHOR}\n${AUTHOR}`)), /more than one author/)
    await differs(
      'commit',
      commit(plain.replace(COMMITTER, `${COMMITTER}\nparent ${TREE}`)),
      /parent header after/,
    )
    await differs('commit', commit(plain.replace('\n\nSubject', '\nencoding UTF-16\n\nSubject')), /UTF-16/)
    await differs('commit', commit(plain.replace('\n\nSubject', '\ngpgsig a\ngpgsig b\n\nSubject')), /gpgsig/)
  })
  it('bytes that are not the object of that name', async () => {
    const oid = write('commit', commit(plain))
    const said = await secondOpinion(oid, commit(`${plain} `), 'commit', 'sha1')
    assert.match(said.state === 'differs' ? said.what : '', /bytes have the name/)
    const asTree = await secondOpinion(oid, commit(plain), 'tree', 'sha1')
    assert.equal(asTree.state, 'differs')
  })
})

describe('SHA-256', () => {
  it('is unread, which is no agreement; a wrong name is still seen', async () => {
    const other = makeRepository({ sha256: true })
    const oid = other.commit('one', { a: '1' })
    const bytes = execFileSync('git', ['cat-file', 'commit', oid], { cwd: other.dir, env: other.env })
    assert.deepEqual(await secondOpinion(oid, bytes, 'commit', 'sha256'), {
      state: 'unread',
      why: 'isomorphic-git cannot read SHA-256 objects',
    })
    assert.equal((await secondOpinion('0'.repeat(64), bytes, 'commit', 'sha256')).state, 'differs')
    const tree = other.git('rev-parse', 'HEAD^{tree}')
    const raw = execFileSync('git', ['cat-file', 'tree', tree], { cwd: other.dir, env: other.env })
    assert.equal(parseTreeObject(tree, raw)[0]?.name, 'a')
  })
})

const entry = (mode: string, name: string | Buffer) =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(BLOB, 'hex')])
const tree = (...entries: [string, string | Buffer][]) => Buffer.concat(entries.map(([m, n]) => entry(m, n)))

describe('trees', () => {
  it('agree when git could have written them', async () => {
    await agrees('tree', tree())
    await agrees('tree', tree(['100644', 'a']))
    await agrees(
      'tree',
      tree(['100644', 'a.b'], ['40000', 'a'], ['100644', 'a0'], ['120000', 'b'], ['160000', 'c']),
    )
    await agrees(
      'tree',
      tree(['100644', '.github'], ['100644', '.gitignore'], ['100755', 'é'], ['100644', '日本']),
    )
    await agrees('tree', tree(['100644', '...'], ['100644', '.gitx'], ['100644', 'a\nb'], ['100644', 'a:b']))
  })
  it('with a backslash are unread: the other reader refuses what Linux allows', async () => {
    assert.equal((await opinion('tree', tree(['100644', 'a\\x2db']))).state, 'unread')
  })
  const bad: [string, Buffer, RegExp][] = [
    ['a path twice', tree(['100644', 'a'], ['100644', 'a']), /twice/],
    [
      'a file and a directory of one name, apart',
      tree(['100644', 'a'], ['100644', 'a.b'], ['40000', 'a']),
      /twice/,
    ],
    ['a wrong order', tree(['100644', 'b'], ['100644', 'a']), /order/],
    ['a directory sorted as a file', tree(['40000', 'a'], ['100644', 'a.b']), /order/],
    ['.', tree(['40000', '.']), /leads out/],
    ['..', tree(['40000', '..']), /leads out/],
    ['.git', tree(['40000', '.git']), /is \.git/],
    ['.GIT', tree(['40000', '.GIT']), /is \.git/],
    ['.git and a dot', tree(['40000', '.git.']), /is \.git/],
    ['.git and a space', tree(['40000', '.git ']), /is \.git/],
    ['.git and a stream', tree(['40000', '.git::$INDEX_ALLOCATION']), /is \.git/],
    ['.git and a backslash', tree(['40000', '.git\\hooks']), /is \.git/],
    ['a short name', tree(['40000', 'GIT~1']), /is \.git/],
    ['an invisible letter', tree(['40000', '.g\u200cit']), /is \.git/],
    ['an empty path', tree(['100644', '']), /empty/],
    ['a slash', tree(['100644', 'a/b']), /slash/],
    ['a padded mode', tree(['040000', 'a']), /mode/],
    ['a group-writable mode', tree(['100664', 'a']), /mode/],
    ['no mode', tree(['', 'a']), /mode/],
    ['a cut', tree(['100644', 'a']).subarray(0, -1), /cut short/],
    ['a cut in a name', Buffer.from('100644 a'), /cut short/],
    [
      'two names that decode alike',
      tree(['100644', Buffer.from([0xfe])], ['100644', Buffer.from([0xff])]),
      /twice/,
    ],
  ]
  for (const [name, bytes, why] of bad)
    it(`differ: ${name}`, async () => {
      assert.throws(
        () => parseTreeObject('a'.repeat(40), bytes),
        (error: unknown) => error instanceof AmbiguousObject && why.test(error.reason),
      )
      const oid = createHash('sha1').update(`tree ${bytes.length}\0`).update(bytes).digest('hex')
      const said = await secondOpinion(oid, bytes, 'tree', 'sha1')
      assert.match(said.state === 'differs' ? said.what : '', why)
    })

  it('never throw and never agree on damage that our reader refuses', async () => {
    const good = tree(['100644', 'a'], ['40000', 'b'], ['120000', 'c'])
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const bytes = Buffer.from(cut ? good.subarray(0, at) : good)
        if (!cut) bytes[at] = value
        const oid = createHash('sha1').update(`tree ${bytes.length}\0`).update(bytes).digest('hex')
        const said = await secondOpinion(oid, bytes, 'tree', 'sha1')
        assert.ok(['agrees', 'differs', 'unread'].includes(said.state))
      }),
      { numRuns: 300 },
    )
  })
})
