import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseCommitObject } from '../../src/git/commitObject.ts'
import { checkSignature } from '../../src/git/signature/checkSignature.ts'
import type { SignatureFact } from '../../src/model/commit.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { noSigning } from '../helpers/signingKey.ts'
import {
  allowSigners,
  fingerprintOf,
  makeKey,
  makeSecurityKey,
  rawCommit,
  type TestKey,
  withSignature,
  writeCommit,
} from './signatureSamples.ts'

const KINDS = {
  ed25519: ['-t', 'ed25519'],
  'ecdsa 256': ['-t', 'ecdsa', '-b', '256'],
  'ecdsa 384': ['-t', 'ecdsa', '-b', '384'],
  'ecdsa 521': ['-t', 'ecdsa', '-b', '521'],
  'rsa 2048': ['-t', 'rsa', '-b', '2048'],
  'rsa 3072': ['-t', 'rsa', '-b', '3072'],
}
const KEYS: Record<string, TestKey> = noSigning
  ? {}
  : Object.fromEntries(Object.entries(KINDS).map(([name, options]) => [name, makeKey(...options)]))
const SECURITY_KEYS = { 'sk ed25519': makeSecurityKey('ed25519'), 'sk ecdsa': makeSecurityKey('ecdsa') }

/** A repository whose git trusts every key of these tests. */
function trustingRepository(sha256 = false): TestRepository {
  const repo = makeRepository({ sha256 })
  allowSigners(
    repo,
    [...Object.values(KEYS), ...Object.values(SECURITY_KEYS)].map(key => key.text),
  )
  return repo
}

function signedCommit(
  repo: TestRepository,
  key: TestKey,
  message = 'Signed work\n\nReviewed-by: J <j@x>',
): string {
  repo.git('config', 'user.signingKey', key.file)
  repo.git('commit', '-q', '--allow-empty', '-S', '-m', message)
  return repo.git('rev-parse', 'HEAD')
}

function ours(repo: TestRepository, oid: string): SignatureFact {
  return checkSignature(parseCommitObject(oid, rawCommit(repo, oid)))
}

function goodBy(key: string, userPresent: boolean): SignatureFact {
  return { state: 'good', kind: 'ssh', key, fingerprint: fingerprintOf(key), userPresent }
}

function gitSaysGood(repo: TestRepository, oid: string): boolean {
  return repo.tryGit('verify-commit', oid).code === 0
}

describe('a commit that git signed', { skip: noSigning }, () => {
  for (const sha256 of [false, true]) {
    for (const [name, key] of Object.entries(KEYS)) {
      it(`is good and names its key: ${name}, ${sha256 ? 'SHA-256' : 'SHA-1'} repository`, () => {
        const repo = trustingRepository(sha256)
        const oid = signedCommit(repo, key)
        assert.deepEqual(ours(repo, oid), goodBy(key.text, false))
        assert.equal(gitSaysGood(repo, oid), true)
      })
    }
  }

  it('is none without a signature', () => {
    const repo = trustingRepository()
    assert.deepEqual(ours(repo, repo.commit('plain')), { state: 'none' })
  })

  it('is good with sha256 as the inner hash too', () => {
    const repo = trustingRepository()
    const payload = rawCommit(repo, repo.commit('plain'))
    const key = KEYS.ed25519!
    const armour = execFileSync(
      'ssh-keygen',
      ['-q', '-Y', 'sign', '-n', 'git', '-O', 'hashalg=sha256', '-f', key.file],
      {
        input: payload,
        encoding: 'utf8',
        stdio: 'pipe',
      },
    )
    const oid = writeCommit(repo, withSignature(payload, armour))
    assert.equal(ours(repo, oid).state, 'good')
    assert.equal(gitSaysGood(repo, oid), true)
  })

  it('is good for merges, latin1 and a mergetag beside the signature', () => {
    const repo = trustingRepository()
    repo.commit('first', { a: '1' })
    repo.git('switch', '-q', '-c', 'side')
    repo.commit('side', { b: '1' })
    repo.git('config', 'user.signingKey', KEYS.ed25519!.file)
    repo.git('tag', '-s', '-m', 'tag', 'v1')
    repo.git('switch', '-q', 'main')
    repo.commit('main', { c: '1' })
    repo.git('-c', 'i18n.commitEncoding=ISO-8859-1', 'merge', '-q', '-S', '-m', 'Merge', 'v1')
    const oid = repo.git('rev-parse', 'HEAD')
    assert.match(rawCommit(repo, oid).toString(), /\nencoding ISO-8859-1\nmergetag object [\s\S]*\ngpgsig /)
    assert.equal(ours(repo, oid).state, 'good')
    assert.equal(gitSaysGood(repo, oid), true)
  })
})

