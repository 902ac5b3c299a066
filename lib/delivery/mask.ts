/** Takes mail addresses, phone numbers and anything that could be a token out of a text that goes into a log. */
export function masked(text: string): string {
  return (
    text
      .replace(/[^\s<>@,;:"'()]+@[^\s<>@,;:"'()]+/gu, '[address]')
      .replace(/\+\d[\d ()-]{6,}\d/g, '[phone]')
      // The id of a delivery is what a log is for; every other long word may be a secret.
      .replace(/[\w-]{24,}/g, (word) => (UUID.test(word) ? word : '[token]'))
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, MAX_LENGTH)
      // Cut in the middle of an emoji it would be half a character, which the database refuses: with it the whole report.
      .toWellFormed()
  )
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const MAX_LENGTH = 300
