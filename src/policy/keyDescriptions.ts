/** What each key of a policy does, in one line: shown by editors, and by whoever explains a policy. */
export const KEY_DESCRIPTIONS: Record<string, string> = {
  version: 'The version of this format.',
  extends: 'The preset that this file alters; recommended@1 when it is left out.',
  repository:
    'A name of this repository, which reviews must give: none is then borrowed from a fork. Open reviews need a new one once it is set.',
  branches: 'Which branches and tags the policy speaks of.',
  'branches.protected':
    'Branches (main, release/*) and tags (refs/tags/v*) that no unreviewed AI-made change may reach.',
  'branches.ai': 'The folder of branches in which improvements are proposed.',
  'branches.trust':
    'Protected branches whose content needs no second judgement when it is merged into another.',
  attribution: 'What follows from a sign that a commit is AI-made.',
  'attribution.declared': 'For our own trailers, pushes to ai/ by an agent, and the identities of agents.',
  'attribution.tagged': 'For marks of other tools, such as Assisted-by or Co-authored-by of a known agent.',
  'attribution.traced':
    'For content of an AI commit that the ledger knows, whatever became of its marks; short copies only warn.',
  'attribution.automation': 'What commits of Renovate, Dependabot and release bots are taken for.',
  'attribution.carrier':
    'What tells that a commit was made in the environment of an agent: an Assisted-by trailer, a git note, or nothing.',
  'attribution.agents':
    'Agents beside the built-in ones, by their addresses, keys or accounts (gitlab:helper).',
  'attribution.except': 'Globs of paths in which an AI marker is only text.',
  'attribution.baseline': 'Full names of the commits before which nothing is judged.',
  people: 'Everyone who reviews: one name with all addresses, keys, accounts and teams.',
  vouchers: 'Public keys of the CI jobs or servers that check the approvals of a forge.',
  signers: 'Whose certificates are believed, and which keys are not.',
  'signers.authorities':
    'SSH certificate authorities, each with the addresses it may speak for: { key, emails: [*@example.org] }.',
  'signers.revoked':
    'Keys, fingerprints (SHA256:...) and certificates ({ authority, serial }) that count no more, whoever has them.',
  'signers.certificate_grace':
    'How long before a landing a certificate may have expired, in days or hours; 14d when it is left out.',
  reviews: 'How many reviews an AI-made change needs, and what counts as one.',
  'reviews.required': 'The number of reviews where by_class and by_path say nothing.',
  'reviews.assurance':
    "The least that a review must be worth: typed text, a voucher's key, the person's own key, a touched security key.",
  'reviews.bind': 'What a review holds for: the files that were seen, or the whole trees.',
  'reviews.owners': 'Whether the owners that CODEOWNERS names for a path must have reviewed it.',
  'reviews.initiator': 'Whether the person who started an improvement may review it.',
  'reviews.by_class':
    'The number of reviews for a class of change, or { required: 2, from: [persons and teams] }.',
  'reviews.by_path':
    'The number of reviews for paths, by glob, or { required: 2, from: [persons and teams] }; all that fit must hold.',
  auto_approve: 'Which classes of change need no person.',
  'auto_approve.exact_revert': 'Undoes AI-made changes exactly.',
  'auto_approve.documentation_only': 'The same program with other prose in its comments or documentation.',
  'auto_approve.formatting_only': 'The same program with other space and punctuation.',
  'auto_approve.type_hints_only': 'The same program with other type annotations.',
  'auto_approve.small_refactor': 'Another program of the same exports, shown to behave the same.',
  'auto_approve.new_dependency': 'Brings a package in.',
  'auto_approve.algorithm_change': 'Everything that nothing better could be shown of.',
  'auto_approve.audit': 'The share of automatic approvals that goes to a person all the same.',
  checks: 'What must hold before an improvement is proposed.',
  'checks.require': 'The checks that must pass.',
  'checks.not_run': "What follows when a required check can't run: it is told, or refused.",
  'checks.tests': 'The test command; null takes the test script of package.json.',
  'checks.audit': 'Whether security may ask the registry, by npm audit, about all dependencies.',
  'checks.coverage': 'Whether the tests are also asked how many of the changed lines they execute.',
  'checks.behaviour': 'When another program counts as one that behaves the same.',
  'checks.behaviour.noticed':
    'The share of wrong changes of the changed lines that the same inputs must notice: 90% when it is left out, 50% at least.',
  'checks.performance': 'When a benchmark counts as better or worse.',
  'checks.performance.threshold': 'The least difference that counts.',
  'checks.performance.memory':
    'From how much more memory on a benchmark or a start fails; not judged when it is left out.',
  'checks.performance.startup':
    'From how much more time on importing what the package gives away fails; not judged when it is left out.',
  'checks.performance.files': 'The benchmarks, by their paths: of mitata, tinybench or vitest.',
  sandbox: "Whether the repository's code may run where there is no sandbox.",
  run: 'How improvements are cut and committed.',
  'run.max_open': 'The most improvements that are open at a time.',
  'run.max_lines': 'The most lines that one improvement changes.',
  'run.group_by': 'One improvement for each file, or for each finding.',
  'run.improvers':
    "Improvers of the repository's own: files that export one object, read from the ref of this policy and run in the sandbox.",
  'run.patterns':
    'Where rewrite rules are read from beside .improver/patterns: folders of the repository, and installed packages.',
  'run.bot': 'Who improvements are committed by.',
  'run.bot.name': "The bot's name.",
  'run.bot.email': "The bot's address, which nobody else may have.",
  graduation: 'The success rate above which an improver starts, by its name.',
  ledger: 'Where the ledger is kept.',
  'ledger.remote': 'The name of the remote that it is synchronised with.',
  'ledger.sync':
    'Whether it is synchronised only when asked, or also by each push to that remote or to origin.',
  'ledger.mirror':
    'A branch of the remote that holds the same commits, where the forge can protect branches and not notes; null for none.',
  'ledger.shards':
    'How many refs share what machines tell: 16 where many of them write at once. Everything is read whatever this is.',
  override: 'Who may let a refused push through.',
  'override.by': 'Names from people; each override is signed, and used once.',
  push: 'Who may push what to a server of your own: persons, teams and agents, or the words people and agents.',
  'push.ai': 'Who may push to branches.ai; whoever the server lets in when it is left out.',
  'push.ledger': 'Who may push the ledger (refs/notes/improver/*).',
  'push.tags': 'Who may push protected tags.',
  'push.agents': 'Where agents may push: anywhere, or ai for only branches.ai and the ledger.',
}
