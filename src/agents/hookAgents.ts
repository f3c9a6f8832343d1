import type { Agent, Pattern } from './agent.ts'
import { CREDITS } from './agentMarks.ts'

/**
 * The file `hooks/gate/agents`, which the sh hooks source: by the environment it tells which agent runs a command, in
 * `improver_agent`, and what that agent's marks look like, in `improver_marks` for `grep -iE`. An ordinary command costs
 * a few tests of the shell and no process.
 */
export function hookAgents(agents: readonly Agent[]): string {
  const named = agents.filter(({ environment }) => environment.length)
  const own = named.filter(({ environment }) => !environment.includes('AI_AGENT'))
  const any = named.filter(agent => !own.includes(agent))
  return [
    '# Made from src/agents by tests/agents/hookAgents.test.ts with UPDATE_SNAPSHOTS=1; edit that, not this.',
    '# Which agent runs this command? -> improver_agent, and its marks in a message -> improver_marks; empty when none does.',
    'improver_agent= improver_marks=',
    // The shell reads on only as far as it has to: almost every commit is a person's.
    `[ -n "${named.flatMap(({ environment }) => environment.map(name => `\${${name}-}`)).join('')}" ] || return 0`,
    ...own.map((agent, at) => branch(agent, at === 0 ? 'if' : 'elif')),
    ...any.map(agent => generic(agent)),
    'fi',
    '',
  ].join('\n')
}

function branch(agent: Agent, word: string): string {
  const set = agent.environment.map(name => `\${${name}-}`).join('')
  return [
    `${word} [ -n "${set}" ]; then`,
    `  improver_agent=${quoted(agent.name)}`,
    `  improver_marks=${quoted(tagPatterns(agent).join('\n'))}`,
  ].join('\n')
}

/** The value is the agent's name by convention, often with a version behind it; some set only 1. */
function generic(agent: Agent): string {
  return [
    `elif [ -n "\${AI_AGENT-}" ]; then`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
    '  improver_agent=${AI_AGENT%%[!A-Za-z0-9._/-]*}',
    '  case $improver_agent in',
    "    '' | [!A-Za-z]* | true | yes | on | ????????????????????????????????*) improver_agent='AI agent' ;;",
    '  esac',
    `  improver_marks=${quoted(tagPatterns(agent).join('\n'))}`,
  ].join('\n')
}

/** Lines of a message that show this agent already: its own marks, and a tag with its name or command. */
export function tagPatterns({ name, commands, marks, trailers }: Agent): Pattern[] {
  const credits = `(${[...CREDITS].join('|')})`
  const names = [...new Set([name, ...commands].map(literally))].join('|')
  return [
    ...new Set([
      `^assisted-by[[:blank:]]*:[[:blank:]]*(${names})([^a-z]|$)`,
      ...trailers.map(({ key, value }) => {
        const where = key === 'Co-authored-by' ? credits : key
        return `^${where}[[:blank:]]*:${value.startsWith('^') ? '[[:blank:]]*' : '.*'}${line(value)}`
      }),
      ...marks.map(mark => `^${line(`${mark}$`)}`),
    ]),
  ]
}

/** What ends with the line may have a carriage return before that. */
function line(pattern: Pattern): Pattern {
  return pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '[[:space:]]*$')
}

function literally(text: string): Pattern {
  return text.toLowerCase().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
