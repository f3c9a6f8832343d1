import { nearestWord } from './nearestWord.ts'
import { type Layer, saidBy } from './policyLayers.ts'
import type { KeyPath, Problem } from './problem.ts'
import { fullPattern, isGlob, matchesRef } from './refPatterns.ts'
import { allKeys } from './shapeOf.ts'
import { sharedIdentities } from './sharedIdentities.ts'
import { isInTeam } from './teams.ts'
import { type WrittenPolicy, writtenPolicy } from './writtenPolicy.ts'

/** What no key shows by itself: keys that contradict each other, or that no layer sets. */
export function meaningProblems(policy: WrittenPolicy, layers: Layer[]): Problem[] {
  const found = [
    ...sharedIdentities(policy),
    ...namelessAgents(policy),
    ...strangers(policy),
    ...silentAuthorities(policy),
    ...unknownReviewers(policy),
    ...unknownPushers(policy),
    ...unsafeTrust(policy),
    ...mirrorOverWork(policy),
    ...doubleImprovers(policy),
    ...(isWhole(layers) ? unset(policy) : []),
  ]
  return found.map(problem => ({ ...problem, ...nearest(layers, problem.path) }))
}

/** Whether the chain of presets was followed to its end. */
function isWhole(layers: Layer[]): boolean {
  return layers.length > 1 && layers.at(-1)?.written.extends === undefined
}

type Found = { path: KeyPath; what: string }

/** Improvers are told apart by their files' names, wherever these stand. */
function doubleImprovers({ run }: WrittenPolicy): Found[] {
  const names = (run?.improvers ?? []).map(path => path.replace(/^.*\/|\.\w+$/g, ''))
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: ['run', 'improvers', index], what: `is the second that is called ${name}` }],
  )
}

function namelessAgents({ attribution }: WrittenPolicy): Found[] {
  return (attribution?.agents ?? []).flatMap(({ emails = [], keys = [], accounts = [] }, index) =>
    emails.length + keys.length + accounts.length > 0
      ? []
      : [
          {
            path: ['attribution', 'agents', index],
            what: 'needs emails, keys or accounts that tell its work',
          },
        ],
  )
}

function strangers({ override, people }: WrittenPolicy): Found[] {
  const names = Object.keys(people ?? {})
  return (override?.by ?? []).flatMap((name, index) => {
    if (names.includes(name)) return []
    const meant = nearestWord(name, names)
    const what = `there is nobody named "${name}" in people${meant ? `; did you mean "${meant}"?` : ''}`
    return [{ path: ['override', 'by', index], what }]
  })
}

function silentAuthorities({ signers }: WrittenPolicy): Found[] {
  return (signers?.authorities ?? []).flatMap(({ emails }, index) =>
    emails.length > 0
      ? []
      : [
          {
            path: ['signers', 'authorities', index],
            what: 'needs emails that it may speak for (*@example.org)',
          },
        ],
  )
}

/** A list of reviewers that names nobody would ask for reviews that nobody can give. */
function unknownReviewers({ reviews, people = {} }: WrittenPolicy): Found[] {
  const names = Object.keys(people)
  const teams = Object.values(people).flatMap(person => person.teams ?? [])
  return (['by_class', 'by_path'] as const).flatMap(key =>
    Object.entries(reviews?.[key] ?? {}).flatMap(([name, quorum]) => {
      // What is wrong in a list has been told, and cut out of it.
      const from: string[] | undefined = typeof quorum === 'object' ? quorum.from : undefined
      return (from ?? []).flatMap((word, index) => {
        if (names.includes(word) || teams.some(team => isInTeam(team, word))) return []
        const meant = nearestWord(word, [...names, ...teams])
        const what = `there is neither a person nor a team "${word}" in people${meant ? `; did you mean "${meant}"?` : ''}`
        return [{ path: ['reviews', key, name, 'from', index], what }]
      })
    }),
  )
}

/** A list that names nobody would shut everybody out. */
function unknownPushers({ push, people = {}, attribution }: WrittenPolicy): Found[] {
  const teams = Object.values(people).flatMap(person => person.teams ?? [])
  const agents = (attribution?.agents ?? []).map(({ name }) => name)
  const names = [...Object.keys(people), ...agents, 'people', 'agents']
  return (['ai', 'ledger', 'tags'] as const).flatMap(key =>
    (push?.[key] ?? []).flatMap((word, index) => {
      if (names.includes(word) || teams.some(team => isInTeam(team, word))) return []
      const meant = nearestWord(word, [...names, ...teams])
      const what = `there is no person, team or agent "${word}"${meant ? `; did you mean "${meant}"?` : ''}`
      return [{ path: ['push', key, index], what }]
    }),
  )
}

/** What a trusted ref holds is judged no more: anyone who may push there unjudged walks round the gate. */
function unsafeTrust({ branches }: WrittenPolicy): Found[] {
  const covers = (branches?.protected ?? []).map(fullPattern)
  return (branches?.trust ?? []).flatMap((name, index) => {
    const ref = fullPattern(name)
    const covered = covers.some(cover => {
      if (cover === ref || (!isGlob(ref) && matchesRef(cover, ref))) return true
      const folder = cover.endsWith('/**') ? cover.slice(0, -2) : null
      return folder !== null && !isGlob(folder) && ref.startsWith(folder)
    })
    const what = `is trusted but not protected, so that anything can come in by it: add "${name}" to branches.protected`
    return covered ? [] : [{ path: ['branches', 'trust', index], what }]
  })
}

/** The mirror is a branch of its own: what stands on a branch of that name is none of the ledger's. */
function mirrorOverWork({ branches, ledger }: WrittenPolicy): Found[] {
  const mirror = ledger?.mirror
  if (!mirror || !(branches?.protected ?? []).some(name => fullPattern(name) === fullPattern(mirror)))
    return []
  return [
    {
      path: ['ledger', 'mirror'],
      what: `"${mirror}" is in branches.protected: the ledger needs a branch of its own`,
    },
  ]
}

const KEYS = allKeys(writtenPolicy)

/** Keys that stand for nothing when they are absent; all others must come from some layer. */
const OPTIONAL = new Set([
  'extends',
  'repository',
  'attribution.carrier',
  'reviews.by_class.*',
  'signers',
  'signers.*',
  'push',
  'push.*',
  'checks.behaviour',
  'checks.behaviour.noticed',
  'checks.performance.memory',
  'checks.performance.startup',
  'run.improvers',
  'run.patterns',
])

function unset(policy: WrittenPolicy): Found[] {
  return KEYS.flatMap(path => {
    const optional = OPTIONAL.has(path.join('.')) || OPTIONAL.has([...path.slice(0, -1), '*'].join('.'))
    const value = path.reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[key],
      policy,
    )
    return optional || value !== undefined ? [] : [{ path, what: 'is set neither here nor in a preset' }]
  })
}

/** The text that says it, else the one that says what it is part of, else the file. */
function nearest(layers: Layer[], path: KeyPath) {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length)
    const layer = saidBy(layers, part)
    const place = layer?.yaml.place(part, 'value')
    if (layer && place) return { where: layer.where, ...place }
  }
  return { where: layers[0]?.where ?? '', line: 1, column: 1 }
}
