import type { ChangedFile, Changes } from './changes.ts'
import { DECISIONS, type Rule, type Weight } from './decisions.ts'
import type { Found, Place } from './scanner.ts'
import { keepTime } from './withinTime.ts'
import type { Zone } from './zone.ts'

/** A place of the head that its own file did not have. */
type Open = { file: ChangedFile; place: Place; altered: boolean }

/**
 * What is in the head and was not in the base: a difference of multisets by rule, file and key. What left another changed
 * file of the same zone was moved: out of a file that is gone (a rename) it is nothing new, out of one that stays it asks.
 * @throws OutOfPatience when there is no more time.
 * @param find the places of one text; called for both sides of each file that `fits`.
 */
export function broughtBy(
  changes: Changes,
  fits: (file: ChangedFile) => boolean,
  find: (file: ChangedFile, text: string) => Place[],
): { looked: number; found: Found[] } {
  const open: Open[] = []
  const left = { gone: new Map<string, number>(), stays: new Map<string, number>() }
  let looked = 0
  for (const file of changes.files.filter(fits)) {
    keepTime(changes, looked++)
    const { before, after } = file
    if (before.text !== null && before.text === after.text) continue
    const was = count(before.text === null ? [] : find(file, before.text))
    const now = after.text === null ? [] : find(file, after.text)
    open.push(...unmatched(file, was, now))
    const pool = after.kind === null ? left.gone : left.stays
    for (const [key, number] of was.places) add(pool, `${file.zone}\0${key}`, number)
  }
  const found: Found[] = []
  for (const { file, place, altered } of open) {
    const key = `${file.zone}\0${keyOf(place)}`
    if (take(left.gone, key)) continue
    const weight = weightOf(place.rule, file.zone)
    const moved = take(left.stays, key)
    if (moved && weight === 'asks') continue
    const { path } = file
    const what = moved ? `${place.what}, moved here` : place.what
    found.push({
      rule: place.rule,
      weight: moved || altered ? 'asks' : weight,
      path,
      line: place.line,
      what,
    })
  }
  return { looked, found }
}

/** A finding about a file as a whole or a line of it, with the weight that its rule has there. */
export function foundIn({ path, zone }: ChangedFile, rule: Rule, line: number | null, what: string): Found {
  return { rule, weight: weightOf(rule, zone), path, line, what }
}

/** What a rule leads to in a zone. */
export function weightOf(rule: Rule, zone: Zone): Weight {
  return zone === 'shipped' ? DECISIONS[rule].shipped : DECISIONS[rule].aside
}

type Counted = { places: Map<string, number>; rules: Map<Rule, number> }

function count(places: Place[]): Counted {
  const counted: Counted = { places: new Map(), rules: new Map() }
  for (const place of places) {
    add(counted.places, keyOf(place), 1)
    add(counted.rules, place.rule, 1)
  }
  return counted
}

/** `eval` that was there and runs another text now is altered: a person is asked, since a template engine's own may be edited. */
function unmatched(file: ChangedFile, was: Counted, now: Place[]): Open[] {
  const rules = count(now).rules
  return now
    .filter(place => !take(was.places, keyOf(place)))
    .map(place => ({
      file,
      place,
      altered: place.rule === 'eval' && (rules.get('eval') ?? 0) <= (was.rules.get('eval') ?? 0),
    }))
}

function keyOf({ rule, key }: Place): string {
  return `${rule}\0${key}`
}

function add<K>(counts: Map<K, number>, key: K, number: number): void {
  counts.set(key, (counts.get(key) ?? 0) + number)
}

function take(counts: Map<string, number>, key: string): boolean {
  const there = counts.get(key) ?? 0
  if (there > 0) counts.set(key, there - 1)
  return there > 0
}
