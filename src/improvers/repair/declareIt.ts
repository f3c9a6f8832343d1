import type { Problem, WholeTree } from './repository.ts'
import type { Undeclared } from './undeclared.ts'

export function declareIt(_one: Undeclared, _tree: WholeTree): Problem['mend'] {
  return undefined
}
