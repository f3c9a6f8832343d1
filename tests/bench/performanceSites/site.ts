/** A small program with one place that costs more than it has to. It exports what is called as `subject`. */
export type SlowSite = {
  name: string
  /** The rewrite that has to find it. */
  rewrite: string
  /** `js` is read without a project, so that nothing but the code itself proves anything. */
  language: 'ts' | 'js'
  code: string
  /** Arguments, as code: before and after must give the same for each of them. */
  calls: string[]
  /** The repository and commit in whose state before it a place like this one stood. */
  source?: string
}

/** A program that looks as if a rewrite were possible, and why it is not. */
export type Decoy = { name: string; why: string; language: 'ts' | 'js'; code: string }

export const ts = (rewrite: string, name: string, code: string, calls: string[]): SlowSite => ({
  name,
  rewrite,
  language: 'ts',
  code,
  calls,
})

export const js = (rewrite: string, name: string, code: string, calls: string[]): SlowSite => ({
  ...ts(rewrite, name, code, calls),
  language: 'js',
})

/** @param code in TypeScript, unless its name ends in `.js`. */
export const decoy = (name: string, why: string, code: string): Decoy => ({
  name,
  why,
  language: name.endsWith('.js') ? 'js' : 'ts',
  code,
})
