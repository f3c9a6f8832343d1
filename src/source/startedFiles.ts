const RUNNERS = new Set(['node', 'tsx', 'ts-node', 'sh', 'bash', 'zx'])
/** Options after which no file follows, or another word than the script. */
const OTHER_FLAGS =
  /^(?:-[eprc]|-pe|--eval|--print|--check|--test|--run|--import|--require|--loader|--experimental-loader|--project|-P|-O|-C)$/

/** The file that each part of a script of a package.json starts: the first word after the runner, before a part that goes elsewhere. */
export function startedFiles(script: string): string[] {
  const files: string[] = []
  for (const part of script.split(/&&|\|\||[;|&\n]/)) {
    const words = part.trim().split(/\s+/)
    if (['cd', 'pushd'].includes(words[0] ?? '')) break
    const word = startedFile(words)
    if (word !== null) files.push(word)
  }
  return files
}

function startedFile(words: string[]): string | null {
  const left = words.filter(word => !/^\w+=\S*$/.test(word))
  if (left[0] === 'cross-env' || left[0] === 'npx') left.shift()
  const [runner = '', ...rest] = left
  const isFile = (word: string) =>
    /^[\w@./-]+\.(?:[cm]?[jt]s|sh)$/.test(word) && !word.startsWith('/') && !word.includes('node_modules/')
  if (/^\.\//.test(runner)) return isFile(runner) ? runner : null
  if (!RUNNERS.has(runner) || rest.some(word => OTHER_FLAGS.test(word) || word.startsWith('--test')))
    return null
  const first = rest.find(word => !word.startsWith('-')) ?? ''
  // A word before it that has no ending may be an option's.
  return isFile(first) ? first : null
}
