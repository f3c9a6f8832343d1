import { runHook } from './hook.ts'

const [name = '', ...args] = process.argv.slice(2)
runHook(name, args).then(code => {
  process.exitCode = code
})
