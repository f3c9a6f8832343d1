import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classOf } from '../../src/flow/gatherClass.ts'
import { readChange } from '../../src/git/changes.ts'
import { readCommit } from '../../src/git/history.ts'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { classifySample } from './classify.ts'
import type { ClassSample } from './corpus/classSample.ts'
import { NOT_TYPE_HINTS } from './corpus/notTypeHints.ts'
import { TYPE_HINTS } from './corpus/typeHints.ts'

/** The class that the gate derives where the other files stand beside. */
async function classInRepository({ path, before, after, beside }: ClassSample): Promise<string> {
  const made = makeRepository()
  made.commit('before', { ...beside, [path]: before })
  made.commit('after', { [path]: after })
  const repo = await openRepository(made.dir)
  const objects = openObjects(repo)
  try {
    const commit = await readCommit(objects, made.git('rev-parse', 'HEAD'))
    const { files } = await readChange(repo, commit.parents[0] ?? null, commit.tree)
    return (await classOf(repo, objects, commit, files, null, async () => true)).class
  } finally {
    objects.close()
  }
}

describe('what only looks like types needs a person', () => {
  it('in at least 300 ways', () => assert.ok(NOT_TYPE_HINTS.length >= 300))
  for (const sample of NOT_TYPE_HINTS)
    it(sample.what, async () => {
      const found = classifySample(sample)
      if (found.class === 'algorithm_change') return
      // What another file makes of it shows only there.
      assert.ok(sample.beside, `${found.class}: ${sample.why}`)
      assert.equal(await classInRepository(sample), 'algorithm_change', sample.why)
    })
})

describe('types alone are seen to be nothing else', () => {
  const honest = TYPE_HINTS.filter(({ optional }) => !optional)
  it('in at least 100 ways', () => assert.ok(honest.length >= 100))
  for (const sample of honest)
    it(sample.what, () => {
      const found = classifySample(sample)
      assert.equal(found.class, 'type_hints_only', found.why)
    })

  it('also in a repository', async () => {
    assert.equal(await classInRepository(honest[0]!), 'type_hints_only')
  })

  it('also of packages that are installed from elsewhere', async () => {
    const asked =
      '{ "name": "a", "devDependencies": { "estree": "1", "@types/hast": "3", "@types/a__b": "1" } }\n'
    for (const name of ['estree', 'estree/parts', 'hast', '@a/b', 'node:fs', './b.js', '../other.js'])
      assert.equal(
        await classInRepository({
          what: name,
          path: 'src/deep/a.ts',
          before: "import { b } from './c.js'\nexport const f = (o: any) => b(o)\n",
          after: `import type { O } from '${name}'\nimport { b } from './c.js'\nexport const f = (o: O | '#fff') => b(o)\n`,
          beside: { 'packages/a/package.json': asked },
        }),
        'type_hints_only',
        name,
      )
  })

  it('also beside what only looks like something that reads types', async () => {
    const beside = {
      'package.json':
        '{ "name": "typia-docs", "scripts": { "build": "tsc --noEmit" }, "devDependencies": { "vue": "3" } }\n',
      'src/b.ts':
        "// As typia and 'ts-to-zod-like' packages do.\nexport const defineProps = (typia: string) => typia\ndefineProps('@deepkit')\n",
      'src/Box.vue':
        "<script setup>\nconst props = defineProps({ open: Boolean })\ndefineEmits(['close'])\n</script>\n",
      'docs/typia.md': "```ts\nimport typia from 'typia'\n```\n",
    }
    assert.equal(await classInRepository({ ...honest[0]!, beside }), 'type_hints_only')
  })

  it('also beside doc comments whose lines begin with no star', async () => {
    const said =
      '/**\nAdds one.\n\n@param of - What.\n\n\t@example\n\tadd(1)\n\n@returns That.\n*/\nexport const add = (of: number) => of + 1\n'
    assert.equal(await classInRepository({ ...honest[0]!, beside: { 'src/b.ts': said } }), 'type_hints_only')
    for (const decorated of ['@param()\nclass A {}', '@Param x', '@deprecated\nclass B {}'])
      assert.equal(
        await classInRepository({ ...honest[0]!, beside: { 'src/b.ts': `${decorated}\n` } }),
        'algorithm_change',
        decorated,
      )
  })

  it('also beside a component with events and styles', async () => {
    const listens =
      '<template>\n  <a\n    @click="go"\n    @key-up.enter="go"\n  />\n</template>\n<style>\n@media (width > 1px) {\n}\n</style>\n'
    assert.equal(
      await classInRepository({ ...honest[0]!, beside: { 'docs/a.vue': listens } }),
      'type_hints_only',
    )
    for (const decorated of [
      '@Prop() a',
      '@observable b',
      '@a.b\nclass C {}',
      'class D { @(e) f }',
      '@property() g',
    ]) {
      const script = `<script lang="ts">\n${decorated}\n</script>\n`
      assert.equal(
        await classInRepository({ ...honest[0]!, beside: { 'docs/a.vue': script } }),
        'algorithm_change',
        decorated,
      )
    }
  })
})
