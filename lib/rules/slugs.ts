/** The database's rule for the characters of a short name; its length is checked apart, to say which is wrong. */
export const SLUG_PATTERN = /^[a-z0-9](-?[a-z0-9])*$/
export const SLUG_MIN_LENGTH = 3
export const SLUG_MAX_LENGTH = 48
/** Portals may have longer ones than agencies. */
export const PORTAL_SLUG_MAX_LENGTH = 64

/** Letters that do not come apart into a plain letter and an accent. */
const SPELLED_OUT: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', þ: 'th' }

/** Suggests a short name: "Café Zürich GmbH" → "cafe-zurich-gmbh". Empty when the name has no Latin letter or digit. */
export function suggestSlug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßæœøłđþ]/g, (letter) => SPELLED_OUT[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, SLUG_MAX_LENGTH)
    .replace(/-+$/, '')
}
