import type { Scene, Setting } from '../scene.ts'

/** A project, a server and two people's clones, all with the gate. */
export function begin({ signing, sandbox }: Setting): Scene {
  const told = [
    signing ? '' : 'There is no ssh-keygen here, so reviews are typed text (assurance: claimed).\n',
    sandbox === 'required' ? '' : 'No sandbox works here, so the policy says sandbox: none.\n',
  ].join('')
  return {
    heading: 'A project, a server, two people',
    words: `Jane has a small TypeScript library and shares it with Rob through a bare repository.
${told}The policy names a preset and what differs from it. init asks first; --yes says yes.`,
    steps: [
      { who: 'jane', run: 'cat .improver/policy.yaml', says: [/extends: recommended@1/] },
      { who: 'jane', run: 'git init -q && git add -A && git commit -q -m "Start the catalogue"' },
      { who: 'jane', run: 'ln -s ../node_modules .   # instead of npm ci: the demo downloads nothing' },
      { who: 'jane', run: 'git init -q --bare ../server.git' },
      { who: 'jane', run: 'git -C ../server.git improver init --server --yes', says: [/pre-receive/] },
      { who: 'jane', run: 'git remote add origin ../server.git && git push -q -u origin main' },
      { who: 'jane', run: 'git improver init --yes', says: [/pre-push/] },
      { who: 'rob', run: 'git clone -q ../server.git . && ln -s ../node_modules .' },
      { who: 'rob', run: 'git improver init --yes', says: [/pre-push/] },
    ],
  }
}
