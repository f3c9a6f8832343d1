import { dirname } from 'node:path'

/**
 * The whole environment of a sandboxed command. Nothing is inherited but the language, so that no
 * token, agent socket or NODE_OPTIONS comes along. FORCE_COLOR and NO_COLOR are both left unset,
 * since test suites look at them.
 */
export function scrubbedEnvironment(
  home: string,
  temp: string,
  extra: Record<string, string> = {},
): Record<string, string | undefined> {
  const places = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin']
  const language = process.env.LANG
  return {
    PATH: [...new Set(places)].join(':'),
    HOME: home,
    TMPDIR: temp,
    LANG: language && /^[\w.@-]+$/.test(language) ? language : 'C.UTF-8',
    CI: 'true',
    // Node hands this one to every child that has no word on it of its own.
    NODE_V8_COVERAGE: undefined,
    npm_config_update_notifier: 'false',
    npm_config_offline: 'true',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    ...extra,
  }
}
