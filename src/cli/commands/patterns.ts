import { openRepository, type Repository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { learnedText, patternsText, testedText } from '../../report/patterns.ts'
import type { Verb } from '../verb.ts'

export const patternsVerb: Verb = {
  name: 'patterns',
  describe: 'rewrite rules as data: list them with their record, test them, or learn one from an improvement',
  common: false,
  configure(command) {
    command
      .argument('[action]', 'list, test or learn', 'list')
      .argument('[name]', 'with test: of one rule; with learn: the improvement, by its id or branch')
      .argument('[id]', 'with learn: what to call the rule')
  },
  async run(context, [action = 'list', name, id]) {
    const repo = await openRepository(context.dir)
    const tell = (value: unknown, text: string) =>
      context.out(context.json ? `${JSON.stringify(value, null, 2)}\n` : text)
    if (action === 'list') {
      const { listPatterns } = await import('../../flow/patterns/listPatterns.ts')
      const listed = await listPatterns(repo)
      tell(listed, patternsText(listed))
      return listed.problems.length ? EXIT.refused : EXIT.ok
    }
    if (action === 'test') return testThem(repo, name, tell)
    if (action !== 'learn' || name === undefined)
      throw new Failure('patterns takes list, test, or learn and an improvement', [
        { run: ['git', 'improver', 'patterns', 'list'], where: 'here' },
      ])
    const { learnPattern } = await import('../../flow/patterns/learnPattern.ts')
    const learned = await learnPattern(repo, await openEngine(), name, id ?? null)
    tell(learned, learnedText(learned))
    return EXIT.ok
  },
}

async function testThem(
  repo: Repository,
  only: string | undefined,
  tell: (value: unknown, text: string) => void,
): Promise<number> {
  const [{ gatherPatterns }, { testPatterns }, { policyInForce }] = await Promise.all([
    import('../../flow/patterns/gatherPatterns.ts'),
    import('../../flow/patterns/testPatterns.ts'),
    import('../../flow/policyInForce.ts'),
  ])
  const { patterns, tests, problems } = await gatherPatterns(repo, await policyInForce(repo), null)
  const isMeant = ({ id }: { id: string }) => only === undefined || id === only
  if (only !== undefined && !patterns.some(isMeant))
    throw new Failure(`there is no rule ${only}`, [
      { run: ['git', 'improver', 'patterns', 'list'], where: 'here' },
    ])
  const tested = testPatterns(await openEngine(), patterns.filter(isMeant), tests.filter(isMeant))
  tell({ tested, problems }, testedText(tested, problems))
  return problems.length || tested.some(({ failures }) => failures.length) ? EXIT.refused : EXIT.ok
}

async function openEngine() {
  const { INSTALL, openAstGrep } = await import('../../flow/patterns/openAstGrep.ts')
  const engine = await openAstGrep()
  if (!engine)
    throw new Failure('@ast-grep/napi, which reads patterns, is not installed', [
      { run: INSTALL, where: 'here' },
    ])
  return engine
}
