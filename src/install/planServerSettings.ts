import type { InstallFacts } from './installFacts.ts'
import type { InstallStep } from './installStep.ts'
import { SERVER_SETTINGS } from './serverSettings.ts'

/** One step for the settings that a server still lacks, or none. */
export function planServerSettings({ config }: InstallFacts): InstallStep[] {
  const settings = SERVER_SETTINGS.flatMap(({ key, value, more }) => {
    const before = config.values.get(key) ?? []
    if (more) return before.includes(value) ? [] : [{ key, before, after: [...before, value] }]
    // The last value counts; `always` for reflogs is more than we ask.
    return ['true', 'always', '1', 'yes', 'on'].includes(before.at(-1)?.toLowerCase() ?? '')
      ? []
      : [{ key, before, after: [value] }]
  })
  if (!settings.length) return []
  const detail = settings.map(({ key, after }) => `${key}=${after.at(-1)}`).join(', ')
  return [{ action: 'config', path: config.path, detail, before: config.before, settings }]
}
