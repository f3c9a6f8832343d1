import { join, relative, resolve } from 'node:path'

/** A place as Yarn writes it, in either of its files; one with an escape is left alone. */
const LOCATION = /("packageLocation":\s*")([^"\\]+)(")/g

/** Below `.yarn/__virtual__/<name>/<n>` stands again what lies n folders above of `.yarn`. */
const VIRTUAL = /^((?:.*\/)?)((?:__virtual__|\$\$virtual)\/[^/]+)\/(\d+)\/(.*)$/

/** What was installed: an archive of the cache, or a package that is unpacked beside it. Anything else is a workspace. */
const INSTALLED = /^(.*\/)([^/]+\.zip|unplugged\/[^/]+)\/node_modules\//

/**
 * Writes what Plug'n'Play knows of a folder for another one: what was installed stays where it lies, and the workspaces are those of
 * the new folder. The places are relative ones, and packages are found by them, so that they are exact.
 * @param text of `.pnp.cjs` or `.pnp.data.json`. @param from the folder that it was written for, a real path; `to` is the new one.
 * @param isThere whether an archive or unpacked package, by its path in the folder, is there as well.
 */
export function moveLocations(
  text: string,
  from: string,
  to: string,
  isThere: (path: string) => boolean,
): string {
  return text.replace(LOCATION, (all, before: string, place: string, after: string) => {
    const real = resolve(from, realOf(place))
    const [, folder, name] = INSTALLED.exec(`${real}/`) ?? []
    if (folder === undefined || name === undefined) return all
    const inside = relative(from, join(folder, name))
    if (!inside.startsWith('../') && isThere(inside)) return all
    const [, base = '', virtual] = VIRTUAL.exec(place) ?? []
    if (virtual === undefined) return `${before}${relative(to, real)}/${after}`
    const [steps = '', rest] = split(relative(join(to, base), real))
    return `${before}${base}${virtual}/${steps.length / 3}/${rest}/${after}`
  })
}

/** The archives and unpacked packages that a text leads to, as absolute paths. */
export function installedPackages(text: string, folder: string): string[] {
  const places = [...text.matchAll(LOCATION)].map(([, , place = '']) => resolve(folder, realOf(place)))
  return [
    ...new Set(
      places.flatMap(place => {
        const [, at = '', name] = INSTALLED.exec(`${place}/`) ?? []
        return name === undefined ? [] : [at + name]
      }),
    ),
  ]
}

/** The names of what the package at a place may load. */
export function declaredAt(text: string, place: string): Set<string> {
  const names = new Set<string>()
  const parts = text.split(/"packageLocation":\s*"/).filter(part => part.startsWith(`${place}"`))
  for (const part of parts) {
    const [list = ''] = part.split('"linkType"')
    for (const [, name = ''] of list.matchAll(/\[\\?\s*"([^"\\]+)",\\?\s*(?=["[])/g)) names.add(name)
  }
  return names
}

function realOf(place: string): string {
  const [, base = '', virtual, steps, rest = ''] = VIRTUAL.exec(place) ?? []
  return virtual === undefined ? place : join(base, '../'.repeat(Number(steps)), rest)
}

function split(path: string): string[] {
  return (/^((?:\.\.\/)*)(.*)$/.exec(path) ?? []).slice(1)
}
