/** All zones a person can choose, with `chosen` among them even when this runtime would not list it. */
export function selectableTimeZones(chosen: string): string[] {
  return [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])].sort()
}
