/** A token as a reason quotes it: whole where it is short. */
export function quote(token: string): string {
  if (token === '') return 'the end'
  return JSON.stringify(token.length > 40 ? `${token.slice(0, 40)}...` : token)
}
