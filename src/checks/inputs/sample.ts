import fc from 'fast-check'

/** Numbers drawn for one value at most. The widest of real types (a request of a cloud's gateway) takes some thousands. */
const MOST_A_VALUE = 100_000
/** And for each of many on average. */
const USUAL = 10_000

/**
 * Values by chance, that end: the generator itself asks again for as long as it gets nothing that fits, which is for ever where nothing
 * can (the characters that `[^\x00-\x7F]` matches are none of those that it tries).
 * @param count how many to ask for. @param seed the same one gives the same values. @returns those that could be made, in their order:
 * none that takes too many draws, and none any more after too many draws in all.
 */
export function sample<T>(values: fc.Arbitrary<T>, count: number, seed: number, most = MOST_A_VALUE): T[] {
  const bounded = new Bounded(values, most, count * Math.min(USUAL, most))
  return fc.sample(bounded, { numRuns: count, seed }).flatMap(made => (made ? [made.value] : []))
}

const TOO_MANY = new Error('too many numbers were drawn')

class Bounded<T> extends fc.Arbitrary<{ value: T } | null> {
  readonly #values: fc.Arbitrary<T>
  readonly #most: number
  #left: number

  constructor(values: fc.Arbitrary<T>, most: number, inAll: number) {
    super()
    this.#values = values
    this.#most = most
    this.#left = inAll
  }

  generate(random: fc.Random, bias: number | undefined): fc.Value<{ value: T } | null> {
    const purse = { left: Math.min(this.#most, this.#left) }
    const given = purse.left
    try {
      const { value } = this.#values.generate(counting(random, purse), bias)
      return new fc.Value({ value }, undefined)
    } catch (error) {
      if (error !== TOO_MANY) throw error
      return new fc.Value<null>(null, undefined)
    } finally {
      this.#left -= given - Math.max(0, purse.left)
    }
  }

  canShrinkWithoutContext(_: unknown): _ is { value: T } | null {
    return false
  }

  shrink(): fc.Stream<fc.Value<{ value: T } | null>> {
    return fc.Stream.nil()
  }
}

/** The same numbers, each of them paid for; copies pay from the same purse. */
function counting(random: fc.Random, purse: { left: number }): fc.Random {
  const paid = <T>(draw: () => T): T => {
    if (--purse.left < 0) throw TOO_MANY
    return draw()
  }
  const paying = {
    clone: () => counting(random.clone(), purse),
    next: (bits: number) => paid(() => random.next(bits)),
    nextBoolean: () => paid(() => random.nextBoolean()),
    nextInt: (...bounds: [number, number]) => paid(() => random.nextInt(...bounds)),
    nextBigInt: (min: bigint, max: bigint) => paid(() => random.nextBigInt(min, max)),
    nextDouble: () => paid(() => random.nextDouble()),
    getState: () => random.getState(),
  }
  // A class with fields of its own, which nothing but its own methods asks for.
  return paying as unknown as fc.Random
}
