import { trust } from '../../flow/trust/trust.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { trustText } from '../../report/trust.ts'
import type { Verb } from '../verb.ts'

export const trustVerb: Verb = {
  name: 'trust',
  describe: 'what became of the proposals of each improver, and which start by themselves',
  common: false,
  configure() {},
  async run(context) {
    const told = await trust(await openRepository(context.dir))
    context.out(context.json ? `${JSON.stringify(told, null, 2)}\n` : trustText(told))
    return EXIT.ok
  },
}
