const made = new WeakSet<object>()

/** Lets errors that code makes be told from those that the engine throws, whose words are nobody's choice. */
export function watchErrors(): void {
  for (const kind of [TypeError, RangeError, ReferenceError]) {
    const note = (error: object) => {
      made.add(error)
      return error
    }
    const watched: typeof kind = new Proxy(kind, {
      construct: (target, args, asked) => note(Reflect.construct(target, args, asked)),
      apply: (target, self, args) => note(Reflect.apply(target, self, args)),
    })
    Object.defineProperty(kind.prototype, 'constructor', { value: watched, enumerable: false })
    Object.defineProperty(globalThis, kind.name, { value: watched, enumerable: false })
  }
}

/** Whether an error was made by code that called its constructor. */
export function isOwnError(error: object): boolean {
  return made.has(error)
}
