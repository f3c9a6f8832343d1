/**
 * What a server needs besides the hook. Default servers accept odd objects that two readers understand
 * differently, and a bare repository keeps no reflog, without which an override leaves no trace.
 * `receive.denyDeletes` is not among them: which refs may go is the policy's to say, not git's.
 */
export const SERVER_SETTINGS = [
  { key: 'receive.fsckObjects', value: 'true' },
  { key: 'core.logAllRefUpdates', value: 'true' },
] as const
