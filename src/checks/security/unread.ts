import { isSteering } from '../../source/steering.ts'
import { foundIn } from './brought.ts'
import type { ChangedFile } from './changes.ts'
import { CODE } from './code/parseCode.ts'
import { isLockFile } from './dependencies/lockKinds.ts'
import type { Scanner } from './scanner.ts'

/** Text that runs nowhere by itself, or that another scanner reads. */
const TEXT =
  /\.(?:md|markdown|txt|rst|adoc|json|jsonc|json5|ya?ml|toml|csv|tsv|css|scss|sass|less|snap|map|po|pot|d\.ts|graphql|gql|proto|diff|patch|log|ics|bib|tex|pem|crt|pub)$|(?:^|\/)(?:licen[cs]e|copying|notice|readme|changelog|changes|history|authors|contributors|security|todo|codeowners|cname|version)[^/.]*$|(?:^|\/)(?:licen[cs]e|copying|notice)[-.][^/]*$/i
/** Pictures, fonts, sounds: what shows them runs nothing of them. */
const MEDIA = /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|mov|pdf)$/i

/** Changed files that no scanner can read: too large, binary, another language, or one of too many. They ask a person. */
export const unread: Scanner = {
  name: 'unread',
  async scan({ files, beyond }) {
    const found = files.flatMap(file => {
      const what = whyUnread(file)
      return what === null ? [] : [foundIn(file, 'unread', null, what)]
    })
    const [path] = beyond
    const what = `one of ${beyond.length} more files than are read`
    if (path !== undefined) found.push({ rule: 'unread', weight: 'asks', path, line: null, what })
    return { looked: files.length + beyond.length, found }
  },
}

function whyUnread({ path, before, after }: ChangedFile): string | null {
  if (after.kind !== 'file' && after.kind !== 'executable') return null
  if (after.refused !== null) return MEDIA.test(path) || isLockFile(path) ? null : after.refused
  if (before.text !== null && before.text.replace(/\s+/g, '') === after.text?.replace(/\s+/g, '')) return null
  if (CODE.test(path) || TEXT.test(path) || isSteering(path) !== null) return null
  return MEDIA.test(path) ? null : 'in a language that is not read here'
}
