import type { CheckResult } from '../model/check.ts'
import type { Check } from './check.ts'
import { loadCompiler } from './compiler.ts'
import { failed, inconclusive, notRun, passed } from './result.ts'
import { auditScanner } from './security/audit.ts'
import { capabilities } from './security/capabilities.ts'
import { type Changes, readChanges } from './security/changes.ts'
import { characters } from './security/characters.ts'
import { lockfiles } from './security/dependencies/lockfiles.ts'
import { manifests } from './security/dependencies/manifests.ts'
import { lint } from './security/lint.ts'
import { type LoadPeer, loadPeer } from './security/loadPeer.ts'
import type { Scanned, Scanner, ScanTools } from './security/scanner.ts'
import { secrets } from './security/secrets.ts'
import { steering } from './security/steering.ts'
import { type Outcome, reasonOf, toEvidence } from './security/tell.ts'
import { editedTests } from './security/tested/editedTests.ts'
import { unread } from './security/unread.ts'
import { OutOfPatience } from './security/withinTime.ts'

/** The scanners there are, in the order in which they are told. */
export const SCANNERS: readonly Scanner[] = [
  characters, secrets, capabilities, lint, manifests, lockfiles, auditScanner(), editedTests, steering, unread,
] // biome-ignore format: a list

/** How long a library may look at one text: a file of 2 MB takes it two seconds. */
const PATIENCE_MS = 30_000

/**
 * What a change brings that the base does not have; what was there is nobody's finding, wherever it moved. Nothing of the
 * repository is run, and nothing is sent anywhere unless the policy says `checks.audit: true`.
 *
 * | the change brings                                                      | shipped code | tests, documentation, examples |
 * | ---------------------------------------------------------------------- | ------------ | ------------------------------ |
 * | a secret; text that runs as code; a script that runs at install        | failed       | inconclusive                   |
 * | text that reads otherwise than it runs (bidi, invisible characters)    | failed       | inconclusive                   |
 * | what is only written like a secret: `xxxx`, a password for localhost   | inconclusive | inconclusive                   |
 * | a message in tags or variation selectors; tests off, emptied, `only`   | failed       | failed                         |
 * | a lock file that points elsewhere, or without the integrity it had     | failed       | inconclusive                   |
 * | reaching the network, files, processes, the environment, other code    | inconclusive | inconclusive                   |
 * | what cannot be followed: computed imports, names of globals, handed on | inconclusive | inconclusive                   |
 * | a write to a prototype that others share; a finding of the linters     | inconclusive | inconclusive                   |
 * | a dependency or another version; an altered script or manifest         | inconclusive | inconclusive                   |
 * | an edited test or fixture; CI, configuration, agents' instructions     | inconclusive | inconclusive                   |
 * | a known vulnerability that is high or critical (`npm audit`)           | failed       | failed                         |
 * | a known vulnerability that is less                                     | inconclusive | inconclusive                   |
 * | a file that nothing here can read: binary, too large, another language | inconclusive | inconclusive                   |
 *
 * A package that npm's lock file of the base has from a registry at the version that is named, for the same people, is no new one; and an
 * entry point, a script's file or a place in a tsconfig that led nowhere and leads to where it was moved is no altered setting.
 *
 * `failed` is for what is hardly ever honest; `inconclusive` asks a person; neither is ever passed. The whole is the worst of its
 * scanners, and where nothing is found but one could not run it is not run: `why` says which, what the others looked at
 * and what to install. So `checks.not_run: refuse` takes no scanner less, and nobody reads "passed" of what did not look.
 */
export function securityCheck(load: LoadPeer, scanners: readonly Scanner[] = SCANNERS): Check {
  return {
    name: 'security',
    cost: 5,
    async run(candidate, { settings, limits }) {
      const changes = readChanges(candidate, performance.now() + limits.timeoutMs)
      const tools: ScanTools = {
        compiler: await loadCompiler(),
        load,
        patienceMs: PATIENCE_MS,
        audit: settings.audit === true,
      }
      const outcomes: Outcome[] = []
      for (const scanner of scanners)
        outcomes.push({ scanner: scanner.name, scanned: await scan(scanner, changes, tools) })
      return settle(outcomes, candidate.changed.length)
    },
  }
}

export const security: Check = securityCheck(loadPeer)

/** One scanner that breaks takes no other with it. */
async function scan(scanner: Scanner, changes: Changes, tools: ScanTools): Promise<Scanned> {
  try {
    return await scanner.scan(changes, tools)
  } catch (error) {
    if (error instanceof OutOfPatience) return { brokeOff: error.message }
    // A library's message may quote the text that it broke on, and that may be a secret.
    return { brokeOff: `${(error as Error).name} in ${scanner.name}` }
  }
}

function settle(outcomes: Outcome[], changed: number): CheckResult {
  const all = outcomes.flatMap(({ scanned }) => ('found' in scanned ? scanned.found : []))
  const evidence = toEvidence(outcomes)
  const fails = all.filter(({ weight }) => weight === 'fails')
  if (fails.length > 0) return failed(reasonOf(fails, outcomes), evidence)
  const broke = outcomes.some(({ scanned }) => 'brokeOff' in scanned)
  if (all.length > 0 || broke) return inconclusive(reasonOf(all, outcomes), evidence)
  const declined = outcomes.flatMap(({ scanner, scanned }) =>
    'declined' in scanned ? [`; ${scanner} not run: ${scanned.declined}`] : [],
  )
  const files = `${changed} changed file${changed === 1 ? '' : 's'}`
  const why = reasonOf([], outcomes)
  if (why !== '') return notRun(`the other scanners found nothing new in ${files}; ${why}`, evidence)
  return passed(`nothing new in ${files}${declined.join('')}`, evidence)
}
