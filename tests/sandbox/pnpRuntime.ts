type Package = { at: string; needs?: Record<string, string>; reference?: string }

/**
 * A small `.pnp.cjs`, as Yarn writes it: what it knows of the packages, by relative places, and a runtime that finds them by those
 * alone, from where the file really lies. An archive of these tests is one module, since the runtime brings nothing that unpacks.
 * @param packages by their names; `at` is the place, `needs` the references of what it may load.
 */
export function pnpRuntime(packages: Record<string, Package>): string {
  const registry = Object.entries(packages).map(([name, { at, needs = {}, reference = `npm:${name}` }]) => [
    name,
    [[reference, { packageLocation: at, packageDependencies: Object.entries(needs), linkType: 'HARD' }]],
  ])
  const state = { dependencyTreeRoots: [], packageRegistryData: registry }
  const lines = JSON.stringify(state, null, 2).split('\n').join('\\\n')
  return `#!/usr/bin/env node
"use strict";

const RAW_RUNTIME_STATE =
'${lines}';
${RUNTIME}`
}

const RUNTIME = `
const { realpathSync } = require('node:fs')
const { dirname, join, relative } = require('node:path')
const Module = require('node:module')
const here = dirname(realpathSync(__filename))
const all = JSON.parse(RAW_RUNTIME_STATE).packageRegistryData.flatMap(([name, list]) =>
  list.map(([reference, one]) => ({ name, reference, ...one })))
const placeOf = one => {
  const [, base, steps, rest] = /^(.*)__virtual__\\/[^/]+\\/(\\d+)\\/(.*)$/.exec(one.packageLocation) ?? []
  return join(here, base === undefined ? one.packageLocation : join(base, '../'.repeat(Number(steps)), rest))
}
const informationOf = ({ name, reference }) => {
  const one = all.find(other => other.name === name && other.reference === reference)
  return one && { packageLocation: placeOf(one), packageDependencies: new Map(one.packageDependencies) }
}
// As Yarn's: by the relative place, and by nothing else.
function findPackageLocator(path) {
  let place = relative(here, path) + '/'
  if (!place.startsWith('../')) place = './' + (place === '/' ? '' : place)
  for (; place; place = place.slice(0, place.lastIndexOf('/', place.length - 2) + 1)) {
    const found = all.find(one => one.packageLocation === place)
    if (found) return { name: found.name, reference: found.reference }
  }
  return null
}
const find = Module._resolveFilename
module.exports = {
  findPackageLocator,
  getLocator: (name, reference) => ({ name, reference }),
  getPackageInformation: informationOf,
  getDependencyTreeRoots: () => all.filter(one => one.reference.startsWith('workspace:')),
  setup() {
    if (process.versions.pnp) return
    process.versions.pnp = '3'
    Module._resolveFilename = function (request, parent, ...more) {
      if (/^[./]|^node:/.test(request) || Module.builtinModules.includes(request))
        return find.call(this, request, parent, ...more)
      const issuer = parent?.filename ?? join(process.cwd(), 'x')
      const owner = findPackageLocator(issuer)
      if (!owner) throw new Error(issuer + ' belongs to no package')
      const reference = informationOf(owner).packageDependencies.get(request)
      if (!reference) throw new Error(owner.name + ' declares no ' + request)
      const at = informationOf({ name: request, reference }).packageLocation
      const [archive] = /^.*\\.zip(?=\\/)/.exec(at) ?? []
      return archive ?? join(at, 'index.js')
    }
  },
}
if (!module.parent || module.parent.id === 'internal/preload') module.exports.setup()
`
