/**
 * What a server needs besides the hook. Default servers accept odd objects that two readers understand
 * differently, and a bare repository keeps no reflog, without which an override leaves no trace.
 * `receive.denyDeletes` is not among them: which refs may go is the policy's to say, not git's.
 *
 * Refs under refs/improver are the server's own. The hook refuses a push of them; hidden as well, they are in nobody's way
 * who pushes a mirror: git would offer to delete what the mirror has not. They can still be fetched.
 * `more` marks a key that may have many values, of which this shall be one.
 */
export const SERVER_SETTINGS: readonly { key: string; value: string; more?: true }[] = [
  { key: 'receive.fsckObjects', value: 'true' },
  { key: 'core.logAllRefUpdates', value: 'true' },
  { key: 'receive.hideRefs', value: 'refs/improver', more: true },
]
