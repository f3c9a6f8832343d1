import childProcess from 'node:child_process'
import fs, { constants, promises } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** What alters files by its name alone; `open` does by its flags. */
const ALTERS =
  /^(?:append|[fl]?chmod|[fl]?chown|copy|cp|createWrite|f?truncate|link|mkd|rename|rm|symlink|unlink|[fl]?utimes|write)/
const STARTS = /^(?:exec|fork|spawn)/
const { O_APPEND, O_CREAT, O_RDWR, O_TRUNC, O_WRONLY } = constants
const OPENS_TO_WRITE = O_APPEND | O_CREAT | O_RDWR | O_TRUNC | O_WRONLY

type Functions = Record<string, unknown>

/**
 * Tells of each call that alters files or starts a program, as `fs.writeFileSync` and `child_process.spawn`: a test that makes it would leave
 * something behind, whatever it states. Reading is nobody's business here. The calls themselves go on as they are.
 */
export function watchWrites(hear: (line: string) => void): void {
  watch('fs', fs as unknown as Functions, hear, (name, args) => ALTERS.test(name) || opensToWrite(name, args))
  watch(
    'fs.promises',
    promises as unknown as Functions,
    hear,
    (name, args) => ALTERS.test(name) || opensToWrite(name, args),
  )
  watch('child_process', childProcess as unknown as Functions, hear, name => STARTS.test(name))
  syncBuiltinESMExports()
}

function watch(
  place: string,
  functions: Functions,
  hear: (line: string) => void,
  isTold: (name: string, args: unknown[]) => boolean,
): void {
  for (const [name, real] of Object.entries(functions))
    if (
      typeof real === 'function' &&
      (ALTERS.test(name) || STARTS.test(name) || /^open(?:Sync)?$/.test(name))
    )
      functions[name] = new Proxy(real, {
        apply(target, self, args: unknown[]) {
          if (isTold(name, args)) hear(`${place}.${name}`)
          return Reflect.apply(target, self, args)
        },
      })
}

function opensToWrite(name: string, [, flags]: unknown[]): boolean {
  if (!/^open(?:Sync)?$/.test(name)) return false
  return typeof flags === 'number' ? (flags & OPENS_TO_WRITE) !== 0 : /[wa+]/.test(String(flags ?? 'r'))
}
