import type { Standing } from '@/lib/rules/client-health'
import { compareNeed, HEALTH_GROUPS, healthGroup, isSilent, type HealthGroup } from '@/lib/rules/client-order'
import { oneOf } from '@/lib/rules/runs'
import { normaliseSearch } from '@/lib/rules/text-search'

export const CLIENT_LIST_STATUSES = ['current', 'active', 'paused', 'archived'] as const
/** `current`: all but the archived ones. */
export type ClientListStatus = (typeof CLIENT_LIST_STATUSES)[number]

export const CLIENT_SORTS = ['need', 'name'] as const
export type ClientSort = (typeof CLIENT_SORTS)[number]

/** Which clients the list shows and in which order; all of it lives in the address. */
export type ClientListParams = {
  search: string
  status: ClientListStatus
  health: HealthGroup | null
  /** Only those of which nobody has heard for long. */
  isSilent: boolean
  sort: ClientSort
}

type Query = Record<string, string | string[] | undefined>

/** Reads the list's parameters from an address. Whatever makes no sense counts as not given. */
export function parseClientListParams(query: Query): ClientListParams {
  const read = (name: string) => [query[name]].flat()[0] ?? ''
  return {
    search: normaliseSearch(read('q')),
    status: oneOf(CLIENT_LIST_STATUSES, read('status')) ?? 'current',
    health: oneOf(HEALTH_GROUPS, read('health')),
    isSilent: read('contact') === 'silent',
    sort: oneOf(CLIENT_SORTS, read('sort')) ?? 'need',
  }
}

/** The inverse of `parseClientListParams`: only what differs from the default. */
export function formatClientListParams(params: ClientListParams): Record<string, string | undefined> {
  return {
    q: params.search || undefined,
    status: params.status === 'current' ? undefined : params.status,
    health: params.health ?? undefined,
    contact: params.isSilent ? 'silent' : undefined,
    sort: params.sort === 'need' ? undefined : params.sort,
  }
}

type Listed = Standing & { name: string; status: string }

/** The clients that the list shows, in its order. `clients` come by name. */
export function selectClients<Client extends Listed>(
  clients: readonly Client[],
  params: ClientListParams,
  now: Date,
): Client[] {
  const wanted = params.search.toLocaleLowerCase()
  const shown = clients.filter(
    (client) =>
      client.name.toLocaleLowerCase().includes(wanted) &&
      (params.status === 'current' ? client.status !== 'archived' : client.status === params.status) &&
      (params.health === null || healthGroup(client, now) === params.health) &&
      (!params.isSilent || isSilent(client, now)),
  )
  return params.sort === 'name' ? shown : shown.sort((one, other) => compareNeed(one, other, now))
}
