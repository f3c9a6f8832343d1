import type { Files } from './candidate.ts'

export const config = (options: object = {}, more: object = {}) =>
  JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      lib: ['ES2022'],
      types: [],
      ...options,
    },
    include: ['src'],
    ...more,
  })

/** A change and what the behaviour check must say of it. */
export type Pair = {
  name: string
  same?: boolean
  /** Another program, of which the trial shows that it does the same. */
  behaves?: boolean
  tsconfig?: string | null
  also?: Files
  before: Files
  after: Files
  why?: RegExp
}

export const pair = (path: string, before: string, after: string) => ({
  before: { [path]: before },
  after: { [path]: after },
})
