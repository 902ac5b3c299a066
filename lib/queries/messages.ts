import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { toAppError, unwrap } from '@/lib/errors'
import { toAttempts, type DeliveryAttempt } from '@/lib/queries/invitations'
import type { DeliveryFacts } from '@/lib/rules/invitation-people'
import type { DataClient } from '@/lib/supabase/types'

/** Something that the people of a run were told, and where it stands with how many of them. */
export type RunMessage = {
  key: string
  type: string
  subject: string
  body: string
  senderName: string | null
  sentAt: string
  recipients: number
  inApp: number
  mailed: number
  waiting: number
  failed: number
  unmailed: number
}

export type MessageRecipient = {
  name: string | null
  email: string
  isInApp: boolean
  delivery: DeliveryFacts & { nextAttemptAt: string | null; attempts: DeliveryAttempt[] }
}

/** A mail by itself: what it said, to whom, and what came of it. */
export type SentMail = MessageRecipient & {
  /** Null for mails that get their subject only when they are made. */
  subject: string | null
  createdAt: string
}

type MessageCursor = { before: string; beforeKey: string }
export type MessagePage = { messages: RunMessage[]; next: MessageCursor | null }
type RecipientCursor = { afterEmail: string; afterId: string }
export type RecipientPage = { recipients: MessageRecipient[]; next: RecipientCursor | null }

export const MESSAGES_PER_PAGE = 10
export const RECIPIENTS_PER_PAGE = 50

export const messageKeys = {
  all: ['messages'] as const,
  list: (runId: string) => [...messageKeys.all, 'list', runId] as const,
  recipients: (runId: string, messageKey: string, isFailed: boolean) =>
    [...messageKeys.all, 'recipients', runId, messageKey, isFailed] as const,
  delivery: (agencyId: string, id: string) => [...messageKeys.all, 'delivery', agencyId, id] as const,
}

/** What the people of a run were told, newest first. An unknown run has nothing. */
export function runMessagesQuery(supabase: DataClient, runId: string) {
  return infiniteQueryOptions({
    queryKey: messageKeys.list(runId),
    queryFn: async ({ pageParam, signal }): Promise<MessagePage> => {
      const rows = unwrap(
        await supabase
          .rpc('list_run_messages', {
            run_id: runId,
            ...(pageParam ? { before: pageParam.before, before_key: pageParam.beforeKey } : {}),
          })
          .abortSignal(signal),
      )
      const messages = rows.slice(0, MESSAGES_PER_PAGE).map((row) => ({
        key: row.message_key ?? '',
        type: row.type ?? '',
        subject: row.subject ?? '',
        body: row.body ?? '',
        senderName: row.sender_name,
        sentAt: row.sent_at ?? '',
        recipients: row.recipients ?? 0,
        inApp: row.in_app ?? 0,
        mailed: row.mailed ?? 0,
        waiting: row.waiting ?? 0,
        failed: row.failed ?? 0,
        unmailed: row.unmailed ?? 0,
      }))
      const last = messages.at(-1)
      // One more than shown tells whether there is a further page, without counting.
      const hasMore = rows.length > MESSAGES_PER_PAGE
      return { messages, next: hasMore && last ? { before: last.sentAt, beforeKey: last.key } : null }
    },
    initialPageParam: null as MessageCursor | null,
    getNextPageParam: (page: MessagePage) => page.next,
  })
}

/** Whom one message went to, by address, with every attempt; or only those whose mail failed. */
export function messageRecipientsQuery(
  supabase: DataClient,
  runId: string,
  messageKey: string,
  isFailed: boolean,
) {
  return infiniteQueryOptions({
    queryKey: messageKeys.recipients(runId, messageKey, isFailed),
    queryFn: async ({ pageParam, signal }): Promise<RecipientPage> => {
      const rows = unwrap(
        await supabase
          .rpc('list_message_recipients', {
            run_id: runId,
            message_key: messageKey,
            is_failed: isFailed,
            ...(pageParam ? { after_email: pageParam.afterEmail, after_id: pageParam.afterId } : {}),
          })
          .abortSignal(signal),
      )
      const recipients = rows.slice(0, RECIPIENTS_PER_PAGE).map((row) => ({
        name: row.name,
        email: row.email ?? '',
        isInApp: row.is_in_app ?? false,
        delivery: {
          id: row.delivery_id ?? '',
          status: row.status ?? 'queued',
          failure: row.failure,
          reason: row.reason,
          at: row.at,
          nextAttemptAt: row.next_attempt_at,
          attempts: toAttempts(row.attempt_log),
        },
      }))
      const last = recipients.at(-1)
      const hasMore = rows.length > RECIPIENTS_PER_PAGE
      return {
        recipients,
        next: hasMore && last ? { afterEmail: last.email, afterId: last.delivery.id } : null,
      }
    },
    initialPageParam: null as RecipientCursor | null,
    getNextPageParam: (page: RecipientPage) => page.next,
  })
}

/** One mail of an agency, whatever it is about, with every attempt; null when there is none by this id. */
export function deliveryQuery(supabase: DataClient, agencyId: string, id: string) {
  return queryOptions({
    queryKey: messageKeys.delivery(agencyId, id),
    queryFn: async ({ signal }): Promise<SentMail | null> => {
      const { data, error, status } = await supabase
        .from('cc_notification_deliveries')
        .select(
          'id, address, notification_id, subject:payload->>subject, status, failure, last_error, skip_reason, attempt_log, created_at, next_attempt_at, sent_at, delivered_at',
        )
        .eq('tenant_id', agencyId)
        .eq('id', id)
        .abortSignal(signal)
        .maybeSingle()
      if (error) throw toAppError(error, status)
      return (
        data && {
          subject: data.subject,
          createdAt: data.created_at,
          name: null,
          email: data.address,
          isInApp: data.notification_id !== null,
          delivery: {
            id: data.id,
            status: data.status,
            failure: data.failure,
            reason: data.last_error ?? data.skip_reason,
            at: data.delivered_at ?? data.sent_at ?? data.next_attempt_at,
            nextAttemptAt: data.next_attempt_at,
            attempts: toAttempts(data.attempt_log),
          },
        }
      )
    },
  })
}
