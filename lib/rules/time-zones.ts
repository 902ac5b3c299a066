/** Short name of a time zone at a moment, daylight saving included: "CET", "GMT-5". */
export function timeZoneName(moment: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(
    new Date(moment),
  )
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

/** All zones a person can choose, with `chosen` among them even when this runtime would not list it. */
export function selectableTimeZones(chosen: string): string[] {
  return [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])].sort()
}
