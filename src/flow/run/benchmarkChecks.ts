import type { Check } from '../../checks/check.ts'
import { loadCompiler } from '../../checks/compiler.ts'
import { listTree } from '../../checks/listTree.ts'
import { failed, passed } from '../../checks/result.ts'
import type { Path } from '../../model/change.ts'
import type { CheckResult } from '../../model/check.ts'
import type { Finding } from '../../model/finding.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import { markOf } from '../measure/markPlaces.ts'
import { steadyMarks } from '../measure/steadyMarks.ts'
import { isCode } from './collectSource.ts'

/** Behind all others: it alters the tree for as long as it runs. */
const COST = 1_000

/**
 * The checks as they judge new benchmarks: `behaviour` asks that nothing names them, since a file that nobody names changes no program,
 * and `performance` that each is run by `bench` and comes by the places that it is proposed for.
 * @param findings what each benchmark is proposed for.
 */
export function benchmarkChecks(checks: readonly Check[], findings: readonly Finding[]): Check[] {
  const isNew = (path: Path) => findings.some(({ data }) => data.file === path)
  const others = checks.map(check =>
    check.name === 'behaviour'
      ? ({
          ...check,
          async run(candidate, context) {
            const named = candidate.changed.filter(isNew).find(path => isNamed(candidate.head, path))
            if (named !== undefined) return failed(`${named} is new, and something names it already`)
            const changed = candidate.changed.filter(path => !isNew(path))
            return check.run({ ...candidate, changed }, context)
          },
        } satisfies Check)
      : check,
  )
  return [...others, exercised(findings)]
}

/** Whether any other file of the repository's own has its name in it. */
function isNamed(tree: string, path: Path): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '')
  return listTree(tree, one => isCode(one) && one !== path).some(one =>
    new RegExp(`['"\`/]${escaped(name)}(?:\\.[cm]?[jt]sx?)?['"\`]`).test(readTreeFile(tree, one) ?? ''),
  )
}

function exercised(findings: readonly Finding[]): Check {
  return {
    name: 'performance',
    cost: COST,
    async run({ head, changed }, { sandbox, probes, readable }) {
      const compiler = await loadCompiler()
      const told: string[] = []
      for (const { data, facts } of findings.filter(one => changed.includes(one.data.file as string))) {
        const [file, module] = [data.file as string, data.module as string]
        const places = facts.map(({ from }) => from)
        const ground = { sandbox, probes, tree: head, readable }
        const seen = await steadyMarks(ground, compiler, file, module, places)
        if ('why' in seen) return failed(`${file}: ${seen.why}`)
        const missed = places.find(({ start }) => !seen.marks.has(markOf(module, start)))
        if (missed) return failed(`${file} does not run all of the places that it is for`)
        told.push(`${file} runs, and each of its ${seen.cases.length} cases comes by what it is for`)
      }
      return settle(told)
    },
  }
}

function settle(told: string[]): CheckResult {
  return told.length ? passed(told.join('; ')) : failed('there is no benchmark in it')
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
