import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { addAccount, type Member, type Somebody, type Stage } from './stage'

/** What the stories about invitations, notifications and deliveries share. */

export const worker: Somebody = { id: null, role: 'service_role' }

export interface InvitedRow {
  row_no: number
  outcome: string
  invitation_id: string | null
  token: string | null
}

export const inviteToRun = (
  tx: TransactionSql,
  run: string,
  rows: readonly unknown[],
  isDryRun = false,
): Promise<InvitedRow[]> => tx<InvitedRow[]>`
  select * from create_run_invitations(run_id => ${run}, rows => ${tx.json(rows as never)}, dry_run => ${isDryRun})`

export const inviteMembers = (
  tx: TransactionSql,
  client: string,
  rows: readonly unknown[],
): Promise<InvitedRow[]> => tx<InvitedRow[]>`
  select * from create_member_invitations(client_id => ${client}, rows => ${tx.json(rows as never)})`

export interface Invited {
  id: string
  token: string
  email: string
}

/** One person invited to a run, at an address that nobody else has. */
export async function inviteOne(
  stage: Stage,
  who: Member,
  run: string,
  row: { email?: string; name?: string; role?: string; message?: string } = {},
): Promise<Invited> {
  const email = row.email ?? `guest-${randomUUID()}@example.test`
  const [made] = await stage.as(who, (tx) => inviteToRun(tx, run, [{ ...row, email }]))
  if (!made?.invitation_id || !made.token) throw new Error(`Not invited: ${made?.outcome ?? ''}`)
  return { id: made.invitation_id, token: made.token, email }
}

/** A new person with this proved address claims. */
export async function claimAs(stage: Stage, invited: Invited, who?: Somebody & { id: string }) {
  const guest = who ?? (await addAccount(stage.sql, invited.email))
  await stage.as(guest, (tx) => claim(tx, invited.token))
  return guest
}

export interface Claimed {
  state: string
  context_type: string
  context_id: string
  role: string
}
export const claim = (tx: TransactionSql, token: string): Promise<Claimed[]> =>
  tx<Claimed[]>`select * from claim_invitation(token => ${token})`

export interface Leased {
  delivery_id: string
  lease_token: string
  attempts: number
  address: string
  template: string
  tenant_id: string
  payload: Record<string, unknown>
  invitation_token: string | null
  unsubscribe_token: string
  is_required: boolean
  created_by_name: string | null
  reply_to: string | null
}
export const lease = (stage: Stage, max = 100, seconds = 60): Promise<Leased[]> =>
  stage.as(worker, (tx) => tx<Leased[]>`select * from lease_deliveries('test', ${max}, ${seconds})`)

export const record = (
  stage: Stage,
  results: readonly object[],
): Promise<{ delivery_id: string; applied: boolean }[]> =>
  stage.as(
    worker,
    (tx) => tx<{ delivery_id: string; applied: boolean }[]>`
      select * from record_deliveries(results => ${tx.json(results as never)})`,
  )

export const keepHouse = async (stage: Stage) =>
  (
    await stage.as(
      worker,
      (tx) => tx<{ reminders: number; expiring: number; expired: number; digests: number }[]>`
        select reminders, expiring, expired, digests from run_delivery_housekeeping()`,
    )
  )[0]

/** Types of what somebody was told, oldest first. */
export const toldTo = async (stage: Stage, person: string): Promise<string[]> =>
  (
    await stage.sql<{ type: string }[]>`
      select type from cc_notifications where recipient_individual_id = ${person} order by created_at, type`
  ).map(({ type }) => type)

/** Nothing waits any more, so that a test sees only what it made itself. */
export const emptyQueue = (stage: Stage) =>
  stage.sql`update cc_notification_deliveries set status = 'cancelled', lease_token = null, lease_until = null
    where status in ('held', 'queued', 'leased')`
