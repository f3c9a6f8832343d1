import type { State } from '../../model/lifecycle.ts'
import type { Track } from '../../model/track.ts'
import { wilson } from './wilson.ts'

const COUNTED: { readonly [S in State]: 'waiting' | 'approved' | 'merged' | 'rejected' | 'reverted' } = {
  proposed: 'waiting',
  approved: 'approved',
  rejected: 'rejected',
  merged: 'merged',
  rolled_out: 'merged',
  kept: 'merged',
  reverted: 'reverted',
}

/**
 * The track record of each improver and of each of its rules, by the states of improvements, which are a fold over the ledger and the
 * refs: whoever may not say an entry moves nothing here either.
 * @param improvements `improver` as proposals have it: `docs/comment@1`, or `docs@1` for several rules at once.
 */
export function trackRecord(improvements: { improver: string | null; state: State }[]): Track[] {
  const tracks = new Map<string, Track>()
  const trackOf = (improver: string, rule: string | null) => {
    const key = `${improver}\n${rule ?? ''}`
    const none = { proposed: 0, waiting: 0, approved: 0, merged: 0, rejected: 0, reverted: 0 }
    const track = tracks.get(key) ?? { improver, rule, ...none, rate: null, interval: null }
    tracks.set(key, track)
    return track
  }
  for (const { improver, state } of improvements) {
    const [name = '', ...rest] = (improver ?? '').replace(/@\d+$/, '').split('/')
    if (name === '') continue
    for (const rule of rest.length ? [null, rest.join('/')] : [null]) {
      const track = trackOf(name, rule)
      track.proposed += 1
      track[COUNTED[state]] += 1
    }
  }
  for (const track of tracks.values()) {
    const good = track.approved + track.merged
    const decided = good + track.rejected + track.reverted
    track.rate = decided === 0 ? null : good / decided
    track.interval = wilson(good, decided)
  }
  const keyOf = ({ improver, rule }: Track) => `${improver}\n${rule ?? ''}`
  return [...tracks.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** Whether an improver may start unasked: the lower end of its interval is above what the policy asks, where it asks anything. */
export function hasGraduated(name: string, tracks: Track[], graduation: Record<string, number>): boolean {
  const asked = Object.hasOwn(graduation, name) ? graduation[name] : undefined
  if (asked === undefined) return true
  const track = tracks.find(({ improver, rule }) => improver === name && rule === null)
  return (track?.interval?.[0] ?? 0) > asked
}
