import { readFileSync } from 'node:fs'
import postgres, { type Sql } from 'postgres'
import { startTestDatabase } from '../scripts/backend/test-database'
import { interleave, prepareClock } from './interleave'
import { type Figure } from './measure'

const FIXED_COST_MS = 0.1
const SMALL_QUERY_MS = 0.5
const SMALL_QUERY_RATIO = 1.5
const LARGE_QUERY_RATIO = 1.2
const WRITE_RATIO = 1.5
const DEEP_PAGE_RATIO = 1.5
const PAGE_SIZE = 30
const DEEP_PAGE = 200

/** Invitations, fan-out and the inbox against the same work without policies and functions. */
export async function benchPresence(notifications: number, rounds: number): Promise<Figure[]> {
  const database = await startTestDatabase()
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  try {
    console.log(`  ${notifications.toLocaleString('en')} notifications: filling …`)
    await sql.unsafe(`set bench.notifications = ${String(notifications)}`)
    await sql.unsafe(readFileSync(new URL('presence.sql', import.meta.url), 'utf8')).simple()
    await prepareClock(sql)
    await sql.unsafe('vacuum analyze')
    const setting = `${notifications.toLocaleString('en')} notifications`
    const writeRounds = Math.max(3, Math.round(rounds / 5))
    return [
      ...(await benchReads(sql, setting, rounds)),
      await benchWrite(sql, 'mark all of 20,000 as read', setting, 'member 2', MARK_ALL, writeRounds),
      await benchWrite(sql, '1,000 invitations in one call', 'owner', 'member 1', INVITE, writeRounds),
      await benchWrite(sql, 'update to 10,000 people', 'owner', 'member 1', FAN_OUT, writeRounds),
    ]
  } finally {
    await sql.end()
    await database.stop()
  }
}

const page = (predicate: string) =>
  `select id, type, category, priority, context_type, context_id, subject, short_body, action_url, action_label, group_key, seen_at, read_at, created_at
    from public.cc_notifications where recipient_individual_id = md5('member 1')::uuid and archived_at is null ${predicate}
    order by created_at desc, id desc limit ${String(PAGE_SIZE + 1)}`

async function benchReads(sql: Sql, setting: string, rounds: number): Promise<Figure[]> {
  const [last] = await sql<{ at: string; id: string }[]>`
    select created_at::text as at, id from cc_notifications where recipient_individual_id = md5('member 1')::uuid
    order by created_at desc, id desc offset ${PAGE_SIZE * (DEEP_PAGE - 1) - 1} limit 1`
  if (!last) throw new Error('The inbox has no page that deep.')
  const deep = `and (created_at < '${last.at}' or created_at = '${last.at}' and id < '${last.id}') and created_at <= '${last.at}'`
  const unread = `select (select count(*) from (select 1 from public.cc_notifications where recipient_individual_id = md5('member 1')::uuid and read_at is null and archived_at is null limit 100) u),
    (select count(*) from (select 1 from public.cc_notifications where recipient_individual_id = md5('member 1')::uuid and seen_at is null and archived_at is null limit 100) s)`
  const figures: Figure[] = []
  const owns: number[] = []
  for (const [name, own, bare] of [
    ['inbox, page 1', page(''), page('')],
    [`inbox, page ${String(DEEP_PAGE)}`, page(deep), page(deep)],
    ['inbox, one category', page(`and category = 'runs'`), page(`and category = 'runs'`)],
    ['unread and unseen count', 'select * from public.inbox_counts()', unread],
  ] as const) {
    const [value, limit] = await interleave(sql, rounds, [
      { actor: 'member 1', statement: own, warmUp: 7 },
      { actor: null, statement: bare, warmUp: 7 },
    ])
    const bar = limit < SMALL_QUERY_MS ? SMALL_QUERY_RATIO : LARGE_QUERY_RATIO
    owns.push(value)
    figures.push({
      name,
      setting: `one of them has a fifth, ${setting}`,
      value,
      unit: 'ms',
      reference: { name: 'no policies', value: limit },
      target: {
        text: `≤ ${String(bar)} × or ≤ ${String(FIXED_COST_MS)} ms more`,
        isMet: value <= limit * bar || value - limit <= FIXED_COST_MS,
      },
    })
  }
  const [first = Number.NaN, deepest = Number.NaN] = owns
  figures.push({
    name: `inbox, page ${String(DEEP_PAGE)}`,
    setting,
    value: deepest,
    unit: 'ms',
    reference: { name: 'page 1', value: first },
    target: { text: `≤ ${String(DEEP_PAGE_RATIO)} ×`, isMet: deepest <= first * DEEP_PAGE_RATIO },
  })
  return figures
}

