import fc from 'fast-check'

/**
 * Property tests run from one seed, so that a change is never refused for what another one did; the long
 * suite leaves it to chance, which is where new counterexamples come from.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261) })
