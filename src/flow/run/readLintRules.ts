/** Biome's report names a category (`lint/style/useConst`) and says what is wrong. */
export function biomeRules(stdout: string): Rule[] | null {
  type Told = { category?: unknown; description?: unknown; message?: unknown }
  const parsed = parsedJson(stdout) as { diagnostics?: Told[] } | null
  if (!Array.isArray(parsed?.diagnostics)) return null
  return once(
    parsed.diagnostics.flatMap(({ category, description, message }) => {
      const rule = /^lint\/(.+)$/.exec(String(category))?.[1]
      const says = [description, message].find(one => typeof one === 'string')
      return rule ? [{ rule, message: typeof says === 'string' ? says : rule }] : []
    }),
  )
}

/** oxlint's names a code: `eslint(prefer-const)`, `typescript-eslint(no-inferrable-types)`. */
export function oxlintRules(stdout: string): Rule[] | null {
  const parsed = parsedJson(stdout) as { diagnostics?: { code?: unknown; message?: unknown }[] } | null
  if (!Array.isArray(parsed?.diagnostics)) return null
  return once(
    parsed.diagnostics.flatMap(({ code, message }) => {
      const [, plugin, name] = /^([\w-]+)\(([\w/-]+)\)$/.exec(String(code)) ?? []
      if (!name) return []
      const rule = plugin === 'eslint' ? name : `${plugin}/${name}`
      return [{ rule, message: typeof message === 'string' ? message : rule }]
    }),
  )
}

/** A rule that something breaks, and what the linter says of the first place. */
export type Rule = { rule: string; message: string }

function once(rules: Rule[]): Rule[] {
  const first = new Map<string, Rule>()
  for (const one of rules) if (!first.has(one.rule)) first.set(one.rule, one)
  return [...first.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1))
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.slice(Math.max(0, text.indexOf('{'))))
  } catch {
    return null
  }
}
