/** Longer comments are read by a person; the patterns take quadratic time on some texts. */
export const MAX_COMMENT = 10_000

/** Something in a comment that a tool obeys although it is no `@word`. */
export type Directive = { tool: string; mark: RegExp }

/**
 * Marks that tools find in comments, wherever they stand. `@words` are not here: those are allowed by
 * name, never refused by name. A mark too many costs a person a look, one too few a gate its worth.
 */
export const DIRECTIVES: Directive[] = [
  { tool: 'a bundler or minifier', mark: /[#@]\s?__\w+__|\b(?:webpack|turbopack|rspack|vite|parcel|rollup)\w*\s*:/i },
  { tool: 'a source map', mark: /[#@]\s*source(?:Mapping)?URL/i },
  { tool: 'a linter, formatter or coverage tool', mark: /[\w$]-(?:(?:ignore|disable|enable|expect|(?:un)?suppress|skip|exempt|next-line)\b|allow\b(?!-))/i },
  // What most of them are made of: a verb and a sign, `tool: ignore X1`, `tool disable=x`, `tool ignore x: reason`, `x ignore-line`.
  { tool: 'a linter or scanner', mark: /\b(?:ignore|disable|enable|suppress|skip|allow|restore|exclude)-(?:this|next|line|file|block|start|end|begin|all|once)\b/i },
  { tool: 'a linter or scanner', mark: /:(?<=\w\s?:)\s*(?:(?:ignore|disable|enable|skip|suppress|allow(?:list)?|whitelist)\b(?!\s+(?:the|an?|this|that|these|those|it|them|its|your)\b)|(?:on|off)\s*(?:$|--))/im },
  { tool: 'a linter or scanner', mark: /(?<![a-z])(?:(?:ignore|disable|enable|skip|suppress|allow)\s?[=[]|(?:ignore|disable|skip|suppress)(?:\s?:\s*[a-z]|\s+[A-Z]{1,6}-?\d{3}))/i },
  { tool: 'a linter or scanner', mark: /\b(?:ignore|disable|enable|skip|suppress|allow)\b(?<=[\w-]\s+\w+)\s+[\w./-]+\s?:/i },
  { tool: 'a linter or scanner', mark: /\b(?:ignore|disable|enable|suppress|skip|exclude|restore)\s+(?:next|line|file|once|start|end|begin)\b(?<=[\w-](?<!\b(?:the|an?|to|and|or|we|you|they|will|not|can|must|should|that|which))\s+\w+\s+\w+)/i },
  { tool: 'a linter or formatter', mark: /\b(?:eslint|jshint|jslint|tslint|jscs|oxlint|biome|prettier|dprint|stylelint)[-:]/i },
  { tool: 'a linter or formatter', mark: /^\s*(?:eslint|jshint|jslint|globals?|exported)\s[^.]*$/i },
  { tool: 'a coverage tool', mark: /\b(?:istanbul|c8|v8|nyc|coverage)\s*:?\s*(?:ignore|disable|enable)/i },
  { tool: 'a mutation tester', mark: /\bstryker\s+(?:disable|restore)/i },
  { tool: 'a scanner', mark: /\bno[\s-]?(?:sonar|sec|lint|qa|semgrep|cover)\b|\bno(?:inspection|pmd|checkstyle|tsecret|(?:sem|horus|sonar|lint|bandit)\w*)\b|\bcodeql\s*\[|\b(?:lgtm|gitleaks|pragma|deepcode|skipcq|devskim|ggignore|kics-scan|coverity|klocwork|polyspace|parasoft|resharper|no-dd-sa|cpd-o(?:n|ff)|(?:lcov|gcovr)_excl\w*|suppresswarnings|(?:allow|white)list\s+(?:nextline\s+)?secret)\b|_suppress\b|(?<!\S)-V\d{3}/i },
  { tool: 'a scanner', mark: /(?:\b(?:snyk|semgrep|checkov|tfsec|terrascan|trivy|bearer|horusec|codacy|sonar\w*|gitguardian|trufflehog|fortify|veracode|checkmarx|deepsource|aikido|appscan|ggshield|sourcery|eslint|prettier|biome|dprint|istanbul|phpstan|psalm|vale|woke|alex|code-?spell|[cs]?spell-?(?:checker)?|typos|clang-format|shellcheck|hadolint|pylint|rubocop)|lint|fmt)[\s:-]{1,3}(?:ignore|disable|enable|skip|suppress|allow|accept|mitigate|off|words)\b|(?:fmt|format|lint|checker)(?<=[\w-](?:fmt|format|lint|checker))[\s:-]{1,3}on\s*$/im },
  // NOSONAR, NOPMD and their kind, in capitals; NONE, NOTE, NODE and the like are words.
  { tool: 'a scanner', mark: /\bNO(?!(?:T[ES]?|TES|TICE|THING|NE|W|DES?|DE_ENV|OP|RMAL|RTH)\b)[A-Z]{2,}/ },
  { tool: 'a describer of APIs', mark: /^[ \t]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+\//m },
  { tool: 'a tool that reads key:word', mark: /(?<![\w./:])(?!https?:|node:(?!coverage))[a-z][\w-]*:[a-z]/i },
  { tool: 'Flow', mark: /^\s*:|\$Flow|^\s*flow(?:lint)?\b\s*(?:$|strict|weak|-)|flow-include/i },
  { tool: 'the test of types', mark: /\$Expect\w*|^[ \t]*\^[?|]|---cut/im },
  { tool: 'an editor', mark: /(?:^|\s)(?:vim?|ex)\d*[<=>]?\d*:|-\*-|\bLocal Variables:|<\/?editor-fold|^[ \t]*#?(?:end)?region\b|\blanguage=/im },
  { tool: 'a preprocessor', mark: /#\s*(?:if|ifdef|ifndef|else|elif|endif|include|define|undef|region|endregion)\b|\bremoveIf\b|\b(?:start|end)-\w+-code\b/i },
  { tool: 'a template engine', mark: /<[%?#]|[%?]>|\{\{|\}\}|\{%|%\}|__[A-Z][A-Z0-9_]*__/ },
  { tool: "git's keyword expansion", mark: /\$(?:Id|Format|Date|Rev|Revision|Author|Header|Name|Source|Log)\b\s*[:$]/ },
  { tool: 'a tool that searches text for imports', mark: /\bimport\s*\.\s*meta\b|\b(?:require|import)\s*\(/ },
  { tool: 'a browser', mark: /<!--|-->|<\/?\s*(?:script|style|iframe|object|embed|svg|base|meta)\b|<[^>]{0,200}\bon\w+\s*=|\b(?:java|vb)script:\S/i },
  { tool: 'a userscript manager', mark: /==\/?\w+==/ },
  { tool: 'tools that hide generated files', mark: /\bauto-?\s?generated\b|^[^\w\n]*(?:this (?:file|code) (?:is|was) )?generated (?:by|from|with|using|automatically)\b|\bdo\s+not\s+(?:edit|modify)\b|SignedSource/im },
  { tool: 'readers of licences', mark: /^\s*!|\blicen[cs]ed\s+(?:under|to)\b|\bcopyright\b|\bSPDX\b|©|(?<![\w$\])])\(c\)\s(?!=>)/i },
  { tool: 'readers of AI marks', mark: /\bAI[-_ ](?:MODIFIED|GENERATED|ASSISTED|AUTHORED)\b/i },
  { tool: 'a tool that runs examples', mark: /^[ \t]*>/m },
  { tool: 'a translator', mark: /\bi18n\w*\b|\btranslators?:|(?<![\w.])t\(\s*['"`]/i },
  { tool: 'git', mark: /^[ \t]*(?:<{7}|={7}|>{7}|\|{7})/m },
  { tool: 'a list of things to do', mark: /\b(?:TODO|FIXME|XXX|HACK)\b/ },
] // biome-ignore format: a table

/** All marks at once, those apart where capitals count: where these find nothing, none of them does. */
const ANY = [true, false].map(isEither => {
  const marks = DIRECTIVES.filter(({ mark }) => mark.ignoreCase === isEither)
  return new RegExp(marks.map(({ mark }) => mark.source).join('|'), isEither ? 'im' : 'm')
})

/**
 * The first mark in a comment that a tool obeys.
 * @param content the comment without its delimiters.
 * @returns who obeys it and the text, as `a linter (falls through)`; null when no mark is known.
 */
export function directiveIn(content: string): string | null {
  if (content.length > MAX_COMMENT) return 'a tool, for all that is known (it is too long to be searched)'
  if (!ANY.some(mark => mark.test(content))) return null
  for (const { tool, mark } of DIRECTIVES) {
    const found = mark.exec(content)
    if (found) return `${tool} (${JSON.stringify(found[0].trim().slice(0, 40))})`
  }
  return null
}
