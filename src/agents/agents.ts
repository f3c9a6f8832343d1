import type { Agent } from './agent.ts'
import { aider } from './aider.ts'
import { amazonQ } from './amazonQ.ts'
import { anyAgent } from './anyAgent.ts'
import { changesets } from './changesets.ts'
import { claudeCode } from './claudeCode.ts'
import { codex } from './codex.ts'
import { cursor } from './cursor.ts'
import { dependabot } from './dependabot.ts'
import { devin } from './devin.ts'
import { geminiCli } from './geminiCli.ts'
import { githubActions } from './githubActions.ts'
import { githubCopilot } from './githubCopilot.ts'
import { githubWebFlow } from './githubWebFlow.ts'
import { gitImprover } from './gitImprover.ts'
import { jules } from './jules.ts'
import { openCode } from './openCode.ts'
import { renovate } from './renovate.ts'
import { semanticRelease } from './semanticRelease.ts'
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
  jules,
  windsurf,
  anyAgent,
  renovate,
  dependabot,
  semanticRelease,
  changesets,
  githubActions,
  githubWebFlow,
]
