import { z } from 'zod'
import type { LeasedDelivery, Result } from '@/lib/delivery/delivery'
import { toAppError } from '@/lib/errors'

/** What the worker needs of its client: functions by name. Every answer is checked below, so it claims nothing of them. */
export interface WorkerClient {
  rpc: (name: string, parameters: object) => PromiseLike<{ data: unknown; error: unknown; status: number }>
}

async function call<Schema extends z.ZodType>(
  supabase: WorkerClient,
  name: string,
  parameters: object,
  schema: Schema,
): Promise<z.output<Schema>> {
  const { data, error, status } = await supabase.rpc(name, parameters)
  if (error) throw toAppError(error, status)
  return schema.parse(data)
}

const leasedRow = z.object({
  delivery_id: z.string(),
  lease_token: z.string(),
  attempts: z.number(),
  channel: z.string(),
  address: z.string(),
  category: z.string(),
  template: z.string(),
  payload: z.unknown(),
  agency_name: z.string().nullable(),
  invitation_token: z.string().nullable(),
  unsubscribe_token: z.string().nullable(),
  is_required: z.boolean(),
  created_by_name: z.string().nullable(),
  reply_to: z.string().nullable(),
})

/** Takes up to `max` due rows for `leaseSeconds`. Throws AppError. */
export async function leaseDeliveries(
  supabase: WorkerClient,
  worker: string,
  max: number,
  leaseSeconds: number,
): Promise<LeasedDelivery[]> {
  const parameters = { worker, max, lease_seconds: leaseSeconds }
  const rows = await call(supabase, 'lease_deliveries', parameters, z.array(leasedRow))
  return rows.map((row) => ({
    deliveryId: row.delivery_id,
    leaseToken: row.lease_token,
    attempts: row.attempts,
    channel: row.channel,
    address: row.address,
    category: row.category,
    template: row.template,
    payload: row.payload,
    agencyName: row.agency_name,
    invitationToken: row.invitation_token,
    unsubscribeToken: row.unsubscribe_token,
    isRequired: row.is_required,
    createdByName: row.created_by_name,
    replyTo: row.reply_to,
  }))
}

/** Says how leased rows went. A row whose lease is no longer this one stays as it is. Throws AppError. */
export async function recordDeliveries(supabase: WorkerClient, results: readonly Result[]): Promise<void> {
  const rows = results.map((result) => ({
    delivery_id: result.deliveryId,
    lease_token: result.leaseToken,
    outcome: result.outcome,
    provider: result.provider,
    provider_message_id: result.providerMessageId,
    code: result.code,
    message: result.message,
  }))
  await call(supabase, 'record_deliveries', { results: rows }, z.array(z.object({ applied: z.boolean() })))
}

/** Does what is due by the clock and returns how much of each kind. Throws AppError. */
export async function runDeliveryHousekeeping(supabase: WorkerClient): Promise<Record<string, number>> {
  const rows = await call(
    supabase,
    'run_delivery_housekeeping',
    {},
    z.array(z.record(z.string(), z.number())),
  )
  return rows[0] ?? {}
}

/** What a provider says later of a mail; resolves to whether it changed anything. Throws AppError. */
export async function recordDeliveryEvent(
  supabase: WorkerClient,
  event: {
    providerMessageId: string
    kind: 'delivered' | 'bounced' | 'complained'
    eventId: string
    detail: string
  },
): Promise<boolean> {
  const parameters = {
    provider_message_id: event.providerMessageId,
    kind: event.kind,
    event_id: event.eventId,
    detail: event.detail,
  }
  const rows = await call(
    supabase,
    'record_delivery_event',
    parameters,
    z.array(z.object({ applied: z.boolean() })),
  )
  return rows[0]?.applied ?? false
}
