import { queryOptions } from '@tanstack/react-query'
import { AppError, toAppError, unwrap } from '@/lib/errors'
import {
  CLIENT_FRAME_COLUMNS,
  clientKeys,
  toClientFrame,
  toWorkCounts,
  type ClientFrame,
} from '@/lib/queries/clients'
import { readWaitingInvitations, type WaitingInvitation } from '@/lib/queries/claims'
import { toCommunication, type Communication } from '@/lib/queries/communications'
import { isUuid } from '@/lib/rules/runs'
import type { DataClient } from '@/lib/supabase/types'

/** Without when it is due, which is the agency's own affair, as in the list of tickets. */
export type DigestTicket = {
  id: string
  number: number
  title: string
  status: string
  isWaitingForClient: boolean
  updatedAt: string
}
export type DigestAlert = { id: string; title: string; severity: string; status: string; createdAt: string }
export type DigestDocument = { id: string; name: string; isLink: boolean; createdAt: string }

/** What a client's own people see first. */
export type ClientDigest = {
  client: ClientFrame
  /** Live ones, the last changed first. */
  tickets: DigestTicket[]
  alerts: DigestAlert[]
  messages: Communication[]
  documents: DigestDocument[]
  /** Invitations of others to the person who asks. */
  waiting: WaitingInvitation[]
}

/** What staff look at as the client does: what stands first, and the beginnings of the lists behind it. */
export type ClientPreview = {
  digest: ClientDigest
  lists: Pick<ClientDigest, 'tickets' | 'alerts' | 'messages' | 'documents'>
}

const TICKETS_SHOWN = 100
const ROWS_SHOWN = 6

const COLUMNS =
  `${CLIENT_FRAME_COLUMNS}, waiting_invitations, tickets(id, number, title, status, waiting_for, updated_at), alerts(id, title, severity, status, created_at), communications(id, type, direction, subject, body, occurred_at, author_id, author_name, participants, duration_min, visibility, pinned_at), documents(id, name, kind, created_at)` as const

/**
 * The overview of somebody of the client, in one request, under their own policies. Throws `client_not_found` for an unknown
 * client and for one that is not theirs alike.
 */
export function clientDigestQuery(supabase: DataClient, agencyId: string, clientId: string) {
  return queryOptions({
    queryKey: [...clientKeys.overview(agencyId, clientId), 'digest'],
    queryFn: async ({ signal }): Promise<ClientDigest> => {
      if (!isUuid(clientId)) throw new AppError('client_not_found')
      const { data, error, status } = await supabase
        .from('clients')
        .select(COLUMNS)
        .eq('agency_id', agencyId)
        .eq('id', clientId)
        .eq('tickets.agency_id', agencyId)
        .eq('tickets.is_live', true)
        .order('updated_at', { referencedTable: 'tickets', ascending: false })
        .limit(TICKETS_SHOWN, { referencedTable: 'tickets' })
        .eq('alerts.agency_id', agencyId)
        .neq('alerts.status', 'resolved')
        .order('severity_rank', { referencedTable: 'alerts' })
        .order('created_at', { referencedTable: 'alerts' })
        .limit(ROWS_SHOWN, { referencedTable: 'alerts' })
        .eq('communications.agency_id', agencyId)
        .order('occurred_at', { referencedTable: 'communications', ascending: false })
        .limit(ROWS_SHOWN, { referencedTable: 'communications' })
        .eq('documents.agency_id', agencyId)
        .eq('documents.status', 'ready')
        .is('documents.deleted_at', null)
        .order('created_at', { referencedTable: 'documents', ascending: false })
        .limit(ROWS_SHOWN, { referencedTable: 'documents' })
        .abortSignal(signal)
        .maybeSingle()
      if (error) throw toAppError(error, status)
      if (!data) throw new AppError('client_not_found')
      return {
        client: toClientFrame(data),
        tickets: data.tickets.map(toTicket),
        alerts: data.alerts.map(toAlert),
        messages: data.communications.map(toCommunication),
        documents: data.documents.map(toDocument),
        waiting: readWaitingInvitations(data.waiting_invitations),
      }
    },
  })
}

/**
 * The same as a viewer of the client would read it, and the beginnings of their lists, for staff: the database makes one up
 * for the moment. Throws
 * `client_not_found`, also for another agency's.
 */
export function clientPreviewQuery(supabase: DataClient, agencyId: string, clientId: string) {
  return queryOptions({
    queryKey: [...clientKeys.overview(agencyId, clientId), 'preview'],
    queryFn: async ({ signal }): Promise<ClientPreview> => {
      if (!isUuid(clientId)) throw new AppError('client_not_found')
      const [row] = unwrap(await supabase.rpc('view_as_client', { client_id: clientId }).abortSignal(signal))
      if (!row) throw new AppError('client_not_found')
      const lists = {
        tickets: row.tickets
          .filter(({ status }) => status !== 'resolved' && status !== 'closed')
          .map(toTicket),
        alerts: row.alerts.map(toAlert),
        messages: row.communications.map(toCommunication),
        documents: row.documents.map(toDocument),
      }
      const client: ClientFrame = {
        id: clientId,
        agencyId,
        name: row.name,
        status: 'active',
        isHouse: false,
        website: null,
        counts: toWorkCounts(row.counts),
      }
      const first = <Row>(rows: readonly Row[]) => rows.slice(0, ROWS_SHOWN)
      return {
        digest: {
          client,
          tickets: lists.tickets,
          alerts: first(lists.alerts),
          messages: first(lists.messages),
          documents: first(lists.documents),
          // They belong to a person, and nobody is looked at here.
          waiting: [],
        },
        lists,
      }
    },
  })
}

function toTicket(row: {
  id: string
  number: number
  title: string
  status: string
  waiting_for: string | null
  updated_at: string
}): DigestTicket {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    status: row.status,
    isWaitingForClient: row.status === 'waiting' && row.waiting_for === 'client',
    updatedAt: row.updated_at,
  }
}

function toAlert(row: {
  id: string
  title: string
  severity: string
  status: string
  created_at: string
}): DigestAlert {
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    status: row.status,
    createdAt: row.created_at,
  }
}

function toDocument(row: { id: string; name: string; kind: string; created_at: string }): DigestDocument {
  return { id: row.id, name: row.name, isLink: row.kind === 'link', createdAt: row.created_at }
}
