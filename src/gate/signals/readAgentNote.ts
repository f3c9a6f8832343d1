/** A tag as the hook writes it: `Assisted-by: <agent>:<model or unknown>`. */
const TAG = /^assisted-by[ \t]*:[ \t]*([^\s<>@:][^<>@:]{0,99}):[^\s<>]/i

/**
 * The agents that a note of `refs/notes/improver/agents` names, one line each. Anything else in it is no evidence:
 * whoever may push notes can write what they like there.
 */
export function readAgentNote(text: string): string[] {
  return text.split('\n').flatMap(line => TAG.exec(line)?.[1]?.trim() ?? [])
}