describe('a security key', { skip: noSigning }, () => {
  for (const [name, key] of Object.entries(SECURITY_KEYS)) {
    for (const flags of [0, 1, 4, 5]) {
      it(`${name} with flags ${flags}: good, userPresent is bit 0`, () => {
        const repo = trustingRepository()
        const payload = rawCommit(repo, repo.commit('plain'))
        const oid = writeCommit(repo, withSignature(payload, key.sign(payload, flags)))
        const userPresent = (flags & 1) === 1
        assert.deepEqual(ours(repo, oid), goodBy(key.text, userPresent))
        // OpenSSH's verdict on the mathematics; whether it asks for touch differs between versions.
        if (userPresent) assert.equal(gitSaysGood(repo, oid), true)
      })
    }
  }

  it('whose flags were raised after signing is bad', () => {
    const repo = trustingRepository()
    const key = SECURITY_KEYS['sk ed25519']
    const payload = rawCommit(repo, repo.commit('plain'))
    const [head, body, tail] = splitArmour(key.sign(payload, 0))
    const blob = Buffer.from(body, 'base64')
    blob[blob.length - 5] = 1
    const oid = writeCommit(repo, withSignature(payload, `${head}\n${blob.toString('base64')}\n${tail}\n`))
    assert.equal(ours(repo, oid).state, 'bad')
    assert.equal(gitSaysGood(repo, oid), false)
  })
})

function splitArmour(armour: string): [string, string, string] {
  const lines = armour.trimEnd().split('\n')
  return [lines[0]!, lines.slice(1, -1).join(''), lines.at(-1)!]
}

describe('a spoilt signature', { skip: noSigning }, () => {
  const repo = trustingRepository()
  const oid = signedCommit(repo, KEYS.ed25519!)
  const raw = rawCommit(repo, oid).toString('latin1')
  const rewritten = (change: (text: string) => string) =>
    writeCommit(repo, Buffer.from(change(raw), 'latin1'))

  it('message amended after signing', () => {
    const spoilt = rewritten(text => text.replace('Signed work', 'Other work'))
    assert.equal(ours(repo, spoilt).state, 'bad')
    assert.equal(gitSaysGood(repo, spoilt), false)
  })

  it('unknown header added after signing', () => {
    const spoilt = rewritten(text => text.replace('\ngpgsig', '\nchange-id abc\ngpgsig'))
    assert.equal(ours(repo, spoilt).state, 'bad')
    assert.equal(gitSaysGood(repo, spoilt), false)
  })

  it('header of the other object format is outside the signed bytes, for git as for us', () => {
    const added = rewritten(text => text.replace('\ngpgsig', '\ngpgsig-sha256 x\n y\ngpgsig'))
    assert.equal(ours(repo, added).state, 'good')
    assert.equal(gitSaysGood(repo, added), true)
  })

  it('copied from another commit', () => {
    const other = rawCommit(repo, signedCommit(repo, KEYS.ed25519!, 'Other')).toString('latin1')
    const signature = /\ngpgsig [\s\S]*?END SSH SIGNATURE-----\n/
    const spoilt = rewritten(text => text.replace(signature, signature.exec(other)?.[0] ?? ''))
    assert.equal(ours(repo, spoilt).state, 'bad')
    assert.equal(gitSaysGood(repo, spoilt), false)
  })

  it('made for another namespace', () => {
    const payload = rawCommit(repo, repo.commit('plain'))
    for (const namespace of ['file', 'Git', 'git-improver']) {
      const args = ['-q', '-Y', 'sign', '-n', namespace, '-f', KEYS.ed25519!.file]
      const armour = execFileSync('ssh-keygen', args, { input: payload, encoding: 'utf8', stdio: 'pipe' })
      const spoilt = writeCommit(repo, withSignature(payload, armour))
      const fact = ours(repo, spoilt)
      assert.equal(fact.state, 'bad', namespace)
      assert.equal(gitSaysGood(repo, spoilt), false)
    }
  })

  it('truncated anywhere', () => {
    const commit = parseCommitObject(oid, rawCommit(repo, oid))
    const { armour, payload } = commit.signature!
    for (let length = 0; length < armour.length; length++) {
      const fact = checkSignature({ signature: { armour: armour.slice(0, length), payload } })
      assert.notEqual(fact.state, 'good', `${length} of ${armour.length}`)
      assert.notEqual(fact.state, 'none')
    }
  })

  it('two gpgsig headers are ambiguous, though git takes the first and leaves the second unsigned', () => {
    const spoilt = rewritten(text =>
      text.replace(/\n(gpgsig [\s\S]*?END SSH SIGNATURE-----)\n/, '\n$1\n$1\n'),
    )
    assert.throws(() => ours(repo, spoilt), /more than one gpgsig header/)
    assert.equal(gitSaysGood(repo, spoilt), true)
  })

  it('git agrees on flipped bits of the whole object', () => {
    const bytes = Buffer.from(raw, 'latin1')
    for (let at = 3; at < bytes.length; at += 17) {
      const flipped = Buffer.from(bytes)
      flipped[at]! ^= 1 << (at % 8)
      const spoilt = writeCommit(repo, flipped)
      let good = false
      try {
        good = ours(repo, spoilt).state === 'good'
      } catch {}
      assert.equal(good, false, `byte ${at}`)
      assert.equal(gitSaysGood(repo, spoilt), false, `git, byte ${at}`)
    }
  })
})

