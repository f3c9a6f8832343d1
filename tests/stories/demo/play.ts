import { spawnSync } from 'node:child_process'
import type { Scene, Step } from './scene.ts'
import type { Stage } from './stage.ts'

/** A step that did not go as told. The demo ends with it: what follows would be built on sand. */
export class Surprise extends Error {}

/** Plays the scenes in order and tells them to `out`. Throws a Surprise at the first step that goes otherwise. */
export function play(scenes: Scene[], stage: Stage, out: (text: string) => void): void {
  const known = { ...stage.values }
  for (const [index, scene] of scenes.entries()) {
    out(`\n== ${index + 1}. ${scene.heading}\n\n${fill(scene.words, known)}\n`)
    for (const step of scene.steps) {
      const run = fill(step.run, known)
      out(`\n${step.who}$ ${run}\n`)
      const { code, output } = perform(run, step, stage)
      out(shown(output, step.show))
      check(step, run, code, output, scene)
      Object.assign(known, learned(step, run, output))
    }
  }
}

function perform(run: string, { who }: Step, stage: Stage): { code: number | null; output: string } {
  const { dir, env } = stage.players[who]
  // One stream, in the order in which a terminal would show it.
  const { status, stdout, error } = spawnSync('sh', ['-c', `exec 2>&1\n${run}`], {
    cwd: dir,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (error) throw new Surprise(`cannot start sh: ${error.message}`)
  return { code: status, output: stdout }
}

function check(step: Step, run: string, code: number | null, output: string, { heading }: Scene): void {
  const wrong: string[] = []
  const wanted = step.exit ?? 0
  if (code !== wanted) wrong.push(`it ended with ${code} and should have ended with ${wanted}`)
  for (const pattern of step.says ?? []) if (!pattern.test(output)) wrong.push(`it did not say ${pattern}`)
  for (const pattern of step.silent ?? []) if (pattern.test(output)) wrong.push(`it said ${pattern}`)
  if (wrong.length)
    throw new Surprise(
      `this step of "${heading}" did not go as told:\n  ${step.who}$ ${run}\n  ${wrong.join('\n  ')}\nIt said:\n${indent(output)}`,
    )
}

function learned({ learn = {} }: Step, run: string, output: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(learn).map(([name, pattern]) => {
      const value = pattern.exec(output)?.[1]
      if (value === undefined) throw new Surprise(`${run} did not say ${pattern}:\n${indent(output)}`)
      return [name, value]
    }),
  )
}

/** Puts values in place of `{name}`; braces around anything else (`git rev-parse HEAD^{tree}`) stay. */
function fill(text: string, known: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole)
}

function shown(output: string, most = Number.POSITIVE_INFINITY): string {
  if (!output) return ''
  const lines = output.trimEnd().split('\n')
  const rest = lines.length - most
  const kept = rest > 0 ? [...lines.slice(0, most), `... (${rest} more lines)`] : lines
  return kept
    .map(line => `  ${line}`.trimEnd())
    .join('\n')
    .concat('\n')
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
