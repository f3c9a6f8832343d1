import { bench, do_not_optimize, run } from 'mitata'
import { createSearch } from '../src/search.js'
import { makePackage } from '../test/packages.js'

const size = 10_000
const search = createSearch(Array.from({ length: size }, (_, index) => makePackage(`package-${index}`)))
const names = Array.from({ length: 50 }, (_, index) => `package-${Math.floor((index * size) / 50)}`)

bench(`find 50 of ${size}`, () => {
  for (const name of names) do_not_optimize(search.find(name))
})

await run({ colors: false })
