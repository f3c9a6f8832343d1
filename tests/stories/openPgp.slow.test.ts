import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { repositoryAt } from '../helpers/gitRepository.ts'
import { FORMAT, makeLanding, propose } from '../helpers/landing.ts'
import { emptyHome, home, makePgpKey, noGpg } from '../helpers/pgpKey.ts'
import { noSigning } from '../helpers/signingKey.ts'

describe('a review that is signed with OpenPGP', { skip: noGpg || noSigning }, () => {
  const key = noGpg ? '' : makePgpKey('pat@example.org')

  function reviewed(people: string) {
    const { jane, rob } = makeLanding('strict@1', people)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the code that the file will hold
    const faster = FORMAT.replace("name + ' ' + version", '`${name} ${version}`')
    propose(jane, 'ai/performance/format', { 'src/format.ts': faster })
    jane.git('push', '-q', 'origin', 'ai/performance/format')
    rob.git('fetch', '-q')
    rob.git('switch', '-q', 'ai/performance/format')
    const trailer = ['--trailer', 'Reviewed-by: Pat <pat@example.org>']
    repositoryAt(rob.dir, { ...rob.env, GNUPGHOME: home }).git(
      ...['-c', 'gpg.format=openpgp', 'commit', '-q', '--amend', '--no-edit', `-S${key}`, ...trailer],
    )
    rob.git('switch', '-q', 'main')
    rob.git('merge', '-q', '--ff-only', 'ai/performance/format')
    return (gnupg: string) =>
      repositoryAt(rob.dir, { ...rob.env, GNUPGHOME: gnupg }).tryGit('push', '--no-verify', 'origin', 'main')
  }

  it('lands where the server has the key, and is refused with a reason where it has not', () => {
    const push = reviewed(`  pat: { emails: [pat@example.org], keys: ['openpgp:${key}'] }\n`)
    const refused = push(emptyHome())
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /its signature is no help: the keyring here has no key/)
    const landed = push(home)
    assert.equal(landed.code, 0, landed.stderr)
  })

  it("is not read where nobody's key is an OpenPGP key, and is told so", () => {
    const push = reviewed('  pat: { emails: [pat@example.org] }\n')
    const refused = push(home)
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /OpenPGP signatures are read only where the policy has an openpgp: key/)
  })
})
