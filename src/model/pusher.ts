import type { GoodSignature } from './commit.ts'

/** Where an account is one: what stands before the colon of `accounts` in the policy (`gitlab:jane`). */
export type Host = 'gitlab' | 'gitea' | 'server'

/** One statement of who is pushing: by the key of a push certificate, or by the server's login. */
export type PusherSaid =
  | { kind: 'key'; signature: GoodSignature; signedAt: number }
  | { kind: 'account'; host: Host; name: string }

/**
 * Who is pushing, in the words of whatever let them in. git tells a hook nothing by itself, so this is worth as
 * much as the server's login; what follows from it is for the policy to say. `unknown` is why there is nothing.
 */
export type Pusher = { said: PusherSaid[]; unknown: string }
