import { DOCUMENT_GROUPS, type DocumentGroup } from '@/lib/rules/document-types'
import { formatCursor, parseCursor, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { normaliseSearch } from '@/lib/rules/text-search'

export const VISIBILITIES = ['internal', 'client'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** Everything that decides which documents the list shows. All of it lives in the address. */
export type DocumentListParams = {
  search: string
  group: DocumentGroup | null
  visibility: Visibility | null
  /** What was deleted within the last thirty days, instead of what is there. */
  isDeleted: boolean
  cursor: Cursor | null
}

type Query = Record<string, string | string[] | undefined>

export const NO_DOCUMENT_FILTERS: DocumentListParams = {
  search: '',
  group: null,
  visibility: null,
  isDeleted: false,
  cursor: null,
}

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** Reads the list's parameters from an address. Whatever makes no sense counts as not given. */
export function parseDocumentListParams(query: Query): DocumentListParams {
  const read = (name: string) => single(query[name])
  const direction = read('after') ? 'after' : 'before'
  const cursor = parseCursor(direction, read(direction), {
    value: (value) => !Number.isNaN(Date.parse(value)),
    id: isUuid,
  })
  return {
    search: normaliseSearch(read('q')),
    group: oneOf(DOCUMENT_GROUPS, read('type')),
    visibility: oneOf(VISIBILITIES, read('visibility')),
    isDeleted: read('show') === 'deleted',
    // Both moments in the order of this list are always there.
    cursor: cursor?.value ? cursor : null,
  }
}

/** The inverse of `parseDocumentListParams`: only what differs from the default. */
export function formatDocumentListParams(params: DocumentListParams): Record<string, string | undefined> {
  const { cursor } = params
  return {
    q: params.search || undefined,
    type: params.group ?? undefined,
    visibility: params.visibility ?? undefined,
    show: params.isDeleted ? 'deleted' : undefined,
    after: cursor?.direction === 'after' ? formatCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatCursor(cursor) : undefined,
  }
}

/** Whether the list shows less than everything, so that an empty one is not mistaken for having no documents. */
export function isDocumentListNarrowed({ search, group, visibility, cursor }: DocumentListParams): boolean {
  return search !== '' || group !== null || visibility !== null || cursor !== null
}
