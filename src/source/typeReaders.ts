/**
 * Packages that make a program of types: they check, list or keep them at run time, write another program by them, or hand them to
 * transformers that may. In words that `git grep -E` and JavaScript read alike.
 */
export const TYPE_READERS = [
  ...['typia', '@typia/[a-z-]+', '@nestia/[a-z-]+', '@ryoppippi/unplugin-typia', 'vite-plugin-typia'],
  ...['@deepkit/[a-z-]+', 'encore[.]dev', '@wessberg/[a-z-]+', 'typescript-rtti', 'tst-reflect[a-z-]*'],
  ...[
    'ts-reflection',
    'ts-runtime',
    'ts-runtime-checks',
    'ts-type-checked',
    'typescript-is',
    'runtypes-generator',
  ],
  ...['ts-auto-mock', 'jest-ts-auto-mock', '@mikro-orm/reflection', 'io-ts-transformer', 'type-reflect'],
  ...['ts-transformer-[a-z-]+', 'typescript-transform-[a-z-]+', 'ts-patch', 'ttypescript'],
  ...['ts-json-schema-generator', 'typescript-json-schema', 'ts-to-zod', 'ts-interface-builder', 'typeconv'],
  ...['ts-to-openapi', 'tsoa', '@tsoa/[a-z-]+', 'ts2typebox', '@sinclair/typebox-codegen', 'typebox-codegen'],
  ...['quicktype', 'quicktype-typescript-input', 'typechat', 'grats', 'nitro-codegen', 'nitrogen'],
  ...['typescript-to-lua', 'roblox-ts', '@roblox-ts/[a-z-]+', 'rbxtsc', 'assemblyscript'],
  ...['@vue/babel-plugin-resolve-type', 'vue-macros', 'unplugin-vue-macros', '@vue-macros/[a-z-]+'],
  ...['babel-plugin-typescript-to-proptypes', 'babel-plugin-transform-typescript-metadata'],
].join('|')

/** One of them as an import names it: where it comes from, its version, a part of it. */
export const namedReader = (readers: string) => `(npm:|jsr:)?(${readers})([@/][^"' ]*)?`
