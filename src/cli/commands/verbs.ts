import type { Verb } from '../verb.ts'
import { approveVerb } from './approve.ts'
import { benchVerb } from './bench.ts'
import { breakGlassVerb } from './breakGlass.ts'
import { checkVerb } from './check.ts'
import { doctorVerb } from './doctor.ts'
import { hookVerb } from './hook.ts'
import { improversVerb } from './improvers.ts'
import { initVerb } from './init.ts'
import { ledgerVerb } from './ledger/ledger.ts'
import { listVerb } from './list.ts'
import { overrideVerb } from './override.ts'
import { patternsVerb } from './patterns.ts'
import { policyVerb } from './policy.ts'
import { rejectVerb } from './reject.ts'
import { rollbackVerb } from './rollback.ts'
import { runVerb } from './run.ts'
import { scanVerb } from './scan.ts'
import { showVerb } from './show.ts'
import { trustVerb } from './trust.ts'
import { uninstallVerb } from './uninstall.ts'
import { verifyVerb } from './verify.ts'
import { whyVerb } from './why.ts'
import { withdrawVerb } from './withdraw.ts'

/** Every verb, in the order of the help. */
export const VERBS: Verb[] = [
  scanVerb,
  initVerb,
  runVerb,
  checkVerb,
  benchVerb,
  listVerb,
  showVerb,
  whyVerb,
  trustVerb,
  improversVerb,
  patternsVerb,
  approveVerb,
  rejectVerb,
  withdrawVerb,
  verifyVerb,
  rollbackVerb,
  ledgerVerb,
  doctorVerb,
  policyVerb,
  overrideVerb,
  breakGlassVerb,
  uninstallVerb,
  hookVerb,
]
