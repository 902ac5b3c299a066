import { z } from 'zod'
import { masked } from '@/lib/delivery/mask'

/** What a provider says of a mail after it took it, in the words of `record_delivery_event`. */
export interface DeliveryEvent {
  providerMessageId: string
  kind: 'delivered' | 'bounced' | 'complained'
  eventId: string
  detail: string
}

const id = z.string().min(1).max(300)

const genericEvent = z.object({
  id,
  type: z.enum(['delivered', 'bounced', 'complained']),
  /** The mail's Message-ID, with or without angle brackets, or the delivery's id. */
  message_id: id,
  detail: z.string().nullish(),
})

/** Our own format. Null when it is not one. */
export function readGenericEvent(body: unknown): DeliveryEvent | null {
  const event = genericEvent.safeParse(body)
  if (!event.success) return null
  const { type, message_id, detail } = event.data
  return {
    providerMessageId: withoutBrackets(message_id),
    kind: type,
    eventId: `generic:${event.data.id}`,
    detail: masked(detail ?? ''),
  }
}

const resendEvent = z.object({
  type: z.string(),
  data: z.object({
    email_id: id,
    message_id: id.nullish(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
    bounce: z
      .object({ type: z.string().nullish(), subType: z.string().nullish(), message: z.string().nullish() })
      .nullish(),
  }),
})
const RESEND_KINDS: Record<string, DeliveryEvent['kind']> = {
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
}

/**
 * Resend's format; `eventId` is the svix-id of the request. `ignored` for kinds that change nothing here (opened,
 * clicked, delayed, a bounce that is not for ever), null when it is not one of theirs.
 */
export function readResendEvent(body: unknown, eventId: string): DeliveryEvent | 'ignored' | null {
  const event = resendEvent.safeParse(body)
  if (!event.success) return null
  const { type, data } = event.data
  const kind = RESEND_KINDS[type]
  if (!kind || /^(transient|undetermined)$/i.test(data.bounce?.type ?? '')) return 'ignored'
  const header = (name: string) => data.headers?.find((entry) => entry.name.toLowerCase() === name)?.value
  const { bounce } = data
  return {
    // The Message-ID names our row; Resend's own id is what is left when they do not repeat it.
    providerMessageId: withoutBrackets(
      data.message_id ?? header('message-id') ?? header('x-entity-ref-id') ?? data.email_id,
    ),
    kind,
    eventId: `resend:${eventId}`,
    detail: masked([bounce?.type, bounce?.subType, bounce?.message].filter(Boolean).join(' ')),
  }
}

function withoutBrackets(messageId: string): string {
  return messageId.trim().replace(/^<(.*)>$/, '$1')
}