interface Write {
  call: string
  /** What it cannot do without, with the same triggers and keys. */
  bare: string
  reference: string
}

const AGENCY = `md5('agency 1')::uuid`
const MARK_ALL: Write = {
  call: 'select * from public.mark_all_notifications_read(up_to => now())',
  bare: `update public.cc_notifications set read_at = now(), seen_at = coalesce(seen_at, now())
    where recipient_individual_id = md5('member 2')::uuid and read_at is null and archived_at is null and created_at <= now()`,
  reference: 'bare update',
}
const INVITE: Write = {
  call: `select * from public.create_run_invitations(md5('run 2')::uuid,
    (select jsonb_agg(jsonb_build_object('email', 'Invited-' || n || '@Example.com', 'name', 'Person ' || n, 'message', 'Welcome')) from generate_series(1, 1000) n))`,
  bare: `with made as (
      insert into public.cc_invitations (inviter_tenant_id, inviter_individual_id, context_type, context_id, context_name, invitee_role, invitee_email,
        email_norm, invitee_name, message, batch_id, next_reminder_at)
      select ${AGENCY}, md5('member 1')::uuid, 'service_run', md5('run 2')::uuid, 'Run 2', 'stakeholder', 'invited-' || n || '@example.com',
        'invited-' || n || '@example.com', 'Person ' || n, 'Welcome', ${AGENCY}, now() + interval '5 days' from generate_series(1, 1000) n
      returning id, email_norm, invitee_name
    ), minted as (
      insert into public.cc_invitation_tokens (tenant_id, invitation_id, token_hash, channel) select ${AGENCY}, id, sha256(uuid_send(id)), 'create' from made
    ), noted as (
      insert into public.cc_external_contact_points (tenant_id, kind, value, name) select ${AGENCY}, 'email', email_norm, invitee_name from made
    )
    insert into public.cc_notification_deliveries (tenant_id, invitation_id, address, category, template, lane, idempotency_key)
    select ${AGENCY}, id, email_norm, 'invitations', 'invitation', 1, 'invitation:' || id || ':1' from made`,
  reference: 'bare inserts',
}
const FAN_OUT: Write = {
  call: `select * from public.notify_run_stakeholders(md5('run 1')::uuid, 'News', 'All is well.')`,
  bare: `with made as (
      insert into public.cc_notifications (sender_tenant_id, recipient_individual_id, type, category, channels, context_type, context_id, context_data,
        subject, body, short_body, action_url, action_label, dedupe_key, group_key)
      select ${AGENCY}, s.user_id, 'run.update', 'runs', '{in_app,email}', 'service_run', s.run_id, '{"run": "Run 1", "body": "All is well.", "subject": "News"}',
        'Run 1: News', 'All is well.', 'All is well.', '/shared/' || s.run_id, 'Open the run', 'run.update:' || s.run_id || ':fresh', 'service_run:' || s.run_id
      from public.cc_run_stakeholders s where s.tenant_id = ${AGENCY} and s.run_id = md5('run 1')::uuid
      returning id, recipient_individual_id
    )
    insert into public.cc_notification_deliveries (tenant_id, notification_id, recipient_individual_id, address, category, template, payload, lane, idempotency_key)
    select ${AGENCY}, made.id, u.id, u.email, 'runs', 'notification', '{"type": "run.update", "subject": "Run 1: News", "body": "All is well.", "priority": "normal"}', 3,
      'run.update:fresh:' || u.id || ':email' from made join public.users u on u.id = made.recipient_individual_id`,
  reference: 'bare inserts',
}

async function benchWrite(
  sql: Sql,
  name: string,
  setting: string,
  actor: string,
  { call, bare, reference }: Write,
  rounds: number,
): Promise<Figure> {
  const [value, limit] = await interleave(sql, rounds, [
    { actor, statement: call, warmUp: 0 },
    { actor: null, statement: bare, warmUp: 0 },
  ])
  return {
    name,
    setting,
    value,
    unit: 'ms',
    reference: { name: reference, value: limit },
    target: { text: `≤ ${String(WRITE_RATIO)} ×`, isMet: value <= limit * WRITE_RATIO },
  }
}
