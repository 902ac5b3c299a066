/**
 * What people type ends up in headers, subjects and bodies of mails that look as if we had written them. Nothing here
 * escapes HTML (React does); it takes away what would make a second header, a hidden text or a link that is not ours.
 */

// Controls, line and paragraph separators; then marks that reorder or hide text. The joiner of emoji (U+200D) stays.
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
const CONTROLS_BUT_LINES = /[^\P{Cc}\n]/gu
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|[\u{e0000}-\u{e0fff}]/gu

const SCHEME = /(?:https?)?:\/\//giu
const ADDRESS_WITH_SCHEME = /\S*:\/\/\S*/gu
const ADDRESS_WITH_WWW = /(?<![\p{L}\p{N}])www\.\S*/giu
const MAIL_LINK = /\b(?:mailto|tel|sms|javascript|data):(?=\S)/giu
// A dot between two words is what mail programs turn into a link; the ideographic and full-width ones count as dots too.
// Between digits it is a number or a date and stays.
const DOT_IN_WORD = /(?<!\p{N})[.\u3002\uff0e\uff61](?=[\p{L}\p{N}])|[.\u3002\uff0e\uff61](?=\p{L})/gu

// A mail address on its own, as the app writes it for people without a name: nothing that could be read as a host or path.
const MAIL_ADDRESS = /(?<=^|\s)[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]{1,255}(?=$|\s|[,;:!?)])/gu

const ELLIPSIS = '…'

/** One line of at most `maxLength` characters without controls or invisible marks; '' when nothing is left. */
export function oneLine(text: string, maxLength: number): string {
  return cut(visible(text, maxLength).replace(BREAKS, ' ').replace(/\s+/gu, ' ').trim(), maxLength)
}

/**
 * A name or subject as it may stand in a header: one line, addresses of other sites taken out. Mail addresses are broken,
 * too, unless `keepsAddresses`: a sender's name must not look like one.
 */
export function withoutLinks(text: string, maxLength: number, keepsAddresses = false): string {
  const line = oneLine(text, maxLength * 4)
    .replace(ADDRESS_WITH_SCHEME, ' ')
    .replace(ADDRESS_WITH_WWW, ' ')
    .replace(MAIL_LINK, ' ')
  return oneLine(keepsAddresses ? breakDotsBut(MAIL_ADDRESS, line) : breakDots(line), maxLength)
}

/** Several lines of plain text in which no mail program finds anything to make a link of; the words all stay. */
export function plainParagraphs(text: string, maxLength: number): string {
  const lines = visible(text, maxLength)
    .replace(/\r\n?|[\p{Zl}\p{Zp}\u0085]/gu, '\n')
    .replace(CONTROLS_BUT_LINES, ' ')
    .replace(SCHEME, ' ')
    .replace(MAIL_LINK, ' ')
  return cut(
    breakDotsBut(MAIL_ADDRESS, lines)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    maxLength,
  )
}

/** Cut first, generously: what follows must not take longer the more somebody pastes. */
function visible(text: string, maxLength: number): string {
  return text
    .slice(0, maxLength * 4)
    .toWellFormed()
    .normalize('NFC')
    .replace(INVISIBLE, '')
}

/** "evil.example" becomes "evil. example": still readable, and no link. */
function breakDots(text: string): string {
  return text.replace(DOT_IN_WORD, '$& ')
}

function breakDotsBut(kept: RegExp, text: string): string {
  let end = 0
  let result = ''
  for (const match of text.matchAll(kept)) {
    result += breakDots(text.slice(end, match.index)) + match[0]
    end = match.index + match[0].length
  }
  return result + breakDots(text.slice(end))
}

function cut(text: string, maxLength: number): string {
  const characters = Array.from(text)
  return characters.length <= maxLength
    ? text
    : characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd() + ELLIPSIS
}
