import * as z from 'zod/mini'
import { KEY_DESCRIPTIONS } from './keyDescriptions.ts'
import { writtenPolicy } from './writtenPolicy.ts'

type Schema = { properties?: Record<string, Schema>; description?: string }

/**
 * The JSON Schema (draft 7, which editors read) of what a person writes in `.improver/policy.yaml`.
 * Apart from the reader, since nothing but the build needs it.
 */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(writtenPolicy, { target: 'draft-7', io: 'input' })
  describe(schema as Schema, [])
  return { ...schema, title: 'The policy of git-improver' }
}

function describe(schema: Schema, above: string[]): void {
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const path = [...above, key]
    const description = KEY_DESCRIPTIONS[path.join('.')]
    if (description) property.description = description
    describe(property, path)
  }
}
