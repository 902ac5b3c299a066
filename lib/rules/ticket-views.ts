import { ME, NOBODY, parseTicketListParams } from '@/lib/rules/ticket-list-params'

/** What an address holds that is no filter: what is open over the list, and where its pages are. */
const PASSING = ['ticket', 'new', 'about', 'after', 'before'] as const

/** The filter in an address, in one order, so that two addresses of the same list are the same text. */
export function viewQueryOf(query: Record<string, string | undefined>): string {
  const kept = Object.entries(query)
    .filter(([key, value]) => value !== undefined && !(PASSING as readonly string[]).includes(key))
    .map(([key, value]): [string, string] => [key, value ?? ''])
    .sort(([one], [other]) => one.localeCompare(other))
  return new URLSearchParams(kept).toString()
}

/** The keys of the present address, emptied, under those of a view: what going there changes. */
export function changeToView(
  query: Record<string, string | undefined>,
  viewQuery: string,
): Record<string, string | undefined> {
  const emptied = Object.fromEntries(Object.keys(query).map((key) => [key, undefined]))
  return { ...emptied, ...Object.fromEntries(new URLSearchParams(viewQuery)) }
}

type Known = { people: readonly { id: string }[] | undefined; clients: readonly { id: string }[] | undefined }

/** Whom or which client a view asks for although they are gone, in words. Null also while that is not known yet. */
export function viewProblem(viewQuery: string, { people, clients }: Known): string | null {
  const { assignee, clientId } = parseTicketListParams(Object.fromEntries(new URLSearchParams(viewQuery)))
  const isPerson = assignee !== null && assignee !== ME && assignee !== NOBODY
  if (isPerson && people && !people.some(({ id }) => id === assignee)) return 'Filters by somebody who left'
  if (clientId !== null && clients && !clients.some(({ id }) => id === clientId))
    return 'Filters by a client that is gone'
  return null
}
