/** What the first policy file says. */
export type PolicyFileChoices = {
  preset: 'observe' | 'recommended' | 'strict' | 'solo'
  branch: string
  identity: { name: string; email: string }
  signingKey: string | null
}

/** The number of each preset that a new policy begins with. */
const NEWEST = { observe: 1, recommended: 1, strict: 2, solo: 1 }

/** The text of a first `.improver/policy.yaml`: what differs from the preset, and nothing else. */
export function policyFileText({ preset, branch, identity, signingKey }: PolicyFileChoices): string {
  const keys = signingKey ? `, keys: [${scalar(signingKey)}]` : ''
  const lines = [
    '# What may land on the protected branches, and who may say so. `git improver policy explain` shows every key.',
    'version: 1                      # of this format',
    `extends: ${preset}@${NEWEST[preset]}`,
    `branches: { protected: [${scalar(branch)}] }`,
    `people: { ${scalar(personKey(identity))}: { emails: [${scalar(identity.email)}]${keys} } }`,
  ]
  if (needsClaimed(preset, signingKey)) {
    lines.push(
      '# Nobody here signs commits yet, so nobody could give a review that the preset accepts. `claimed` takes a',
      '# typed Reviewed-by line, which anyone who can commit could have typed. To ask for signatures: set',
      '# gpg.format=ssh and user.signingkey, add `keys: [ssh-ed25519 AAAA...]` above, and take this line out.',
      'reviews: { assurance: claimed }',
    )
  }
  return `${lines.join('\n')}\n`
}

/** Whether the preset asks for signatures that nobody could give. observe blocks nothing, strict refuses to start. */
export function needsClaimed(preset: PolicyFileChoices['preset'], signingKey: string | null): boolean {
  return !signingKey && (preset === 'recommended' || preset === 'solo')
}

/** A short key for a person: the first name in plain letters, else the front of the address. */
function personKey({ name, email }: PolicyFileChoices['identity']): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9]/g, '')
      .toLowerCase()
  return plain(name.trim().split(/\s+/)[0] ?? '') || plain(email.split('@')[0] ?? '') || 'me'
}

/** One YAML scalar for flow context: plain where nothing could take it for something else, else quoted. */
function scalar(text: string): string {
  const plain = /^[A-Za-z][A-Za-z0-9._@+/= -]*$/.test(text) && !/\s$/.test(text)
  const word = /^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return plain && !word ? text : JSON.stringify(text)
}
