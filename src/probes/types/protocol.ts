/** What the probe is asked: the compiler to load, and the projects, all relative to the tree that it runs in. */
export type TypesPlan = { compiler: string; projects: string[]; mostFixes: number; patienceMs: number }

export type ToldEdit = { path: string; start: number; end: number; text: string }

export type ToldError = {
  path: string
  start: number
  end: number
  code: number
  message: string
  mend: { title: string; fixes: ToldEdit[] } | null
}

/** One line for each project; `errors` have a path within the tree, `other` are words of the project as a whole. */
export type TypesLine = { project: string; errors: ToldError[]; other: string[] } | { failed: string }
