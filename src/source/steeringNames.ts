/** One kind of steering file: what it steers, and patterns for the whole folded path. */
export type SteeringKind = { why: string; paths: RegExp[] }

/** Matches a name (a regular expression's source) at any depth, as a file. */
const file = (names: string) => new RegExp(`(?:^|/)(?:${names})$`)
/** Matches everything below a folder of that name, at any depth. */
const below = (names: string) => new RegExp(`(?:^|/)(?:${names})(?:/|$)`)

const JS = '[cm]?[jt]sx?'
const DATA = '(?:ya?ml|toml|jsonc?|json5)'
const GIT_HOOKS =
  '(?:pre|post)-(?:commit|merge|merge-commit|push|rebase|checkout|receive|rewrite|update|applypatch|auto-gc|index-change)' +
  '|(?:prepare-)?commit-msg|applypatch-msg|reference-transaction|proc-receive|push-to-checkout|sendemail-validate|fsmonitor-watchman'

/**
 * What steers the tools that judge, build, publish or write a repository, most telling first: the
 * first kind that matches gives the reason. Patterns see folded paths (lower case).
 */
export const STEERING: SteeringKind[] = [
  { why: "git's own files", paths: [below('\\.git'), file('\\.git[^/]*|\\.mailmap')] },
  { why: 'the policy of git-improver', paths: [below('\\.improver')] },
  {
    why: 'git hooks and their managers',
    paths: [
      below('\\.husky|\\.?git-?hooks|\\.lefthook|\\.overcommit|\\.vite-hooks'),
      /^hooks\//,
      file(`(?:${GIT_HOOKS})(?:\\.[a-z0-9]+)?`),
      file(
        `\\.?lefthook(?:-local)?\\.${DATA}|\\.pre-commit-[^/]*|\\.overcommit\\.yml|captainhook\\.json|prek\\.toml|hk\\.pkl`,
      ),
      file('\\.?simple-git-hooks\\.[^/]*|\\.?lint-?staged[^/]*|\\.?commitlint[^/]*|cog\\.toml'),
    ],
  },
  {
    why: 'instructions that coding agents obey',
    paths: [
      file(
        '(?:agents?|claude|gemini|qwen|jules|warp|crush|codex|copilot|cursor|replit|skill|conventions)(?:\\.[a-z]+)?\\.mdc?',
      ),
      file(
        'copilot-instructions\\.md|[^/]*\\.(?:instructions|prompt|chatmode|agent)\\.md|[^/]*\\.mdc|llms[^/]*\\.txt',
      ),
      file(
        '\\.(?:cursor|windsurf|cline|roo|kilocode)(?:rules|ignore|modes)[^/]*|\\.goosehints|\\.rules|\\.aider[^/]*|\\.?mcp\\.json|opencode\\.jsonc?',
      ),
      below(
        '\\.(?:cursor|claude|codex|gemini|windsurf|cline|clinerules|roo|kilocode|continue|junie|kiro|trae|augment|amazonq|openhands|opencode|agents?|ai|goose|zed)',
      ),
    ],
  },
  { why: 'who owns and may approve', paths: [file('codeowners|owners(?:_aliases)?|maintainers')] },
  {
    why: 'continuous integration and deployment',
    paths: [
      below(
        '\\.(?:github|gitlab|gitea|forgejo|circleci|buildkite|semaphore|teamcity|tekton|harness|woodpecker|builds|azuredevops|azure-pipelines|drone|dagger)|bamboo-specs',
      ),
      file(
        `[^/]*\\.?(?:gitlab-ci|travis|appveyor|drone|woodpecker|cirrus|azure-pipelines|bitbucket-pipelines|buildspec|cloudbuild|codemagic|wercker|screwdriver|bitrise|semaphore|codeship-(?:steps|services)|amplify|heroku|render|netlify|codecov|codefresh|earthly)[^/]*\\.${DATA}`,
      ),
      file(
        'jenkinsfile[^/]*|[^/]*\\.jenkinsfile|earthfile|procfile|fly\\.toml|wrangler\\.(?:toml|jsonc?)|(?:vercel|now|firebase|cdk|railway)\\.json|serverless\\.[^/]*|skaffold\\.ya?ml|app\\.ya?ml',
      ),
      file(
        `renovate\\.json5?|dependabot\\.yml|release-please-config\\.json|sonar-project\\.properties|dangerfile[^/]*|mise\\.toml`,
      ),
    ],
  },
  {
    why: 'dependencies, scripts and lock files',
    paths: [
      file(
        'package\\.(?:json5?|ya?ml)|package-lock\\.json|npm-shrinkwrap\\.json|pnpm-workspace\\.ya?ml|bunfig\\.toml|denor?\\.jsonc?|deno\\.jsonc?|jsr\\.jsonc?',
      ),
      file('(?:lerna|nx|turbo|rush|project|workspace|angular|import_?-?map|component|bower)\\.jsonc?'),
      file(
        '[^/]*[.-]lock(?:b|file)?(?:\\.(?:json|ya?ml|toml|hcl))?|go\\.(?:mod|sum|work)|cargo\\.toml|pyproject\\.toml|requirements[^/]*\\.txt|setup\\.(?:py|cfg)|pipfile|gemfile|[^/]*\\.gemspec|composer\\.json|pom\\.xml|[^/]*\\.gradle(?:\\.kts)?|gradle\\.properties|gradlew(?:\\.bat)?|mix\\.exs|package\\.swift|[^/]*\\.(?:cs|fs|vb)proj|[^/]*\\.sln|flake\\.nix|packages\\.config|nuget\\.config',
      ),
      below('\\.yarn|node_modules'),
    ],
  },
  {
    why: 'the compiler, linters, test runners and bundlers',
    paths: [
      file(
        '[tj]sconfig[^/]*\\.json|(?:biome|tslint|typedoc|jsdoc|tsdoc|api-extractor|nodemon|cypress(?:\\.env)?|oxlint|dprint|vetur|web-test-runner|ava|nyc|stryker\\.conf)\\.jsonc?',
      ),
      file(`[^/]*\\.(?:config|conf|workspace|setup)(?:\\.[^/.]+)?\\.(?:${JS}|jsonc?|ya?ml|toml)`),
      file(
        `(?:gulpfile|gruntfile|jakefile|testem|wallaby|ember-cli-build|setup-?tests|vue\\.config|brunch-config|fuse)(?:\\.[^/]+)?\\.${JS}`,
      ),
    ],
  },
  {
    why: 'the build and its containers',
    paths: [
      file(
        '(?:gnu)?makefile(?:\\.(?![cm]?[jt]sx?$)[^/.]+)?|[^/]*\\.mk|\\.?justfile|taskfile\\.ya?ml|rakefile|cmakelists\\.txt|meson\\.build|build(?:\\.bazel)?|workspace(?:\\.bazel)?|module\\.bazel|[^/]*\\.bzl|configure|sconstruct|binding\\.gyp',
      ),
      file(
        '[^/]*(?:docker|container)file(?:\\.(?!tsx?$|jsx?$)[^/]*)?|(?:docker-)?compose[^/]*\\.ya?ml|vagrantfile|[^/]*\\.tf(?:vars)?',
      ),
    ],
  },
  { why: 'hidden files, which configure tools', paths: [/(?:^|\/)\.[^/]/] },
]
