import { createHash, randomUUID } from 'node:crypto'
import { appendFile, writeFile } from 'node:fs/promises'
import type { ForgeAnswer } from '../../flow/forge/forgeAnswer.ts'
import { type ForgeOptions, verifyForge } from '../../flow/forge/verifyForge.ts'
import { secretsOf } from '../../forges/openForge.ts'
import type { Patience } from '../../forges/patience.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { githubAnnotations } from '../../report/forge/annotations.ts'
import { codeQuality } from '../../report/forge/codeQuality.ts'
import { forgeText } from '../../report/forge/forgeText.ts'
import { escaped, jobSummary } from '../../report/forge/jobSummary.ts'
import { annotation, guarded } from '../../report/forge/workflowCommand.ts'
import { stepText } from '../../report/step.ts'
import type { Context } from '../verb.ts'

type Environment = Readonly<Record<string, string | undefined>>

const CODES = { allowed: EXIT.ok, refused: EXIT.refused, inconclusive: EXIT.inconclusive }

/**
 * `verify --forge`: the decision to the log, and in the forge's own ways beside it (annotations and a summary on
 * GitHub, a code quality report on GitLab). Nothing that is printed can be a command to the runner or hold a secret.
 */
export async function verifyOnForge(
  context: Context,
  options: ForgeOptions & { report: string | undefined },
  env: Environment,
  patience?: Patience,
): Promise<number> {
  const secrets = secretsOf(env)
  const hide = (text: string) => secrets.reduce((kept, secret) => kept.split(secret).join('***'), text)
  const github = options.forge === 'github'
  const say = (text: string) => (github ? guarded(hide(text), randomUUID()) : hide(text))
  const summary = async (text: string) => {
    if (github && env.GITHUB_STEP_SUMMARY) await appendFile(env.GITHUB_STEP_SUMMARY, hide(text))
  }
  const output = async (outcome: string) => {
    if (github && env.GITHUB_OUTPUT) await appendFile(env.GITHUB_OUTPUT, `outcome=${outcome}\n`)
  }
  try {
    const answer = await verifyForge(context.dir, options, env, patience)
    const outcome = worst(answer)
    if (context.json) context.out(hide(jsonOf(answer, outcome)))
    else {
      context.out(say(forgeText(answer)))
      if (github) for (const result of answer.results) context.out(hide(githubAnnotations(result)))
    }
    await summary(jobSummary(answer))
    await output(outcome)
    const digest = (text: string) => createHash('sha256').update(text).digest('hex')
    if (options.report)
      await writeFile(
        options.report,
        hide(`${JSON.stringify(codeQuality(answer.results, digest), null, 2)}\n`),
      )
    return CODES[outcome]
  } catch (error) {
    const failure = error instanceof Failure ? error : null
    const what = error instanceof Error ? error.message : String(error)
    const next = failure?.next.map(step => `  next  ${stepText(step)}\n`).join('') ?? ''
    const exit = failure?.exit ?? EXIT.fault
    context.err(say(`git-improver: ${what}\n${next}`))
    if (env.GIT_IMPROVER_DEBUG && error instanceof Error) context.err(say(`${error.stack}\n`))
    if (github && !context.json) context.out(hide(annotation('error', 'git-improver', what, null)))
    await summary(`### git-improver: no decision\n\n${escaped(what)}\n`)
    await output(exit === EXIT.inconclusive ? 'inconclusive' : 'failed')
    return exit
  }
}

function worst({ results }: ForgeAnswer): keyof typeof CODES {
  const outcomes = results.map(({ decision }) => decision.outcome)
  if (outcomes.includes('refused')) return 'refused'
  return outcomes.includes('inconclusive') ? 'inconclusive' : 'allowed'
}

/** One document; the fields of `verify` are those of the first thing that was judged. */
function jsonOf({ audit, job, results, kept, notes }: ForgeAnswer, outcome: string): string {
  const each = results.map(({ update, decision: { violations, commits }, proposal, opinions }) => ({
    ...update,
    violations,
    commits,
    proposal,
    opinions,
  }))
  const whole = {
    allowed: outcome === 'allowed',
    forge: job.place.forge,
    audit,
    ...each[0],
    results: each,
    kept,
    notes,
  }
  // An older form of a runner's command is seen anywhere in a line; in JSON it can be spelled another way.
  return `${JSON.stringify(whole, null, 2).replaceAll('##[', '#\\u0023[')}\n`
}
