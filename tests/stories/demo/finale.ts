import type { Stage } from './stage.ts'

/** The last words: what was real, what this machine could not do, and where to look around. */
export function finale({ folder, signing, sandbox }: Stage): string {
  const could = [
    signing
      ? 'Reviews were signed with SSH keys made for this demo, so the policy asked for assurance: verified.'
      : 'There is no ssh-keygen here: reviews were typed text, the policy asked for assurance: claimed.',
    sandbox === 'required'
      ? 'The tests ran in a sandbox: no network, no writes outside.'
      : 'No sandbox works here: the tests ran with your own rights, the policy said sandbox: none.',
  ]
  return `\n== Where everything is\n\n${could.join('\n')}
Everything is left in ${folder}: server.git, jane, rob. To look around as Jane:

  cd "${folder}/jane"
  export HOME="${folder}/homes/jane" PATH="${folder}/bin:$PATH"
  git log --graph --oneline --all
  git improver -h

Delete that folder when you have seen enough. In your own repository: npm start -- PATH --dry-run
`
}
