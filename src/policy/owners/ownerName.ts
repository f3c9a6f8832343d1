/** `@user`, `@org/team`, `@group/sub/group`, GitLab's role `@@maintainer`, or an address. */
const ACCOUNT = /^@@?[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?(?:\/[A-Za-z0-9_](?:[A-Za-z0-9_.-]*))*$/
const ADDRESS = /^[^\s@<>"(),:;\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/

/** Whether a word can name an owner. On GitHub a team is two parts, and there are no roles. */
export function isOwnerName(word: string, forge: 'github' | 'gitlab'): boolean {
  if (word.length > 254) return false
  if (ADDRESS.test(word)) return true
  if (!ACCOUNT.test(word)) return false
  return forge === 'gitlab' || (!word.startsWith('@@') && word.split('/').length < 3)
}
