import { MAX_COMMENT } from './directives.ts'

/** Names that nothing else has: who says one of them in prose speaks of models, or to them. */
const MODELS =
  /\b(?:(?:[GX]?AI|KI|IA|LLM|GPT)s?|Ai|A\.\s?I|L\.\s?L\.\s?M|GPT-?\d\w*|[cC]hat[\s-]?GPT|OpenAI|Anthropic|[cC]laude|[gG]emini|[cC]o-?pilot|Codex|Windsurf|CodeRabbit|Greptile|Bugbot)\b|\u4eba\u5de5\u667a\u80fd|\u4eba\u5de5\u77e5\u80fd|\u0418\u0418/
const MODELS_IN_WORDS =
  /\b(?:assistants?|(?:language|foundation|chat|ml|ai)[\s_-]+models?|neural\s+net(?:work)?s?|a\.\s?i(?=\.)|(?:coding|ai)[\s-]+(?:agent|bot|tool|reviewer)s?|artificial\s+intelligence|chat-?bots?|agentic|system\s+prompts?|prompt\s+injections?|jailbreaks?)\b/i

/** Names that programs and people have as well: what counts is whether they are told something. */
const OTHERS = String.raw`(?<!\buser[\s-])\b(?:sub-?)?agents?|\b(?:ro)?bots?|\b(?:reviewers?|automation|machine\s+readers?|automated\s+\w+)|\b(?:cursor|devin|aider|cline|grok|llama)`
const TOLD = String.raw`approv|ignor|disregard|forget|overrid|bypass|obey|follow|compl[yi]|execut|instruct|prompt|merg|push|skip|delet|remov|install|accept|trust|run|must|should|shall|ought|never|always|please|do\s+not|don['’]t|treat|consider|respond|answer|reply|report|consent|grant|permi[ts]|confirm`
/** A model is a part of many programs, so less is said to it by chance. */
const TOLD_TO_MODELS = 'approv|ignor|disregard|forget|obey|comply|instruct|prompt|respond|answer|reply|please'
/** One sentence, mostly. */
const BETWEEN = '[^.]{0,300}?'
const together = (one: string, other: string) =>
  new RegExp(`(?:${one})\\b${BETWEEN}\\b(?:${other})|\\b(?:${other})${BETWEEN}(?:${one})\\b`, 'i')
const TOLD_SOMETHING = [together(OTHERS, TOLD), together('(?<![\\w-])models?', TOLD_TO_MODELS)]

/** What is said to whoever obeys, whether or not it is named; and the marks of who speaks in a conversation. */
const ORDERS = [
  /\b(?:ignore|disregard|forget)\s+(?:everything|anything|all|what)\b[^.]{0,100}?\b(?:above|before|previous|prior|earlier|said|told)\b/i,
  /\b(?:new|your|following)\s+(?:task|instructions?|role|orders?)\s*(?:is\b|are\b|:)|\btell\s+(?:the\s+)?users?\b|\byou\s+are\s+now\b/i,
  /\balways\s+(?:call|use|invoke|run)\s+this\s+(?:tool|function|command|script)\b/i,
  // Whoever reads this ...
  /\b(?:who|that|which|whoever|whatever|anyone|you|are|when|if)\s+(?:reads?|reading|reviews?|reviewing|process(?:es|ing)?|summari[sz](?:es?|ing)|pars(?:es|ing))\s+this\b/i,
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,300}?\b(?:instruction|rule|prompt|polic|guideline|guardrail)/i,
  /\b(?:previous|prior|above|earlier|preceding|hidden)\s+(?:instruction|prompt|direction|guideline)/i,
  /\bapprov(?:e|es|al|ing)\b[^.]{0,300}?\b(?:changes?|pull|PRs?|merges?|commits?|requests?|diffs?|patch(?:es)?|proposals?|reviews?|everything|all|it|this)\b/i,
  /\b(?:skip|bypass|disable)(?:s|ping|ing)?\s+(?:\w+\s+){0,2}(?:git|commit|push|pre-?commit|pre-?push|the|all|any)\s+hooks?\b/i,
  /--no-verify\b|<\|\w|\[\/?INST\]|<\/?(?:system|instructions?|prompt|human)\b|^[ \t]*(?:system|developer|human)\s?: /im,
]

/**
 * Whether prose may be taken by a model for words to it: it names models, tells something to what may be one, or gives orders of the
 * kind that are given to them. No list of words knows them all.
 */
export function speaksToModels(text: string): boolean {
  if (text.length > MAX_COMMENT) return true
  // Letters of full width and the like are the same to a model.
  const plain = text.normalize('NFKC')
  return (
    MODELS.test(plain) ||
    MODELS_IN_WORDS.test(plain) ||
    TOLD_SOMETHING.some(told => told.test(plain)) ||
    ORDERS.some(order => order.test(plain))
  )
}
