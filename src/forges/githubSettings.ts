import type { Octokit } from '@octokit/rest'
import { Failure } from '../model/failure.ts'
import type { GithubCall } from './openGithub.ts'
import type { Setting } from './setting.ts'

type List = <T>(
  what: string,
  needs: string,
  once: (page: object) => Promise<{ data: T[]; headers: { link?: string | undefined } }>,
) => Promise<T[]>

/** GitHub Actions itself, as the source of a check. */
const ACTIONS = 15368

/** What protects a branch, from rulesets and from classic protection together; `null` where the token sees neither. */
type Seen = {
  checks: { context: string; source: number | null }[]
  upToDate: boolean
  queue: boolean
  workflows: boolean
  pullRequest: boolean
  staleDismissed: boolean
  lastPush: boolean
  noDeletion: boolean
  noForcePush: boolean
  /** Null: the token may not see who is let past. */
  bypass: boolean | null
}

/**
 * What GitHub is set to for a branch, as findings. Rulesets are readable with any token; classic protection and the
 * list of those who are let past only with administration rights, and without them that is `unseen`.
 */
export async function githubSettings(
  octokit: Octokit,
  where: { owner: string; repo: string },
  ref: string,
  call: GithubCall,
  list: List,
): Promise<Setting[]> {
  const branch = ref.replace(/^refs\/heads\//, '')
  const rules = await list(`the rules of ${branch}`, 'metadata: read', page =>
    octokit.rest.repos.getBranchRules({ ...where, branch, ...page }),
  )
  const classic = await unlessHidden(() =>
    call(`the protection of ${branch}`, 'administration: read', () =>
      octokit.rest.repos.getBranchProtection({ ...where, branch }),
    ),
  )
  const sets = [...new Set(rules.flatMap(rule => rule.ruleset_id ?? []))]
  const details = await Promise.all(
    sets.map(id =>
      unlessHidden(() =>
        call(`ruleset ${id}`, 'administration: read', () =>
          octokit.rest.repos.getRepoRuleset({ ...where, ruleset_id: id }),
        ),
      ),
    ),
  )
  const has = (type: string) => rules.some(rule => rule.type === type)
  const pulls = rules.flatMap(rule =>
    rule.type === 'pull_request' && rule.parameters ? [rule.parameters] : [],
  )
  const statuses = rules.flatMap(rule =>
    rule.type === 'required_status_checks' && rule.parameters ? [rule.parameters] : [],
  )
  const protection = classic?.data ?? null
  const actors = details.map(one => one?.data.bypass_actors)
  const passable = protection ? !(protection.enforce_admins?.enabled ?? false) : null
  const seen: Seen = {
    checks: [
      ...statuses.flatMap(one =>
        one.required_status_checks.map(check => ({
          context: check.context,
          source: check.integration_id ?? null,
        })),
      ),
      ...(protection?.required_status_checks?.checks ?? []).map(check => ({
        context: check.context,
        source: check.app_id,
      })),
    ],
    upToDate:
      statuses.some(one => one.strict_required_status_checks_policy) ||
      protection?.required_status_checks?.strict === true,
    queue: has('merge_queue'),
    workflows: has('workflows'),
    pullRequest: has('pull_request') || protection?.required_pull_request_reviews !== undefined,
    staleDismissed:
      pulls.some(one => one.dismiss_stale_reviews_on_push) ||
      protection?.required_pull_request_reviews?.dismiss_stale_reviews === true,
    lastPush:
      pulls.some(one => one.require_last_push_approval) ||
      protection?.required_pull_request_reviews?.require_last_push_approval === true,
    noDeletion: has('deletion') || protection?.allow_deletions?.enabled === false,
    noForcePush: has('non_fast_forward') || protection?.allow_force_pushes?.enabled === false,
    bypass: sets.length
      ? actors.some(one => one === undefined)
        ? null
        : actors.some(one => (one ?? []).length > 0)
      : passable,
  }
  return findings(ref, branch, seen, protection === null)
}

/** @param blind whether classic protection could not be seen, so that what rulesets lack may be there all the same. */
export function findings(ref: string, branch: string, seen: Seen, blind: boolean): Setting[] {
  const at = `Settings, Rules, the ruleset of ${branch}`
  const one = (id: string, good: boolean, what: string, mend: string): Setting => ({
    id,
    ref,
    state: good ? 'ok' : blind ? 'unseen' : 'wrong',
    what: good ? what : `${what}: ${blind ? 'not seen' : 'no'}`,
    mend: good ? '' : `${at}: ${mend}`,
  })
  const context = `git-improver/${branch}`
  const own = seen.checks.find(check => check.context === context)
  const check = own ?? seen.checks.find(({ context: name }) => /git-improver/i.test(name))
  const required = seen.workflows || own !== undefined
  return [
    one(
      'required-check',
      required,
      `the status ${context} is required`,
      `require the status check ${context}`,
    ),
    ...(check && !own && !seen.workflows
      ? [
          {
            id: 'check-of-ref',
            ref,
            state: 'wrong' as const,
            what: `the check ${check.context} names no branch: passed for another branch, it counts here for the same commit`,
            mend: `${at}: require ${context}, which verify --status git-improver sets`,
          },
        ]
      : []),
    ...(required && !seen.workflows && (own?.source === null || own?.source === ACTIONS)
      ? [
          {
            id: 'check-source',
            ref,
            state: 'wrong' as const,
            what: 'whoever may push a branch with a workflow can set that status too',
            mend: 'require the workflow itself (an organisation ruleset: require workflows to pass), or set the status from an app of its own',
          },
        ]
      : []),
    one(
      'current-base',
      seen.upToDate || seen.queue,
      'branches must be up to date, or go through the merge queue',
      'require branches to be up to date, or require the merge queue',
    ),
    one(
      'pull-request',
      seen.pullRequest,
      'changes come by pull request',
      'require a pull request before merging',
    ),
    one(
      'stale-reviews',
      seen.staleDismissed,
      'a push dismisses approvals',
      'dismiss stale pull request approvals when new commits are pushed',
    ),
    one(
      'last-push',
      seen.lastPush,
      'whoever pushed last does not approve',
      'require approval of the most recent reviewable push',
    ),
    one('deletion', seen.noDeletion, 'it cannot be deleted', 'restrict deletions'),
    one('force-push', seen.noForcePush, 'it cannot be rewound', 'block force pushes'),
    {
      id: 'bypass',
      ref,
      state: seen.bypass === null ? 'unseen' : seen.bypass ? 'wrong' : 'ok',
      what:
        seen.bypass === null
          ? 'whether somebody is let past: not seen'
          : `nobody is let past${seen.bypass ? ': no' : ''}`,
      mend:
        seen.bypass === false
          ? ''
          : `${at}: empty the bypass list (classic: do not allow bypassing the above settings)`,
    },
  ]
}

/** Null where the token may not look: 403, and 404, which hides as well as it denies. */
async function unlessHidden<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Failure && /\((403|404)\)/.test(error.message)) return null
    throw error
  }
}
