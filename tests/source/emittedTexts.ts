import ts from 'typescript'

const { ES2022, ES5 } = ts.ScriptTarget
const { ESNext, CommonJS } = ts.ModuleKind
const LEGACY = { useDefineForClassFields: false, experimentalDecorators: true }

/** Settings under which what is emitted depends on types in different ways. */
const USUAL: ts.CompilerOptions[] = [
  { module: ESNext },
  { module: ESNext, verbatimModuleSyntax: true },
  { module: ESNext, ...LEGACY, emitDecoratorMetadata: true },
  { module: CommonJS, ...LEGACY, jsx: ts.JsxEmit.React },
]
const RARE: ts.CompilerOptions[] = [
  { module: CommonJS, verbatimModuleSyntax: true },
  { module: ESNext, preserveConstEnums: true, rewriteRelativeImportExtensions: true },
  { module: ESNext, jsx: ts.JsxEmit.ReactJSX },
  // Here harmless names of temporary variables depend on types too.
  { module: CommonJS, target: ES5 },
]
const COMMON: ts.CompilerOptions = {
  target: ES2022,
  jsx: ts.JsxEmit.Preserve,
  allowJs: true,
  ignoreDeprecations: '6.0',
  types: [],
}
/** As much of the library as decides what is emitted. */
const LIBRARY =
  'interface Array<T> { length: number }\n' +
  [
    'Boolean',
    'Function',
    'Number',
    'Object',
    'RegExp',
    'String',
    'IArguments',
    'CallableFunction',
    'NewableFunction',
  ]
    .map(name => `interface ${name} {}\n`)
    .join('')

/** What the compiler makes of one file alone, one setting after the other. */
export function* emittedAlone(path: string, text: string, settings: 'usual' | 'all'): Generator<string> {
  for (const options of settings === 'all' ? [...USUAL, ...RARE] : USUAL) {
    yield ts.transpileModule(text, { fileName: path, compilerOptions: { ...COMMON, ...options } }).outputText
  }
}

/** What the compiler makes of several files as one program, one setting after the other. */
export function* emittedTogether(files: Record<string, string>): Generator<string> {
  const texts = new Map(
    Object.entries({ ...files, 'library.d.ts': LIBRARY }).map(([path, text]) => [`/${path}`, text]),
  )
  for (const options of [{ module: ESNext }, { module: ESNext, ...LEGACY, emitDecoratorMetadata: true }]) {
    let emitted = ''
    const host: ts.CompilerHost = {
      getSourceFile: (path, language) => {
        const text = texts.get(path)
        return text === undefined ? undefined : ts.createSourceFile(path, text, language, true)
      },
      getDefaultLibFileName: () => '/library.d.ts',
      writeFile: (path, text) => {
        emitted += `// ${path}\n${text}`
      },
      getCurrentDirectory: () => '/',
      getCanonicalFileName: path => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      fileExists: path => texts.has(path),
      readFile: path => texts.get(path),
    }
    const whole = { ...COMMON, ...options, noLib: true, moduleResolution: ts.ModuleResolutionKind.Bundler }
    ts.createProgram([...texts.keys()], whole, host).emit()
    yield emitted
  }
}
