export const RUN_STATUSES = ['draft', 'scheduled', 'in_progress', 'completed', 'cancelled'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export const MARKET_MODES = ['OPEN', 'INVITE_ONLY', 'CLOSED'] as const
export type MarketMode = (typeof MARKET_MODES)[number]

export const LISTINGS = ['full', 'teaser', 'hidden'] as const
export type Listing = (typeof LISTINGS)[number]

export const RUN_NAME_MAX_LENGTH = 200
export const RUN_DESCRIPTION_MAX_LENGTH = 5000

/** Returns `value` when it is one of `allowed`, else null: for values from an address or from a text column. */
export function oneOf<Value extends string>(allowed: readonly Value[], value: unknown): Value | null {
  return allowed.find((candidate) => candidate === value) ?? null
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Whether the database would take `value` as an id. Anything else cannot exist, so it need not be asked for. */
export function isUuid(value: string): boolean {
  return UUID.test(value)
}

const COPY_PREFIX = 'Copy of '

/** Name of a run's duplicate; a long one is cut so that it can still be saved. */
export function duplicateName(name: string): string {
  const original = name.startsWith(COPY_PREFIX) ? name.slice(COPY_PREFIX.length) : name
  return Array.from(COPY_PREFIX + original)
    .slice(0, RUN_NAME_MAX_LENGTH)
    .join('')
}
