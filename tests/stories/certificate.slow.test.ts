import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CertificateOptions, certify } from '../git/certificateSamples.ts'
import { makeKey } from '../git/signatureSamples.ts'
import { improver } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { FORMAT, makeLanding, propose } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

const BRANCH = 'ai/performance/format'

/** Nat, whom no policy lists, reviews with a certificate; gives what pushing it to main says. */
function reviewAndPush(given: CertificateOptions & { stranger?: boolean }) {
  const authority = makeKey('-t', 'ed25519')
  const issuer = given.stranger ? makeKey('-t', 'ed25519') : authority
  const signers = `signers: { authorities: [{ key: '${authority.text}', emails: ['*@corp.example.org'] }] }\n`
  const { jane, server } = makeLanding('strict@1', signers)
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code that the file will hold
  propose(jane, BRANCH, { 'src/format.ts': FORMAT.replace("name + ' ' + version", '`${name} ${version}`') })
  jane.git('push', '-q', 'origin', BRANCH)

  const nat = makeRepository({ from: server.dir, name: 'Nat Noe <nat@corp.example.org>' })
  const options = { principals: 'nat,nat@corp.example.org', until: 'forever' as const, ...given }
  nat.git('config', 'gpg.format', 'ssh')
  nat.git('config', 'user.signingKey', certify(issuer, makeKey('-t', 'ed25519'), options).cert)
  nat.git('switch', '-q', 'main')
  nat.git('remote', 'set-head', 'origin', 'main')
  assert.equal(improver(nat, 'init', '--yes').code, 0)
  nat.git('switch', '-q', BRANCH)
  const trailer = 'Reviewed-by: Nat Noe <nat@corp.example.org>'
  nat.git('commit', '-q', '--amend', '--no-edit', '-S', '--trailer', trailer)
  nat.git('switch', '-q', 'main')
  nat.git('merge', '-q', '--ff-only', BRANCH)
  const verified = improver(nat, 'verify', 'origin/main..main', '--json')
  return { push: nat.tryGit('push', '--no-verify', 'origin', 'main'), verified: JSON.parse(verified.stdout) }
}

describe('a reviewer whom only an authority knows', { skip: noSigning }, () => {
  it('lets an improvement land on a server that asks for signatures', () => {
    const { push, verified } = reviewAndPush({})
    assert.deepEqual([push.code, push.stderr.includes('refused')], [0, false], push.stderr)
    const [{ reviews }] = verified.commits
    assert.deepEqual(
      reviews.map(({ by, assurance, problem }: Record<string, string>) => [by, assurance, problem]),
      [['Nat Noe <nat@corp.example.org>', 'verified', null]],
    )
  })
  it('is refused with a certificate of a stranger', () => {
    const { push } = reviewAndPush({ stranger: true })
    assert.equal(push.code, 1)
    assert.match(push.stderr, /a certificate of an authority that the policy does not name/)
  })
  it('is refused with a certificate that ended years before the landing, though it fits the commit', () => {
    const { push } = reviewAndPush({ from: 1_690_000_000, until: 1_710_000_000 })
    assert.equal(push.code, 1)
    assert.match(push.stderr, /expired on 2024-03-09T16:00:00Z, longer ago than signers.certificate_grace/)
  })
})
