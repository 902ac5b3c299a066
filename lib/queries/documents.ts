import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, toAppError } from '@/lib/errors'
import { CLIENT_FRAME_COLUMNS, toClientFrame, type ClientFrame } from '@/lib/queries/clients'
import { VISIBILITIES, type DocumentListParams, type Visibility } from '@/lib/rules/document-list-params'
import { typesOf } from '@/lib/rules/document-types'
import { keysetFilter, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { containsPattern } from '@/lib/rules/text-search'
import type { DataClient } from '@/lib/supabase/types'

export type Document = {
  id: string
  name: string
  /** Media type of a file; null for a link. */
  type: string | null
  /** Of a link. */
  url: string | null
  /** Of a file: where its object lies. */
  storagePath: string | null
  sizeBytes: number | null
  visibility: Visibility
  uploaderId: string | null
  /** Null when the person is no longer one whose name the reader may know. */
  uploaderName: string | null
  createdAt: string
  deletedAt: string | null
}

export type DocumentPage = {
  client: ClientFrame
  documents: Document[]
  previous: Cursor | null
  next: Cursor | null
}

/** Whose documents, and who looks at them. */
export type DocumentScope = {
  agencyId: string
  clientId: string
}

export const DOCUMENTS_PER_PAGE = 30
const DELETED_SHOWN_DAYS = 30

export const documentKeys = {
  all: ['documents'] as const,
  lists: ({ agencyId, clientId }: DocumentScope) =>
    [...documentKeys.all, 'list', agencyId, clientId] as const,
  list: (scope: DocumentScope, params: DocumentListParams) => [...documentKeys.lists(scope), params] as const,
  details: (agencyId: string) => [...documentKeys.all, 'detail', agencyId] as const,
  detail: (agencyId: string, documentId: string) => [...documentKeys.details(agencyId), documentId] as const,
}

const DOCUMENT_COLUMNS =
  'id, name, type, url, storage_path, size_bytes, visibility, uploaded_by, uploader_name, created_at, deleted_at' as const

/**
 * One page of a client's documents, newest first, with the client they belong to, in one request. Throws `client_not_found` for an
 * unknown client and for one that the reader may not see alike.
 */
export function documentListQuery(supabase: DataClient, scope: DocumentScope, params: DocumentListParams) {
  return queryOptions({
    queryKey: documentKeys.list(scope, params),
    queryFn: ({ signal }) => listDocuments(supabase, scope, params, signal),
    // The rows in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

async function listDocuments(
  supabase: DataClient,
  { agencyId, clientId }: DocumentScope,
  params: DocumentListParams,
  signal: AbortSignal,
): Promise<DocumentPage> {
  if (!isUuid(clientId)) throw new AppError('client_not_found')
  const { cursor, isDeleted } = params
  const column = isDeleted ? 'deleted_at' : 'created_at'
  const isBackwards = cursor?.direction === 'before'
  const referencedTable = 'documents'
  let query = supabase
    .from('clients')
    .select(`${CLIENT_FRAME_COLUMNS}, documents(${DOCUMENT_COLUMNS})`)
    .eq('agency_id', agencyId)
    .eq('id', clientId)
    .eq('documents.agency_id', agencyId)
    .eq('documents.status', 'ready')
  query = isDeleted
    ? query.gte('documents.deleted_at', new Date(Date.now() - DELETED_SHOWN_DAYS * 86_400_000).toISOString())
    : query.is('documents.deleted_at', null)
  if (params.search) query = query.ilike('documents.name', containsPattern(params.search))
  if (params.visibility) query = query.eq('documents.visibility', params.visibility)
  if (params.group === 'link') query = query.eq('documents.kind', 'link')
  else if (params.group) query = query.in('documents.type', typesOf(params.group))
  if (cursor) {
    const { or, bound } = keysetFilter(column, false, false, cursor)
    query = query.or(or, { referencedTable })
    if (bound) query = query.filter(`documents.${column}`, bound.operator, bound.value)
  }
  const { data, error, status } = await query
    .order(column, { referencedTable, ascending: isBackwards })
    .order('id', { referencedTable, ascending: isBackwards })
    // One more than shown tells whether there is a further page, without counting.
    .limit(DOCUMENTS_PER_PAGE + 1, { referencedTable })
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) throw new AppError('client_not_found')
  const hasMore = data.documents.length > DOCUMENTS_PER_PAGE
  const page = data.documents.slice(0, DOCUMENTS_PER_PAGE)
  if (isBackwards) page.reverse()
  const edge = (row: StoredDocument | undefined, direction: Cursor['direction']) =>
    row ? { direction, value: row[column], id: row.id } : null
  const hasEarlier = isBackwards ? hasMore : cursor !== null
  const hasLater = isBackwards || hasMore
  return {
    client: toClientFrame(data),
    documents: page.map(toDocument),
    previous: hasEarlier ? edge(page[0], 'before') : null,
    next: hasLater ? edge(page.at(-1), 'after') : null,
  }
}

/** One document, for an address that names it. Throws `document_unknown` for one that the reader may not see. */
export function documentQuery(
  supabase: DataClient,
  { agencyId, clientId }: DocumentScope,
  documentId: string,
) {
  return queryOptions({
    queryKey: [...documentKeys.detail(agencyId, documentId), clientId],
    queryFn: async ({ signal }): Promise<Document> => {
      if (!isUuid(documentId)) throw new AppError('document_unknown')
      const { data, error, status } = await supabase
        .from('documents')
        .select(DOCUMENT_COLUMNS)
        .eq('agency_id', agencyId)
        .eq('client_id', clientId)
        .eq('id', documentId)
        .eq('status', 'ready')
        .abortSignal(signal)
        .maybeSingle()
      if (error) throw toAppError(error, status)
      if (!data) throw new AppError('document_unknown')
      return toDocument(data)
    },
  })
}

type StoredDocument = {
  id: string
  name: string
  type: string | null
  url: string | null
  storage_path: string | null
  size_bytes: number | null
  visibility: string
  uploaded_by: string | null
  uploader_name: string | null
  created_at: string
  deleted_at: string | null
}

function toDocument(row: StoredDocument): Document {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    url: row.url,
    storagePath: row.storage_path,
    sizeBytes: row.size_bytes,
    visibility: oneOf(VISIBILITIES, row.visibility) ?? 'internal',
    uploaderId: row.uploaded_by,
    uploaderName: row.uploader_name,
    createdAt: row.created_at,
    deletedAt: row.deleted_at,
  }
}
