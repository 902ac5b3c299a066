import { fromLocalInput } from '@/lib/dates'
import {
  COMMUNICATION_TYPES,
  COMMUNICATION_VISIBILITIES,
  DIRECTIONS,
  type CommunicationType,
  type CommunicationVisibility,
  type Direction,
} from '@/lib/rules/communications'
import { formatCursor, parseCursor, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { formatSpan, parseSpan, type Span } from '@/lib/rules/spans'
import { normaliseSearch } from '@/lib/rules/text-search'

/** Everything that decides which entries the list shows. All of it lives in the address. */
export type CommunicationListParams = {
  search: string
  type: CommunicationType | null
  direction: Direction | null
  visibility: CommunicationVisibility | null
  /** When it was; a chart leads to what was said in one week by it. */
  occurred: Span | null
  cursor: Cursor | null
}

type Query = Record<string, string | string[] | undefined>

/** Reads the list's parameters from an address. Whatever makes no sense counts as not given. */
export function parseCommunicationListParams(query: Query): CommunicationListParams {
  const read = (name: string) => [query[name]].flat()[0] ?? ''
  const direction = read('after') ? 'after' : 'before'
  const cursor = parseCursor(direction, read(direction), {
    value: (value) => !Number.isNaN(Date.parse(value)),
    id: isUuid,
  })
  return {
    search: normaliseSearch(read('q')),
    type: oneOf(COMMUNICATION_TYPES, read('type')),
    direction: oneOf(DIRECTIONS, read('direction')),
    visibility: oneOf(COMMUNICATION_VISIBILITIES, read('visibility')),
    occurred: parseSpan(read('occurred')),
    // Everything has happened at some moment.
    cursor: cursor?.value ? cursor : null,
  }
}

/** The inverse of `parseCommunicationListParams`: only what is set. */
export function formatCommunicationListParams(
  params: CommunicationListParams,
): Record<string, string | undefined> {
  const { cursor } = params
  return {
    q: params.search || undefined,
    type: params.type ?? undefined,
    direction: params.direction ?? undefined,
    visibility: params.visibility ?? undefined,
    occurred: params.occurred ? formatSpan(params.occurred) : undefined,
    after: cursor?.direction === 'after' ? formatCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatCursor(cursor) : undefined,
  }
}

/** A change of what is listed starts again at the first page. */
export function changeCommunicationListParams(
  params: CommunicationListParams,
  change: Partial<CommunicationListParams>,
): CommunicationListParams {
  return { ...params, cursor: null, ...change }
}

/** Whether the list shows less than everything, so that an empty one is not mistaken for having nothing. */
export function isNarrowed(params: CommunicationListParams): boolean {
  return params.search !== '' || params.cursor !== null || hasFilters(params)
}

export function hasFilters({ type, direction, visibility, occurred }: CommunicationListParams): boolean {
  return type !== null || direction !== null || visibility !== null || occurred !== null
}

/** Everything again, from the newest on. */
export const NO_FILTERS = {
  search: '',
  type: null,
  direction: null,
  visibility: null,
  occurred: null,
  cursor: null,
} as const satisfies CommunicationListParams

const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000'

/** The end of a day ("2026-11-03") on the clock of `timeZone`, as an ISO timestamp; null for what is no day. */
export function endOfDay(day: string, timeZone: string): string | null {
  const noon = Date.parse(`${day}T12:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(noon)) return null
  const next = new Date(noon + 86_400_000).toISOString().slice(0, 10)
  return fromLocalInput(`${next}T00:00`, timeZone)
}

/** The page that begins with the last entry of a day, or the last one before it. */
export function cursorOfDay(day: string, timeZone: string): Cursor | null {
  const end = endOfDay(day, timeZone)
  return end === null ? null : { direction: 'after', value: end, id: BEFORE_ALL_IDS }
}
