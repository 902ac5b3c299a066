import type { MailDelivery } from '@/lib/email/render-mail'

/** A row of the queue while this worker holds it. */
export interface LeasedDelivery extends MailDelivery {
  /** Proof of holding it: the database takes an outcome only with the token of the present lease. */
  leaseToken: string
  channel: string
  attempts: number
}

/**
 * What became of a leased row. `released` gives it back as if it had never been taken; `retry` counts as an attempt and
 * comes again by the schedule; `failed` is for what would fail again.
 */
export interface Outcome {
  outcome: 'sent' | 'retry' | 'failed' | 'released'
  provider: string | null
  providerMessageId: string | null
  /** Machine code of the reason, e.g. `smtp_550`. */
  code: string | null
  /** The other side's words, without addresses. */
  message: string | null
}

export interface Result extends Outcome {
  deliveryId: string
  leaseToken: string
}

/** The queue as a worker sees it. Every call may reject while the backend is away; nothing is lost by that. */
export interface DeliveryQueue {
  lease: (max: number, leaseSeconds: number) => Promise<LeasedDelivery[]>
  record: (results: readonly Result[]) => Promise<void>
  /** Whatever is due by the clock: expired leases, reminders, digests. */
  keepHouse: () => Promise<Record<string, number>>
}

/** A way to reach people. One implementation for each channel. */
export interface Channel {
  /** Never rejects for reasons of the message or the provider; those are outcomes. */
  send: (delivery: LeasedDelivery, signal: AbortSignal) => Promise<Outcome & { isUnreachable?: boolean }>
  close: () => void
}

export function outcomeOf(
  outcome: Outcome['outcome'],
  code: string | null = null,
  more: Partial<Outcome> = {},
): Outcome {
  return { outcome, provider: null, providerMessageId: null, code, message: null, ...more }
}
