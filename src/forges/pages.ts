import { EXIT, Failure } from '../model/failure.ts'

export const PAGE_SIZE = 100

/** Beyond that somebody floods the list, and half a list could lack the one rejection that counts. */
const MOST_PAGES = 50

/**
 * Every row of a list that comes in pages. The next page is asked for when the answer names one, and also when the
 * page was full, since a proxy that drops the Link header would otherwise cut the list in silence.
 * @throws Failure (125) for a list that does not end.
 */
export async function allPages<T>(
  what: string,
  page: (number: number) => Promise<{ rows: T[]; more: boolean }>,
): Promise<T[]> {
  const all: T[] = []
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const { rows, more } = await page(number)
    all.push(...rows)
    if (rows.length === 0 || (!more && rows.length < PAGE_SIZE)) return all
  }
  throw new Failure(
    `${what} have more than ${MOST_PAGES * PAGE_SIZE} rows; nothing is decided from a part of them`,
    [],
    EXIT.inconclusive,
  )
}
