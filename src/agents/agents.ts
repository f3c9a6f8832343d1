import type { Agent } from './agent.ts'
import { aider } from './aider.ts'
import { allContributors } from './allContributors.ts'
import { amazonQ } from './amazonQ.ts'
import { amp } from './amp.ts'
import { antigravity } from './antigravity.ts'
import { anyAgent } from './anyAgent.ts'
import { augment } from './augment.ts'
import { autofixCi } from './autofixCi.ts'
import { changesets } from './changesets.ts'
import { claudeCode } from './claudeCode.ts'
import { cline } from './cline.ts'
import { codex } from './codex.ts'
import { continueDev } from './continueDev.ts'
import { crush } from './crush.ts'
import { cursor } from './cursor.ts'
import { dependabot } from './dependabot.ts'
import { devin } from './devin.ts'
import { factoryDroid } from './factoryDroid.ts'
import { firebender } from './firebender.ts'
import { geminiCli } from './geminiCli.ts'
import { githubActions } from './githubActions.ts'
import { githubCopilot } from './githubCopilot.ts'
import { githubWebFlow } from './githubWebFlow.ts'
import { gitImprover } from './gitImprover.ts'
import { gitlabWeb } from './gitlabWeb.ts'
import { goose } from './goose.ts'
import { greenkeeper } from './greenkeeper.ts'
import { jules } from './jules.ts'
import { junie } from './junie.ts'
import { kiro } from './kiro.ts'
import { mergify } from './mergify.ts'
import { mistralVibe } from './mistralVibe.ts'
import { openCode } from './openCode.ts'
import { openHands } from './openHands.ts'
import { preCommitCi } from './preCommitCi.ts'
import { qwenCode } from './qwenCode.ts'
import { renovate } from './renovate.ts'
import { rooCode } from './rooCode.ts'
import { semanticRelease } from './semanticRelease.ts'
import { snyk } from './snyk.ts'
import { warp } from './warp.ts'
import { windsurf } from './windsurf.ts'

/** Every agent and automation that is known, ourselves first and the general conventions last. */
export const AGENTS: readonly Agent[] = [
  gitImprover,
  claudeCode,
  githubCopilot,
  cursor,
  codex,
  aider,
  geminiCli,
  devin,
  openCode,
  amazonQ,
  kiro,
  jules,
  windsurf,
  cline,
  rooCode,
  openHands,
  amp,
  goose,
  factoryDroid,
  continueDev,
  augment,
  qwenCode,
  junie,
  crush,
  warp,
  mistralVibe,
  firebender,
  antigravity,
  anyAgent,
  renovate,
  dependabot,
  semanticRelease,
  changesets,
  preCommitCi,
  autofixCi,
  mergify,
  snyk,
  allContributors,
  greenkeeper,
  githubActions,
  githubWebFlow,
  gitlabWeb,
]
