import type { Rule } from '../decisions.ts'

/** What modules let code reach, by their names without `node:` and whatever stands behind a slash. */
const MODULES: [Rule, string][] = [
  [
    'network',
    'net http https http2 dns dgram tls quic undici axios got node-fetch cross-fetch isomorphic-fetch ky ws superagent request needle socket.io socket.io-client phin nodemailer ssh2',
  ],
  [
    'files',
    'fs sqlite fs-extra graceful-fs rimraf del mkdirp chokidar glob fast-glob tinyglobby globby tmp move-file cpy trash',
  ],
  [
    'processes',
    'child_process worker_threads cluster execa cross-spawn shelljs zx nano-spawn tinyexec tinyspawn node-pty open pm2',
  ],
  [
    'code',
    'vm inspector repl wasi v8 module vm2 isolated-vm jiti tsx esm require-from-string import-fresh importx ffi-napi koffi node-gyp-build bindings',
  ],
]
/** What globals let code reach. */
const GLOBALS: [Rule, string][] = [
  [
    'network',
    'fetch WebSocket WebSocketStream EventSource XMLHttpRequest WebTransport RTCPeerConnection navigator.sendBeacon Image open document.cookie',
  ],
  [
    'processes',
    'Worker SharedWorker navigator.serviceWorker process.kill process.execve process.setuid process.setgid process.seteuid process.setegid process.setgroups process.initgroups Bun.spawn',
  ],
  [
    'code',
    'process.binding process._linkedBinding process.dlopen process.getBuiltinModule process.setSourceMapsEnabled process._debugProcess WebAssembly importScripts execScript require.cache require.extensions module.constructor module._load module._compile module.paths module.parent module.children process.mainModule require.main.constructor document.write document.writeln ShadowRealm Deno Bun',
  ],
  ['environment', 'process.env import.meta.env process.loadEnvFile'],
  ['files', 'process.chdir showOpenFilePicker showSaveFilePicker showDirectoryPicker process.report'],
]
/** Parts of them that reach nothing: constants, and questions about a text. */
const HARMLESS = new Set(
  (
    'http.STATUS_CODES http.METHODS http2.constants fs.constants net.isIP net.isIPv4 net.isIPv6 module.builtinModules module.isBuiltin ' +
    'worker_threads.isMainThread cluster.isPrimary cluster.isMaster process.env.NODE_ENV import.meta.env.MODE import.meta.env.DEV ' +
    'import.meta.env.PROD import.meta.env.SSR navigator.userAgent'
  ).split(' '),
)

const flat = (table: [Rule, string][]) =>
  new Map(table.flatMap(([rule, names]) => names.split(' ').map(name => [name, rule] as const)))
const OF_MODULE = flat(MODULES)
const OF_GLOBAL = flat(GLOBALS)

/** Where a value comes from: a module or the globals, then the properties that lead to it; `*` is a name that is computed. */
export type Origin = { module: string | null; path: string[] }

/** What a value lets its code reach, by where it comes from; null for nothing that we know of. */
export function reachOf({ module, path }: Origin): Rule | null {
  const name = [...(module === null ? [] : [module.split('/')[0]]), ...path].join('.')
  if (HARMLESS.has(name)) return null
  if (module !== null) return moduleReach(module)
  // `process[x]` and `globalThis[x]` may be any of them.
  if (path.at(-1) === '*' && path.length <= 2 && /^(?:process\.|require\.|module\.)?\*$/.test(name))
    return 'dynamic'
  for (let length = Math.min(3, path.length); length > 0; length--) {
    const reach = OF_GLOBAL.get(path.slice(0, length).join('.'))
    if (reach) return reach
  }
  return null
}

/** What the import of a module brings. */
export function moduleReach(module: string): Rule | null {
  if (/^data:|^blob:/i.test(module)) return 'eval'
  if (/^[a-z][a-z+.-]+:\/\//i.test(module) || /\.(?:node|wasm)$/i.test(module)) return 'code'
  if (/^(?:bun|deno|npm|jsr|cloudflare):/.test(module)) return 'code'
  const [first = '', second = ''] = module.split('/')
  return OF_MODULE.get(first.startsWith('@') ? `${first}/${second}` : first) ?? null
}
