import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaints } from './presets.ts'
import { BOB, CI, JANE } from './publicKeys.ts'

/** A wrong text, all that must be said of it, and its honest twin, which must pass. */
type Case = { title: string; wrong: string; says: string[]; right: string }

const CASES: Case[] = [
  {
    title: 'an unknown key beside the right word',
    wrong: 'version: 1\nreviews:\n  asurance: claimed\n',
    says: ['p.yaml:3:3  reviews.asurance: is not a key of a policy; did you mean "assurance"?'],
    right: 'version: 1\nreviews:\n  assurance: claimed\n',
  },
  {
    title: 'camel case and hyphens',
    wrong: 'version: 1\nautoApprove: { type-hints-only: true }\n',
    says: ['p.yaml:2:1  autoApprove: is not a key of a policy; did you mean "auto_approve"?'],
    right: 'version: 1\nauto_approve: { type_hints_only: true }\n',
  },
  {
    title: 'a key that stands elsewhere',
    wrong: 'version: 1\nprotected: [main]\n',
    says: ['p.yaml:2:1  protected: is not a key of a policy; did you mean "branches.protected"?'],
    right: 'version: 1\nbranches: { protected: [main] }\n',
  },
  {
    title: 'a key that resembles nothing',
    wrong: 'version: 1\noverride: { because: fun }\n',
    says: ['p.yaml:2:13  override.because: is not a key of a policy; there are by'],
    right: 'version: 1\noverride: { by: [] }\n',
  },
  {
    title: 'a wrong type',
    wrong: 'version: 1\nreviews: { required: "1", owners: no }\n',
    says: [
      'p.yaml:2:22  reviews.required: must be a whole number of 0 or more, not the text "1"',
      'p.yaml:2:35  reviews.owners: must be true or false, not the text "no"',
    ],
    right: 'version: 1\nreviews: { required: 1, owners: false }\n',
  },
  {
    title: 'numbers out of bounds',
    wrong: 'version: 1\nreviews: { required: -1 }\nrun: { max_open: 0, max_lines: 1.5 }\n',
    says: [
      'p.yaml:2:22  reviews.required: must be a whole number of 0 or more, not -1',
      'p.yaml:3:18  run.max_open: must be a whole number of 1 or more, not 0',
      'p.yaml:3:32  run.max_lines: must be a whole number of 1 or more, not 1.5',
    ],
    right: 'version: 1\nreviews: { required: 0 }\nrun: { max_open: 1, max_lines: 1 }\n',
  },
  {
    title: 'a list of reviewers',
    wrong: [
      'version: 1',
      'people: { jane: { teams: ["@acme/core"] } }',
      'reviews:',
      '  by_path:',
      '    a: { require: 2, from: [jane] }',
      '    b: { required: 0, from: [] }',
      '    c: { required: 1 }',
      '    d: { required: 1, from: [jane, acme/cor, bob] }',
      '    e: two',
      '  by_class: { new_dependency: { required: 1, from: [jan] } }',
      '',
    ].join('\n'),
    says: [
      'p.yaml:5:8  reviews.by_path.a.required: is missing; it must be a whole number of 1 or more',
      'p.yaml:5:10  reviews.by_path.a.require: is not a key of a policy; did you mean "required"?',
      'p.yaml:6:20  reviews.by_path.b.required: must be a whole number of 1 or more, not 0',
      'p.yaml:6:29  reviews.by_path.b.from: must be a list ([...]) of 1 to 200, each text, not a list of 0',
      'p.yaml:7:8  reviews.by_path.c.from: is missing; it must be a list ([...]) of 1 to 200, each text',
      'p.yaml:8:36  reviews.by_path.d.from[1]: there is neither a person nor a team "acme/cor" in people; did you mean "@acme/core"?',
      'p.yaml:8:46  reviews.by_path.d.from[2]: there is neither a person nor a team "bob" in people',
      'p.yaml:9:8  reviews.by_path.e: must be a whole number of 0 or more or a map of required and from, not the text "two"',
      'p.yaml:10:53  reviews.by_class.new_dependency.from[0]: there is neither a person nor a team "jan" in people; did you mean "jane"?',
    ],
    right: [
      'version: 1',
      'people: { jane: { teams: ["@acme/core"] } }',
      'reviews: { by_path: { a: { required: 2, from: [jane, acme/core] }, b: 2 }, by_class: { new_dependency: { required: 1, from: ["@Acme/Core"] } } }',
      '',
    ].join('\n'),
  },
  {
    title: 'a word that is none of those allowed',
    wrong: 'version: 1\nreviews: { assurance: vouch }\nsandbox: maybe\n',
    says: [
      'p.yaml:2:23  reviews.assurance: must be one of claimed, vouched, verified, present, not the text "vouch"; did you mean "vouched"?',
      'p.yaml:3:10  sandbox: must be one of required, none, not the text "maybe"',
    ],
    right: 'version: 1\nreviews: { assurance: vouched }\nsandbox: none\n',
  },
  {
    title: 'a list for a map and a map for a list',
    wrong: 'version: 1\npeople: [jane]\nbranches: { protected: { main: true } }\n',
    says: [
      'p.yaml:2:9  people: must be a map (key: value), not a list of 1',
      'p.yaml:3:24  branches.protected: must be a list ([...]) of 200 at most, each text, not a map',
    ],
    right: 'version: 1\npeople: { jane: {} }\nbranches: { protected: [main] }\n',
  },
  {
    title: 'a key without a value',
    wrong: 'version: 1\npeople:\nchecks:\n  tests:\n',
    says: ['p.yaml:2:8  people: has no value: leave the key out, or write a map (key: value)'],
    right: 'version: 1\npeople: {}\nchecks:\n  tests: null\n',
  },
  {
    title: 'shares',
    wrong: 'version: 1\nauto_approve: { audit: 10 }\nchecks: { performance: { threshold: 5 % } }\n',
    says: [
      'p.yaml:2:24  auto_approve.audit: must be a number from 0 to 1 or a percentage from 0% to 100%, not 10',
      'p.yaml:3:37  checks.performance.threshold: must be a number from 0 to 1 or a percentage from 0% to 100%, not the text "5 %"',
    ],
    right: 'version: 1\nauto_approve: { audit: 0.1 }\nchecks: { performance: { threshold: 5% } }\n',
  },
  {
    title: 'a missing version',
    wrong: 'extends: solo@1\n',
    says: ['p.yaml:1:1  version: is missing; it must be 1'],
    right: 'version: 1\nextends: solo@1\n',
  },
  {
    title: 'an unknown version, of which nothing else can be said',
    wrong: 'version: 2\nnew_things: yes\n',
    says: ['p.yaml:1:10  version: 2 is not known to this git-improver; it reads version 1'],
    right: 'version: 1\n',
  },
  {
    title: 'an unknown preset',
    wrong: 'version: 1\nextends: recommend@1\n',
    says: [
      'p.yaml:2:10  extends: there is no preset "recommend@1"; there are observe@1, recommended@1, solo@1, strict@1, strict@2; did you mean "recommended@1"?',
    ],
    right: 'version: 1\nextends: recommended@1\n',
  },
  {
    title: 'addresses that are none',
    wrong: 'version: 1\npeople:\n  jane:\n    emails: [jane, "Jane <jane@x.org>", "*@x.org", ""]\n',
    says: [
      'p.yaml:4:14  people.jane.emails[0]: must be an address such as jane@example.org, not "jane"',
      'p.yaml:4:20  people.jane.emails[1]: must be the address alone: jane@x.org',
      'p.yaml:4:41  people.jane.emails[2]: must be one whole address; patterns would let strangers in',
      'p.yaml:4:52  people.jane.emails[3]: must be an address such as jane@example.org, not ""',
    ],
    right:
      'version: 1\npeople:\n  jane:\n    emails: [jane@localhost, "1+dependabot[bot]@users.noreply.github.com"]\n',
  },
  {
    title: 'characters that nobody sees',
    wrong: [
      'version: 1',
      'people: { "j\\u0430ne": { emails: ["jane\\u200b@x.org"] } }',
      'branches: { protected: ["ma\\u202ein"] }',
      'reviews: { by_path: { "src/\\u00e9/**": 1 } }',
      'checks: { tests: "npm test\\u2066 && x" }',
      'run: { bot: { name: "b\\u001bot" } }',
      '',
    ].join('\n'),
    says: [
      'p.yaml:2:11  people["j<U+0430>ne"]: a name must be ASCII, and this one contains U+0430 ("а")',
      'p.yaml:2:35  people["j<U+0430>ne"].emails[0]: an address must be ASCII, and this one contains U+200B (zero width space)',
      'p.yaml:3:25  branches.protected[0]: a ref must be ASCII here, and this one contains U+202E (right-to-left override)',
      'p.yaml:4:23  reviews.by_path["src/<U+00E9>/**"]: a glob must be ASCII, and this one contains U+00E9 ("é"); * or ? can stand for it',
      'p.yaml:5:18  checks.tests: contains U+2066 (left-to-right isolate); a command must show all that it does',
      'p.yaml:6:21  run.bot.name: a name must be ASCII, and this one contains U+001B (escape)',
    ],
    right: [
      'version: 1',
      'people: { jane: { emails: ["jane@x.org"] } }',
      'branches: { protected: ["main"] }',
      'reviews: { by_path: { "src/?/**": 1 } }',
      'checks: { tests: "npm test -- prüfung" }',
      'run: { bot: { name: "bot" } }',
      '',
    ].join('\n'),
  },
  {
    title: 'one address or key under two names',
    wrong: [
      'version: 1',
      'people:',
      `  jane: { emails: [jane@x.org], keys: ['${JANE} laptop'], accounts: ['github:Jane'] }`,
      '  janet: { emails: [JANE@x.org], accounts: [github:jane] }',
      `  ghost: { keys: ['${JANE} desktop'] }`,
      `vouchers: { ci: '${JANE}' }`,
      'attribution: { agents: [{ name: robot, emails: [jane@X.org] }] }',
      'run: { bot: { email: jane@x.org } }',
      '',
    ].join('\n'),
    says: [
      'p.yaml:4:21  people.janet.emails[0]: JANE@x.org belongs to person janet here and to person jane too; it can have one holder',
      'p.yaml:4:45  people.janet.accounts[0]: github:jane belongs to person janet here and to person jane too; it can have one holder',
      'p.yaml:5:19  people.ghost.keys[0]: the key ...SZecqsF belongs to person ghost here and to person jane too; it can have one holder',
      'p.yaml:6:17  vouchers.ci: the key ...SZecqsF belongs to voucher ci here and to person jane too; it can have one holder',
      'p.yaml:7:49  attribution.agents[0].emails[0]: jane@X.org belongs to agent robot here and to person jane too; it can have one holder',
      'p.yaml:8:22  run.bot.email: jane@x.org belongs to the bot of run.bot here and to person jane too; it can have one holder',
    ].map(line => line.replace('SZecqsF', JANE.slice(-12))),
    right: [
      'version: 1',
      'people:',
      `  jane: { emails: [jane@x.org, JANE@x.org], keys: ['${JANE}', '${JANE} again'] }`,
      `  bob: { keys: ['${BOB}'] }`,
      `vouchers: { ci: '${CI}' }`,
      'attribution: { agents: [{ name: robot, emails: [robot@x.org] }] }',
      '',
    ].join('\n'),
  },
  {
    title: 'refs that git could not have, or that mean something else',
    wrong:
      'version: 1\nbranches:\n  protected: [a..b, heads/main, "rel[0-9]", "!x", "", HEAD, a//b, x.lock, refs/tags]\n  ai: ai\n',
    says: [
      'p.yaml:3:15  branches.protected[0]: git can\'t have a ref named "a..b"',
      "p.yaml:3:21  branches.protected[1]: write refs/heads/main, or a branch's bare name",
      'p.yaml:3:33  branches.protected[2]: a ref pattern knows *, ** and ?, and can\'t contain "["',
      'p.yaml:3:45  branches.protected[3]: a pattern can\'t be negated with "!": list what is meant',
      'p.yaml:3:51  branches.protected[4]: must name a branch or tag, and is empty',
      'p.yaml:3:55  branches.protected[5]: "HEAD" is no branch or tag',
      'p.yaml:3:61  branches.protected[6]: git can\'t have a ref named "a//b"',
      'p.yaml:3:67  branches.protected[7]: git can\'t have a ref named "x.lock"',
      'p.yaml:3:75  branches.protected[8]: "refs/tags" is no branch or tag',
      'p.yaml:4:7  branches.ai: must end in "/", such as "ai/"',
    ],
    right:
      'version: 1\nbranches:\n  protected: [main, release/*, "refs/tags/v**", a+b, c@d]\n  ai: bots/ai/\n',
  },
  {
    title: 'globs that name nothing',
    wrong:
      'version: 1\nattribution:\n  except: [/src, docs/, "src\\\\x", "a/../b", "src/**.ts", "!x", "{a,b", "[a-z]", "", "x{a}"]\n',
    says: [
      'p.yaml:3:12  attribution.except[0]: paths begin at the top of the repository: write "src"',
      'p.yaml:3:18  attribution.except[1]: names no file; the files in it are "docs/**"',
      'p.yaml:3:25  attribution.except[2]: folders are separated by "/"; "\\" takes the meaning from one of * ? { } , [ ] ( ) ! \\',
      'p.yaml:3:35  attribution.except[3]: git\'s paths have no empty, "." or ".." parts',
      'p.yaml:3:45  attribution.except[4]: "**" crosses folders only when it stands alone between slashes: **/*.ts',
      'p.yaml:3:58  attribution.except[5]: a glob can\'t be negated with "!": list what is meant',
      'p.yaml:3:64  attribution.except[6]: each "{" needs its "}"; write \\{ or \\} for the sign itself',
      'p.yaml:3:72  attribution.except[7]: knows no sets of characters: brackets are themselves here; write {a,b}, or \\[ for the bracket',
      'p.yaml:3:81  attribution.except[8]: is empty, or has an empty choice; ** names every file',
      'p.yaml:3:85  attribution.except[9]: braces hold two or more choices: {a,b}',
    ],
    right:
      'version: 1\nattribution:\n  except: [src, docs/**, "src/**/*.ts", "app/(auth)/[id].tsx", "{a,b}/c", "a\\\\{b", "[...slug]/x"]\n',
  },
  {
    title: 'a mirror of the ledger on a branch that holds work',
    wrong: 'version: 1\nbranches: { protected: [main, "release/**"] }\nledger: { mirror: main }\n',
    says: [
      'p.yaml:3:19  ledger.mirror: "main" is in branches.protected: the ledger needs a branch of its own',
    ],
    right: 'version: 1\nbranches: { protected: [main, "**"] }\nledger: { mirror: improver-ledger }\n',
  },
  {
    title: 'trust in what is not protected',
    wrong:
      'version: 1\nbranches: { protected: [main, "release/**"], trust: [dev, "release/*", "rel/*", "**"] }\n',
    says: [
      'p.yaml:2:54  branches.trust[0]: is trusted but not protected, so that anything can come in by it: add "dev" to branches.protected',
      'p.yaml:2:72  branches.trust[2]: is trusted but not protected, so that anything can come in by it: add "rel/*" to branches.protected',
      'p.yaml:2:81  branches.trust[3]: is trusted but not protected, so that anything can come in by it: add "**" to branches.protected',
    ],
    right:
      'version: 1\nbranches: { protected: [main, "release/**", "x/*"], trust: [main, "release/*", release/1/2, "x/*"] }\n',
  },
  {
    title: 'strangers, nameless agents, movable baselines and remotes that are commands',
    wrong: [
      'version: 1',
      'people: { jane: {} }',
      'override: { by: [jan, bob] }',
      'attribution: { agents: [{ name: x }], baseline: [main] }',
      'ledger: { remote: "ext::sh -c x" }',
      '',
    ].join('\n'),
    says: [
      'p.yaml:3:18  override.by[0]: there is nobody named "jan" in people; did you mean "jane"?',
      'p.yaml:3:23  override.by[1]: there is nobody named "bob" in people',
      'p.yaml:4:25  attribution.agents[0]: needs emails, keys or accounts that tell its work',
      'p.yaml:4:50  attribution.baseline[0]: must be a commit\'s full name (git rev-parse HEAD), not "main", which can come to mean another',
      'p.yaml:5:19  ledger.remote: must be the name of a remote, such as origin, not "ext::sh -c x"',
    ],
    right: [
      'version: 1',
      'people: { jane: {} }',
      'override: { by: [jane] }',
      `attribution: { agents: [{ name: x, keys: ['${JANE}'] }], baseline: [${'a1'.repeat(20)}] }`,
      'ledger: { remote: upstream }',
      '',
    ].join('\n'),
  },
]

for (const { title, wrong, says, right } of CASES)
  test(`says where and what: ${title}`, () => {
    assert.deepEqual(complaints(wrong), says)
    assert.deepEqual(complaints(right), [])
  })
