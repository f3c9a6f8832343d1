import type { CheckStatus } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import { DECISIONS } from './decisions.ts'
import type { Found, Scanned } from './scanner.ts'

export type Outcome = { scanner: string; scanned: Scanned }

/** The ledger leaves out evidence that is longer than 7,000 bytes: so much of it is spent on findings. */
const MOST_BYTES = 4_000
const LONGEST_PATH = 200
const LONGEST_WHAT = 160
/** Findings that a line for a person names. */
const NAMED = 3

/** One line: the worst findings, and which scanners did not look. */
export function reasonOf(found: Found[], outcomes: Outcome[]): string {
  const parts = found.slice(0, NAMED).map(told)
  if (found.length > NAMED) parts.push(`and ${found.length - NAMED} more`)
  for (const { scanner, scanned } of outcomes) {
    if ('notRun' in scanned) parts.push(`${scanner} did not run: ${scanned.notRun}`)
    if ('brokeOff' in scanned) parts.push(`${scanner} broke off: ${scanned.brokeOff}`)
  }
  const asked = found.length > 0 && found.every(({ weight }) => weight === 'asks')
  return `${asked ? 'a person should look: ' : ''}${parts.join('; ')}`
}

/** Each scanner's own status, and what is new: rules, places and our own words, never a text of the repository's. */
export function toEvidence(outcomes: Outcome[]): { [key: string]: Json } {
  const all = outcomes.flatMap(({ scanned }) => ('found' in scanned ? scanned.found : []))
  all.sort((a, b) => Number(b.weight === 'fails') - Number(a.weight === 'fails'))
  const listed: Json[] = []
  let left = MOST_BYTES
  for (const { rule, weight, path, line, what } of all) {
    const one = { rule, weight, path: path.slice(0, LONGEST_PATH), line, what: what.slice(0, LONGEST_WHAT) }
    left -= Buffer.byteLength(JSON.stringify(one)) + 1
    if (left < 0) break
    listed.push(one)
  }
  return {
    scanners: Object.fromEntries(outcomes.map(({ scanner, scanned }) => [scanner, statusJson(scanned)])),
    new: listed,
    more: all.length - listed.length,
  }
}

function statusJson(scanned: Scanned): Json {
  if ('notRun' in scanned) return { status: 'not-run', why: scanned.notRun }
  if ('declined' in scanned) return { status: 'not-run', why: scanned.declined }
  if ('brokeOff' in scanned) return { status: 'inconclusive', why: scanned.brokeOff }
  if (scanned.looked === 0) return { status: 'not-run', why: 'nothing of its kind was changed' }
  return { status: statusOf(scanned.found), looked: scanned.looked, new: scanned.found.length }
}

function statusOf(found: Found[]): CheckStatus {
  if (found.some(({ weight }) => weight === 'fails')) return 'failed'
  return found.length > 0 ? 'inconclusive' : 'passed'
}

function told({ rule, path, line, what }: Found): string {
  const place = `${path.slice(0, LONGEST_PATH)}${line === null ? '' : `:${line}`}`
  return oneLine(`${place} ${DECISIONS[rule].words} (${what.slice(0, LONGEST_WHAT)})`)
}

/** Paths and names are the repository's: what ends a line or turns it round has no place in ours. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
}
