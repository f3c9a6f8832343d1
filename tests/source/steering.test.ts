import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSteering } from '../../src/source/steering.ts'

const STEERING = `
.github/workflows/ci.yml .github/copilot-instructions.md .gitlab-ci.yml ci/build.gitlab-ci.yml .circleci/config.yml .travis.yml
azure-pipelines.yml Jenkinsfile bitbucket-pipelines.yml appveyor.yml .drone.yml .woodpecker/a.yml .buildkite/p.yml .cirrus.yml
.gitea/workflows/a.yml .forgejo/workflows/a.yml cloudbuild.yaml buildspec.yml .semaphore/s.yml bamboo-specs/a.yml netlify.toml vercel.json
renovate.json dangerfile.ts codecov.yml .husky/pre-commit .githooks/pre-push hooks/commit-msg lefthook.yml .pre-commit-config.yaml
scripts/pre-commit tools/post-merge.sh .lintstagedrc commitlint.config.js simple-git-hooks.json .improver/policy.yaml pkg/.improver/x
package.json packages/a/package.json package-lock.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb npm-shrinkwrap.json deno.json .npmrc
.yarnrc.yml .yarn/releases/y.cjs .pnpmfile.cjs pnpm-workspace.yaml lerna.json nx.json turbo.json Cargo.toml Cargo.lock go.mod pyproject.toml
requirements-dev.txt Gemfile composer.json pom.xml build.gradle .gitattributes docs/.gitattributes .gitmodules .mailmap .gitignore
.git/config CODEOWNERS docs/CODEOWNERS .github/CODEOWNERS OWNERS AGENTS.md src/deep/agents.MD CLAUDE.md CLAUDE.local.md GEMINI.md
.cursorrules .cursor/rules/a.mdc .windsurfrules .clinerules .roo/rules.md .aider.conf.yml .claude/settings.json .codex/config.toml
.junie/guidelines.md .mcp.json opencode.json llms.txt a.instructions.md SKILL.md tsconfig.json tsconfig.build.json jsconfig.json
biome.json .eslintrc.cjs eslint.config.js .prettierrc jest.config.ts vitest.config.mts vitest.workspace.ts karma.conf.js webpack.config.js
rollup.config.mjs vite.config.ts babel.config.js gulpfile.js Gruntfile.js .mocharc.json jest.setup.js Dockerfile api.Dockerfile
Dockerfile.dev docker-compose.yml compose.yaml .dockerignore Makefile GNUmakefile Justfile CMakeLists.txt binding.gyp .env .nvmrc .vscode/settings.json
`

const PLAIN = `
src/index.ts src/hooks/useThing.ts src/package.ts src/agents/claude.ts src/config.ts src/lock.ts src/deadlock.ts src/docker.ts src/build.ts
src/makefile.ts README.md docs/guide.md docs/hooks.md src/git.ts src/github/client.ts src/compose.ts src/owners.ts lib/arc.js src/src.ts src/clock.js
src/block.ts test/yarn.test.js src/workflows/run.ts src/setup.ts index.html src/conference.ts data/users.json src/env.ts bin/tool.js src/precommit.ts
LICENSE CHANGELOG.md src/größe.ts src/日本.ts src/a.b.c.ts
`

const words = (text: string) => text.trim().split(/\s+/)

test('what steers tools is known, at any depth and in any case', () => {
  for (const path of words(STEERING)) {
    assert.ok(isSteering(path), path)
    assert.ok(isSteering(path.toUpperCase()), path)
  }
  for (const name of ['package.json', 'AGENTS.md', 'CODEOWNERS', 'Makefile', '.npmrc', 'tsconfig.json']) {
    assert.ok(isSteering(`a/b/${name}`), name)
  }
})

test('program text, documents and data steer nothing', () => {
  for (const path of words(PLAIN)) assert.equal(isSteering(path), null, path)
})

test('a name that some file system or reader takes for a steering file is one', () => {
  const odd = [
    'package.json.',
    'package.json ',
    'package.json. .',
    'PACKAGE.JSON::$DATA',
    '.GIT/config',
    '.git./config',
    '.git /config',
    'GIT~1/config',
    'PACKAG~1.JSO',
    'a\\package.json',
    'ｐackage.json',
    'pаckage.json',
    'расkage.json',
    'package․json',
    'pac\u200bkage.json',
    '.g\u200cit/config',
    'Makefılе',
    'Ⅿakefile',
    'AGENTЅ.md',
    'CLΑUDE.md',
    'paçkage.json',
    '.\u0261it/hooks/x',
    'Dоckerfile',
    '.ｇithub/workflows/a.yml',
  ]
  for (const path of odd) assert.ok(isSteering(path), JSON.stringify(path))
})

test('a path that no tree should hold is refused as one', () => {
  for (const path of [
    '',
    '/a.ts',
    'a//b.ts',
    'a/',
    './a.ts',
    'a/../b.ts',
    '..',
    'a\nb.ts',
    'a\u0000.ts',
    'a\u2028.ts',
  ]) {
    assert.ok(isSteering(path), JSON.stringify(path))
  }
})

test('any path gets an answer of one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), path => {
      const why = isSteering(path)
      assert.ok(why === null || typeof why === 'string')
    }),
  )
})
