import type { Oid } from '../model/change.ts'
import type { CommitFact } from '../model/commit.ts'
import type { Decision, Judged, Violation } from '../model/decision.ts'
import type { UpdateFacts } from './facts.ts'
import { type OriginFact, originOf } from './origin.ts'
import { judgeOverrides } from './override.ts'
import type { EntryFacts } from './reviews/entryFact.ts'
import { authorOf, makersOf } from './reviews/makers.ts'
import { NOTHING_SAID, standingOf } from './reviews/standing.ts'
import { LEDGER_THERE } from './rules/ledgerThere.ts'
import { judgeRuleChange } from './rules/policyChange.ts'
import { judgeAiCommit, needOf, titleOf } from './rules/reviewRequired.ts'
import { skippedOwners } from './rules/skippedOwners.ts'
import { UPDATE_RULES } from './rules/updateRules.ts'
import type { Known } from './signals/signal.ts'

/** Takes the commits of one update, one at a time, and decides when all have been seen. */
export type Judge = {
  /** Children before their parents. `origin` is what `originOf` said when the facts were gathered. */
  commit(fact: CommitFact, origin: OriginFact): void
  /** The commits about which something said would matter, and all names, so that it can be looked up. */
  asks(): Asked
  /** @param entries what the ledger says about them. */
  end(entries?: EntryFacts): Decision
}

export type Asked = { about: CommitFact[]; landing: Oid[] }

/**
 * Opens the judgement of one ref that moves. Only AI commits and what may answer for them are kept,
 * so memory grows with those and with a name for each of the others.
 * @param deciding whose `override.by` counts: the policy that decides, where `known` is a branch's own.
 */
export function openJudge(update: UpdateFacts, known: Known, deciding: Known = known): Judge {
  const ai: { fact: CommitFact; origin: OriginFact; at: number }[] = []
  const rules: { fact: CommitFact; at: number }[] = []
  const carriers: CommitFact[] = []
  const authors = new Map<Oid, string>()
  const commits: Judged[] = []
  let tip: CommitFact | null = null
  const violations: Violation[] = UPDATE_RULES.flatMap(rule => rule.check(update, known))
  return {
    commit(fact, origin) {
      if (fact.ambiguous) violations.push(ambiguous(fact.oid, fact.ambiguous))
      if (fact.reaches?.length) carriers.push(fact)
      if (fact.oid === update.update.new) tip = fact
      // A merge or an empty sign-off adds no content, so whoever makes it may still review.
      if (fact.parents.length < 2 && !fact.reaches?.length) {
        const human = authorOf(fact, known)
        if (human) authors.set(fact.oid, human)
      }
      if (origin.origin === 'ai') ai.push({ fact, origin, at: commits.length })
      if (fact.rules?.length) rules.push({ fact, at: commits.length })
      commits.push({
        commit: fact.oid,
        title: titleOf(fact),
        origin: origin.origin,
        class: null,
        signals: [],
        reviews: [],
      })
    },
    asks() {
      const about = new Set(rules.map(({ fact }) => fact))
      // Those that may land by their class alone too: a no holds against them as well.
      for (const { fact } of update.kind === 'authority' ? [] : ai) if (needOf(fact, known)) about.add(fact)
      return { about: [...about], landing: commits.map(({ commit }) => commit) }
    },
    end(entries) {
      const standing = entries ? standingOf(entries, known) : NOTHING_SAID
      const landing = { ref: update.update.ref, carriers, authors, standing }
      // Where only the rules are judged, whatever else lands is free.
      for (const { fact, origin, at } of update.kind === 'authority' ? [] : ai) {
        const answer = judgeAiCommit(fact, origin, landing, known)
        commits[at] = answer.judged
        violations.push(...answer.violations)
      }
      const wrote = rules.flatMap(({ fact }) => {
        const human = authorOf(fact, known)
        return human ? [[fact.oid, human] as const] : []
      })
      for (const { fact, at } of rules) {
        const answer = judgeRuleChange(fact, { ...landing, authors: new Map(wrote) }, known)
        const judged = commits[at]
        if (judged?.reviews.length === 0) judged.reviews = answer.reviews
        violations.push(...answer.violations)
      }
      violations.push(...skippedOwners(ai.map(({ fact }) => fact)))
      const makers = new Map(ai.flatMap(({ fact }) => [...makersOf(fact, deciding, authors.values())]))
      const over = judgeOverrides({ update: update.update, tip }, violations, entries, makers, deciding)
      return {
        outcome: outcomeOf(over.violations),
        violations: over.violations,
        commits,
        ...(over.override && { override: over.override }),
      }
    },
  }
}

/** The gate in one call: what git says and what the policy says, to a decision. Pure. */
export function decide(
  update: UpdateFacts,
  commits: Iterable<CommitFact>,
  known: Known,
  entries?: EntryFacts,
): Decision {
  const judge = openJudge(update, known)
  for (const commit of commits) judge.commit(commit, originOf(commit, known))
  return judge.end(entries)
}

/** Where all that speaks against it is that something could not be looked up, nobody has said no. */
function outcomeOf(violations: Violation[]): Decision['outcome'] {
  const blocking = violations.filter(({ level }) => level === 'block')
  if (!blocking.length) return 'allowed'
  return blocking.every(({ rule }) => rule === LEDGER_THERE) ? 'inconclusive' : 'refused'
}

function ambiguous(oid: Oid, why: string): Violation {
  return {
    rule: 'ambiguous-object',
    level: 'block',
    commit: oid,
    why,
    next: [{ ask: 'make the commit again with plain git' }],
  }
}
