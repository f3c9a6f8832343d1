import type { Agent } from './agent.ts'

/** Its trailer is either a co-author or `Assisted-by: Crush:<model>`, which is everybody's convention. */
export const crush: Agent = {
  name: 'Crush',
  kind: 'agent',
  emails: ['(crush|noreply)@(crush\\.)?charm\\.land'],
  trailers: [{ key: 'Co-authored-by', value: '<(crush|noreply)@(crush\\.)?charm\\.land>' }],
  marks: ['[^a-z]*generated with crush[ .]*'],
  names: [],
  environment: ['CRUSH'],
  commands: ['crush'],
  sources: [
    'https://github.com/charmbracelet/crush/blob/main/README.md',
    'https://github.com/charmbracelet/crush/blob/main/internal/shell/shell.go',
    'https://github.com/charmbracelet/crush/commit/270f0d259cffa8f18f7b0625503fb89457d0c4f2',
    'https://github.com/charmbracelet/crush/commit/fa6ec09dc56bfa799be6b4639ff5e0569ef640d9',
    'https://github.com/charmbracelet/crush/pull/2484',
  ],
}
