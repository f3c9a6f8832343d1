/** From where values are looked at: what is nobody's business, and by which names their classes are known. */
export type Outlook = {
  /**
   * What no caller may look at, so that it may be renamed freely: `_name` of whatever has it, `Class.name` of the class and
   * its objects, `Class.name()` where only that they can do it is left out.
   */
  hidden: ReadonlySet<string>
  /** Prototypes of the classes that the module exports, with their names there. */
  classes: ReadonlyMap<object, string>
}

/** An outlook on the exports of a module. `instanceof Name` among what is hidden: that this class is exported is new, or gone. */
export function outlookOn(module: unknown, hidden: readonly string[]): Outlook {
  const classes = new Map<object, string>()
  if (typeof module === 'object' && module !== null)
    for (const name of Object.keys(module)) {
      const value = (module as Record<string, unknown>)[name]
      const { prototype } = (typeof value === 'function' ? value : {}) as { prototype?: unknown }
      // A generator has a prototype as well, and makes no instances.
      const isClass = typeof prototype === 'object' && prototype !== null && makerOf(prototype) === value
      if (isClass && !hidden.includes(`instanceof ${name}`)) classes.set(prototype, name)
    }
  return { hidden: new Set(hidden), classes }
}

/** Names of the exported classes that an object is an instance of, the nearest first. */
export function exportedAs({ classes }: Outlook, one: object): string[] {
  if (!classes.size) return []
  return prototypesOf(one).flatMap(prototype => classes.get(prototype) ?? [])
}

/** Whether a property, or with `ability` only that there is such a method, is nobody's business. */
export function isHidden(
  { hidden }: Outlook,
  one: object,
  key: PropertyKey,
  what: 'property' | 'ability' = 'property',
): boolean {
  if (!hidden.size || typeof key !== 'string') return false
  if (hidden.has(key)) return key.startsWith('_')
  return classNames(one).some(
    name => hidden.has(`${name}.${key}`) || (what === 'ability' && hidden.has(`${name}.${key}()`)),
  )
}

/** Names of an object's class and of those that it comes from, as the code calls them; of a class, its own. */
export function classNames(one: object): string[] {
  const classes = typeof one === 'function' ? [one, ...prototypesOf(one)] : prototypesOf(one).map(makerOf)
  return classes.flatMap(made => {
    const name = typeof made === 'function' ? Reflect.getOwnPropertyDescriptor(made, 'name')?.value : null
    return typeof name === 'string' ? [name] : []
  })
}

function makerOf(prototype: object): unknown {
  return Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value
}

function prototypesOf(one: object): object[] {
  const found: object[] = []
  for (let at = Object.getPrototypeOf(one); at && found.length < 20; at = Object.getPrototypeOf(at))
    found.push(at)
  return found
}
