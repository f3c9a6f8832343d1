import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { TRIAL_GLOBALS } from '../../model/trial.ts'
import { describeValue } from '../values/describeValue.ts'
import { outlookOn } from '../values/outlook.ts'
import { watchErrors } from '../values/ownErrors.ts'
import { createKeeper } from './keeper.ts'
import { seemElsewhere } from './otherMachine.ts'
import type { SideTask, SideWord } from './protocol.ts'
import { runScript } from './runScript.ts'
import { START, setStage } from './stage.ts'
import { watchEffects } from './watchEffects.ts'

/** The evening of a Saturday in another century and half of the year, there as in Greenwich: what asks for less notices it. */
const LATER = Date.UTC(2101, 8, 10, 17, 58, 7, 654)

/**
 * One side of a trial: loads a bundle and runs scripts on it, one after the other. The umpire, which is another process, reads
 * the clock: code that never ends can't stop itself.
 */
const send = process.send?.bind(process) as ((word: SideWord) => void) | undefined
if (!send) throw new Error('a side is started by an umpire')
const say = send
process.send = undefined as never

process.once('message', (task: SideTask) => {
  void play(task)
})

async function play({ tree, file, scripts, numbers, hidden, keeps }: SideTask): Promise<void> {
  let outlook = outlookOn(null, hidden)
  const describe = (one: unknown) => describeValue(one, { met: new Map(), ...outlook })
  watchErrors()
  const stage = setStage(values => values.map(describe).join(', '), keeps === 'elsewhere' ? LATER : START)
  const hits = new Map<number, number>()
  Object.defineProperty(globalThis, TRIAL_GLOBALS.passed, {
    value: (mark: number) => hits.set(mark, (hits.get(mark) ?? 0) + 1),
    enumerable: false,
  })
  await watchEffects(stage.hear, values => values.map(describe).join(', '))
  if (keeps === 'elsewhere') seemElsewhere(tree)
  stage.take()
  let module: unknown
  try {
    module = ((await import(pathToFileURL(join(tree, file)).href)) as { default: unknown }).default
  } catch (error) {
    say({ unloadable: brief(describe(error), tree) })
    return
  }
  outlook = outlookOn(module, hidden)
  // Apart from all scripts: which of them is the first is chance.
  say({ loading: [...hits.keys()], seen: brief(stage.take().join('\n'), tree) })
  for (const [at, script] of scripts.entries()) {
    const number = numbers[at]!
    if (at === 0) say({ begins: number })
    hits.clear()
    const keeper = keeps ? createKeeper(script.steps.length - 1, stage.clock) : undefined
    const seen = brief(await runScript(module, script, stage, outlook, keeper), tree)
    const kept = keeper ? { kept: keeper.take() } : {}
    const passed = hits.size ? { hits: [...hits.keys()], times: [...hits.values()] } : {}
    const next = numbers[at + 1]
    say({ script: number, shows: { seen, ...passed, ...kept }, ...(next !== undefined && { begins: next }) })
  }
  say({ done: true })
}

/** Long texts by their start and their digest; the tree's own name is no part of what is seen. */
function brief(text: string, tree: string): string {
  const plain = text.replaceAll(tree, '<tree>').replaceAll(pathToFileURL(tree).href, 'file://<tree>')
  if (plain.length <= 2_000) return plain
  return `${plain.slice(0, 1_900)}... ${createHash('sha256').update(plain).digest('hex')}`
}
