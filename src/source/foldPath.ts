/**
 * Letters of other scripts that are drawn like a Latin one. Only those that spell the names of
 * steering files; a reader of a diff can't tell `расkage.json` from the real one.
 */
const DRAWN_ALIKE: Record<string, string> = {
  а: 'a', α: 'a', ɑ: 'a', в: 'b', ь: 'b', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', ε: 'e', ҽ: 'e', ɡ: 'g', һ: 'h', н: 'h',
  і: 'i', ı: 'i', ι: 'i', ӏ: 'l', ј: 'j', κ: 'k', к: 'k', ⅼ: 'l', м: 'm', ո: 'n', η: 'n', о: 'o', ο: 'o', օ: 'o',
  р: 'p', ρ: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', τ: 't', υ: 'u', ս: 'u', ѵ: 'v', ν: 'v', ԝ: 'w', ω: 'w', х: 'x',
  χ: 'x', у: 'y', γ: 'y', ᴢ: 'z', '․': '.', '‥': '..', '‐': '-', '‑': '-', '–': '-', '−': '-', '∕': '/', '⁄': '/', 'ⲟ': 'o',
} // biome-ignore format: a table
const ALIKE = new RegExp(`[${Object.keys(DRAWN_ALIKE).join('')}]`, 'gu')

/**
 * The path as the most forgiving file system and the least careful reader see it: compatibility forms
 * and accents folded, invisible characters dropped, lower case, look-alikes as Latin letters, `\` as
 * `/`, and without NTFS streams or the dots and spaces at the end of a name which Windows drops.
 * @returns the folded path; equal results do not mean equal files, only that one may pass for the other.
 */
export function foldPath(path: string): string {
  const plain = path
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(ALIKE, letter => DRAWN_ALIKE[letter] ?? letter)
  return plain
    .split(/[/\\]/)
    .map(part =>
      /^\.{1,2}$/.test(part)
        ? part
        : part
            .replace(/:.*$/, '')
            .replace(/[. ]+$/, '')
            .replace(/^ +/, ''),
    )
    .join('/')
}