describe('any flipped bit', { skip: noSigning }, () => {
  const repo = trustingRepository()
  const samples: [string, { armour: string; payload: Uint8Array }][] = []
  for (const [name, key] of Object.entries(KEYS)) {
    const oid = signedCommit(repo, key)
    samples.push([name, parseCommitObject(oid, rawCommit(repo, oid)).signature!])
  }
  for (const [name, key] of Object.entries(SECURITY_KEYS)) {
    const payload = rawCommit(repo, repo.commit('plain'))
    samples.push([name, { armour: key.sign(payload), payload }])
  }
  for (const [name, sample] of samples) {
    const original = checkSignature({ signature: sample })
    assert.equal(original.state, 'good')
    const key = original.state === 'good' ? original.key : ''
    // The larger curves take a millisecond each: there, every eleventh bit.
    const step = /384|521|rsa/.test(name) ? 11 : 1
    const neverGood = (signature: { armour: string; payload: Uint8Array }) => {
      const fact = checkSignature({ signature })
      assert.ok(fact.state !== 'good' || fact.key !== key, JSON.stringify(fact))
    }

    it(`in the payload is never good: ${name}`, () => {
      fc.assert(
        fc.property(fc.nat(sample.payload.length * 8 - 1), bit => {
          const payload = new Uint8Array(sample.payload)
          payload[bit >> 3]! ^= 1 << (bit & 7)
          neverGood({ ...sample, payload })
        }),
        { numRuns: 200 },
      )
    })

    it(`in the armour, one by one, is never good: ${name}`, () => {
      const armour = Buffer.from(sample.armour, 'latin1')
      for (let bit = 0; bit < armour.length * 8; bit += step) {
        const flipped = Buffer.from(armour)
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        // The last line end belongs to the header, not to the signature.
        if (flipped.toString('latin1').trimEnd() === sample.armour.trimEnd()) continue
        neverGood({ ...sample, armour: flipped.toString('latin1') })
      }
    })

    it(`in the decoded blob, one by one, is never good: ${name}`, () => {
      const [head, body, tail] = splitArmour(sample.armour)
      const blob = Buffer.from(body, 'base64')
      for (let bit = 0; bit < blob.length * 8; bit += step) {
        const flipped = Buffer.from(blob)
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        neverGood({ ...sample, armour: `${head}\n${flipped.toString('base64')}\n${tail}` })
      }
    })
  }
})
