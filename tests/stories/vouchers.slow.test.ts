import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/model/entry.ts'
import { improver } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { makeLanding } from '../helpers/landing.ts'
import { giveSigningKey, noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { BRANCH, lands, last, proposed, refused, write } from './ledgerStory.ts'

describe('a voucher', { skip: noSigning }, () => {
  const vouch = (entry: Entry, person: string, more: object = {}): Entry =>
    ({ ...entry, by: 'forge <ci@example.org>', data: { ...entry.data, for: person, ...more } }) as Entry

  it('answers for a person under recommended, and not under strict', () => {
    for (const preset of ['recommended@1', 'strict@1']) {
      const ci = makeRepository()
      const key = giveSigningKey(ci)
      const { jane, rob, sue } = proposed(preset, `vouchers: { forge: '${key}' }\n`)
      improver(rob, 'approve', '--entry', BRANCH)
      const honest = last(rob, 'reviewed')
      write(sue, signEntryAs(ci, { ...honest, by: 'forge <ci@example.org>' }))
      refused(sue, /signed by the voucher forge and names nobody/)
      write(sue, signEntryAs(ci, vouch(honest, 'Jane Doe <jane@example.org>')))
      refused(sue, /vouched by forge\): jane set the agent to work/)
      write(sue, signEntryAs(sue, vouch(honest, 'Rob Roe <rob@example.org>')))
      refused(sue, /only a voucher of the policy speaks/)
      write(jane, signEntryAs(ci, vouch(honest, 'Rob Roe <rob@example.org>')))
      if (preset === 'strict@1') refused(sue, /it is vouched, the policy asks for verified/)
      else lands(sue)
    }
  })

  it('is never the person: no policy gives one key to both', () => {
    const { rob, sue } = makeLanding('recommended@1')
    const robs = readFileSync(rob.git('config', 'user.signingKey'), 'utf8').split(' ').slice(0, 2).join(' ')
    const policy = readFileSync(join(sue.dir, '.improver/policy.yaml'), 'utf8')
    sue.commit('Let Rob vouch', { '.improver/policy.yaml': `${policy}vouchers: { rob: '${robs}' }\n` })
    refused(sue, /belongs to voucher rob here and to person rob too/, 'main')
  })
})
