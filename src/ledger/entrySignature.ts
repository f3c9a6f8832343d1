/** What an entry's signature is made for: one over a commit, a file or a login is none over an entry. */
export const ENTRY_NAMESPACE = 'git-improver'
