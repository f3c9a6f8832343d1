import * as z from 'zod/mini'
import { CLASSES } from '../model/commit.ts'
import { ASSURANCES, type Assurance } from '../model/decision.ts'
import { ANSWERS, type Example } from '../model/example.ts'
import type { Policy } from '../model/policy.ts'
import { emailProblem } from './emailAddress.ts'
import { shown } from './oddCharacter.ts'
import { parseYaml } from './parseYaml.ts'
import { type KeyPath, type Problem, policyFailure } from './problem.ts'
import { firstProtectedBranch, fullPattern } from './refPatterns.ts'
import { type Issue, shapeProblems } from './shapeProblems.ts'

const reviewer = z.strictObject({ by: z.string(), assurance: z.optional(z.enum(ASSURANCES)) })

const writtenExamples = z.strictObject({
  version: z.literal(1),
  examples: z
    .array(
      z.strictObject({
        name: z.string(),
        files: z.array(z.string()).check(z.minLength(1), z.maxLength(200)),
        class: z.optional(z.enum(CLASSES)),
        ref: z.optional(z.string()),
        author: z.optional(z.string()),
        message: z.optional(z.string()),
        initiator: z.optional(z.string()),
        reviews: z.optional(z.array(z.union([z.string(), reviewer])).check(z.maxLength(200))),
        expect: z.enum(ANSWERS),
        because: z.optional(z.string()),
      }),
    )
    .check(z.maxLength(200)),
})

type Written = z.infer<typeof writtenExamples>['examples'][number]

/**
 * Reads the examples that stand beside a policy. People are given by their name in the policy or by an address; what
 * an example leaves out is the most common case: an agent's change of code, on the first protected branch, by the
 * policy's own bot, with reviews as sure as the policy asks.
 * @throws Failure (exit 2) that names every problem with line and column.
 */
export function readExamples(text: string, policy: Policy, where: string): Example[] {
  const problems: Problem[] = []
  const yaml = parseYaml(text, where, problems)
  const checked = writtenExamples.safeParse(yaml.value, { jitless: true })
  if (!checked.success && !(yaml.value === undefined && problems.length)) {
    const issues = checked.error.issues as unknown as Issue[]
    problems.push(...shapeProblems(writtenExamples, issues, yaml, where, 'an example'))
  }
  if (problems.length || !checked.success) throw policyFailure(problems)

  const place = (path: KeyPath) => yaml.place(path, 'value') ?? { line: 1, column: 1 }
  const examples = checked.data.examples.map((example, index) => {
    const here: KeyPath = ['examples', index]
    const address = (name: string, ...at: KeyPath) => {
      const { email, what } = addressOf(name, policy)
      if (what) problems.push({ where, path: [...here, ...at], what, ...place([...here, ...at]) })
      return email
    }
    for (const [at, path] of example.files.entries()) {
      const what = pathProblem(path)
      if (what) problems.push({ where, path: [...here, 'files', at], what, ...place([...here, 'files', at]) })
    }
    return resolved(example, policy, `${where}:${place([...here, 'name']).line}`, address)
  })
  if (problems.length) throw policyFailure(problems)
  return examples
}

function resolved(
  written: Written,
  policy: Policy,
  where: string,
  address: (name: string, ...at: KeyPath) => string,
): Example {
  const { name, files, expect, because = null } = written
  return {
    name,
    where,
    files,
    class: written.class ?? 'algorithm_change',
    ref: written.ref ? fullPattern(written.ref) : (firstProtectedBranch(policy) ?? 'refs/heads/main'),
    author: written.author === undefined ? policy.run.bot.email : address(written.author, 'author'),
    message: written.message ?? name,
    initiator: written.initiator === undefined ? null : address(written.initiator, 'initiator'),
    reviews: (written.reviews ?? []).map((review, at) => {
      const said: { by: string; assurance?: Assurance | undefined } =
        typeof review === 'string' ? { by: review } : review
      return {
        email: address(said.by, 'reviews', at),
        assurance: said.assurance ?? policy.reviews.assurance,
      }
    }),
    expect,
    because,
  }
}

/** No pattern of the policy is written for a path that git cannot hold, so that everything would be allowed there. */
function pathProblem(path: string): string | null {
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) return null
  return `"${shown(path)}" is no path as git has it: from the top of the repository, to a file, without . and ..`
}

function addressOf(name: string, { people }: Policy): { email: string; what?: string } {
  const person = Object.hasOwn(people, name) ? people[name] : undefined
  const email = person ? person.emails[0] : name
  if (email === undefined) return { email: '', what: `people.${name} has no address in the policy` }
  if (person || emailProblem(email) === null) return { email }
  return { email: '', what: `"${shown(name)}" is neither a name of people in the policy nor an address` }
}
