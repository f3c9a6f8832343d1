import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findPolicyRef, POLICY_PATH, policyText } from '../../flow/loadPolicy.ts'
import { presetTexts } from '../../flow/packageRoot.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { explainPolicy } from '../../policy/explainPolicy.ts'
import { lockouts } from '../../policy/lockouts.ts'
import { readPolicy } from '../../policy/readPolicy.ts'
import type { Verb } from '../verb.ts'

export const policyVerb: Verb = {
  name: 'policy',
  describe: 'explain KEY: a value and where it comes from; test: is the file here right?',
  common: false,
  configure(command) {
    command
      .argument('<what>', 'explain or test')
      .argument('[key]', 'for explain: a key with dots; everything without')
  },
  async run(context, [what = '', key = '']) {
    const repo = await openRepository(context.dir)
    if (what === 'test') {
      const file = join(repo.dir, POLICY_PATH)
      const text = await readFile(file, 'utf8').catch(() => null)
      if (text === null)
        throw new Failure(`${file} is not there`, [{ run: ['git', 'improver', 'init'], where: 'here' }])
      const locked = lockouts(readPolicy(text, presetTexts(), POLICY_PATH))
      if (locked.length) throw new Failure(`${POLICY_PATH}: ${locked.join('; ')}`)
      context.out(context.json ? '{ "ok": true }\n' : `${POLICY_PATH} is right\n`)
      return EXIT.ok
    }
    if (what !== 'explain') throw new Failure(`policy ${what}: it takes explain or test`)
    const ref = await findPolicyRef(repo)
    const text = ref ? await policyText(repo, ref) : null
    if (text === null)
      throw new Failure('there is no policy on a protected branch', [
        { run: ['git', 'improver', 'init'], where: 'here' },
      ])
    const { value, origin } = explainPolicy(text, presetTexts(), `${ref}:${POLICY_PATH}`, key)
    context.out(
      context.json
        ? `${JSON.stringify({ value, origin }, null, 2)}\n`
        : `${JSON.stringify(value, null, 2)}\n  from ${origin}\n`,
    )
    return EXIT.ok
  },
}
