import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAgency, addRun, openStage, type Agency, type Somebody, type Stage } from './stage'

/** The hot queries of invitations, the inbox and the queue walk an index that fits, as the people who ask them. */

const ROWS = 20_000

let stage: Stage
let nordlicht: Agency
let run: string
let invitation: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  run = await addRun(stage.sql, nordlicht)
  await stage.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`insert into agencies (name, slug) select 'Agency ' || n, 'agency-' || n from generate_series(1, 100) n`
    await tx`insert into cc_n3_runs (tenant_id, name) select a.id, 'Run ' || n from agencies a, generate_series(1, 5) n`
    await tx`insert into users (id, email, role) select gen_random_uuid(), 'guest-' || n || '@example.test', 'stakeholder' from generate_series(1, 500) n`
    // A tenth of everything is theirs, the rest is spread.
    await tx`
      insert into cc_invitations (inviter_tenant_id, context_type, context_id, invitee_role, email_norm, status, created_at)
      select r.tenant_id, 'service_run', r.id, 'stakeholder', 'guest-' || n || '@example.test', 'sent', now() - n * interval '1 minute'
      from generate_series(1, ${ROWS}) n
      join (select id, tenant_id, row_number() over (order by id <> ${run}, md5(id::text)) - 1 as place from cc_n3_runs) r
        on r.place = case when n % 10 > 0 then abs(hashint4(n)) % (select count(*) from cc_n3_runs) else 0 end`
    await tx`insert into cc_invitation_tokens (tenant_id, invitation_id, token_hash, channel)
      select inviter_tenant_id, id, sha256(uuid_send(id)), 'create' from cc_invitations`
    await tx`
      insert into cc_notifications (sender_tenant_id, recipient_individual_id, type, category, subject, dedupe_key, read_at, created_at)
      select ${nordlicht.id}, u.id, 'run.update', (array['runs', 'team'])[1 + n % 2], 'News', 'key ' || n,
        case when n % 3 > 0 then now() end, now() - n * interval '1 minute'
      from generate_series(1, ${ROWS}) n
      join (select id, row_number() over (order by id <> ${nordlicht.member.id}, md5(id::text)) - 1 as place from users) u
        on u.place = case when n % 10 > 0 then abs(hashint4(n)) % (select count(*) from users) else 0 end`
    await tx`
      insert into cc_notification_deliveries (tenant_id, invitation_id, address, category, template, status, lane, idempotency_key)
      select i.inviter_tenant_id, i.id, i.email_norm, 'invitations', 'invitation', (array['sent', 'queued', 'skipped'])[1 + n % 3], n % 4, 'key ' || n
      from (select *, row_number() over () as n from cc_invitations) i`
  })
  await stage.sql.unsafe('vacuum analyze')
  const [row] = await stage.sql<{ id: string }[]>`select id from cc_invitations where run_id = ${run} limit 1`
  invitation = row?.id ?? ''
}, 120_000)
afterAll(() => stage.stop())

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: PlanNode[]
}
const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)]

async function planOf(who: Somebody | null, query: string): Promise<PlanNode[]> {
  const explain = `explain (format json) ${query}`
  const [row] = await (who
    ? stage.as(who, (tx) => tx.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(explain))
    : stage.sql.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(explain))
  const plan = row?.['QUERY PLAN'][0]?.Plan
  if (!plan) throw new Error('There is no plan.')
  return flat(plan)
}

const inbox = (predicate: string) =>
  `select id, subject from cc_notifications where recipient_individual_id = '${nordlicht.member.id}' ${predicate} order by created_at desc, id desc limit 31`
const invitations = (predicate: string) =>
  `select * from cc_invitations where inviter_tenant_id = '${nordlicht.id}' ${predicate} order by created_at desc, id desc limit 51`

/** Query, the index that must carry it, and whether a worker asks it, whom no policy concerns. */
const queries: [string, () => string, string, boolean?][] = [
  ['inbox', () => inbox('and archived_at is null'), 'cc_notifications_inbox'],
  [
    'inbox, next page',
    () =>
      inbox(
        `and archived_at is null and (created_at < now() - interval '1 day' or created_at = now() - interval '1 day' and id < '80000000-0000-0000-0000-000000000000') and created_at <= now() - interval '1 day'`,
      ),
    'cc_notifications_inbox',
  ],
  ['inbox, unread', () => inbox('and archived_at is null and read_at is null'), 'cc_notifications_unread'],
  ['inbox, archive', () => inbox('and archived_at is not null'), 'cc_notifications_archive'],
  [
    'inbox, category',
    () => inbox(`and archived_at is null and category = 'team'`),
    'cc_notifications_by_category',
  ],
  ['invitations of the agency', () => invitations(''), 'cc_invitations_by_agency'],
  ['invitations of a run', () => invitations(`and run_id = '${run}'`), 'cc_invitations_by_run'],
  [
    'mail of an invitation',
    () =>
      `select * from cc_notification_deliveries where tenant_id = '${nordlicht.id}' and invitation_id = '${invitation}' order by created_at desc limit 1`,
    'cc_notification_deliveries_by_invitation',
  ],
  [
    'deliveries of the agency',
    () =>
      `select * from cc_notification_deliveries where tenant_id = '${nordlicht.id}' order by created_at desc, id desc limit 51`,
    'cc_notification_deliveries_by_agency',
  ],
  [
    'what waits for an address',
    () =>
      `select * from cc_invitations where email_norm = 'guest-7@example.test' and status in ('pending', 'sent', 'viewed')`,
    'cc_invitations_by_email',
    true,
  ],
  [
    'a link',
    () => `select * from cc_invitation_tokens where token_hash = sha256('x')`,
    'cc_invitation_tokens_token_hash_key',
    true,
  ],
  [
    'what is due in a lane',
    () =>
      `select id from cc_notification_deliveries where lane = 1 and status = 'queued' and tenant_id = '${nordlicht.id}' and next_attempt_at <= now() order by next_attempt_at limit 20`,
    'cc_notification_deliveries_due',
    true,
  ],
  [
    'what has run out',
    () =>
      `select id from cc_invitations where status in ('pending', 'sent', 'viewed') and claim_token_expires_at <= now() order by claim_token_expires_at limit 1000`,
    'cc_invitations_by_expiry',
    true,
  ],
]

test.each(queries)('%s', async (_, query, index, isWorkers = false) => {
  const nodes = await planOf(isWorkers ? null : nordlicht.member, query())
  expect(nodes.map((node) => node['Index Name']).filter(Boolean)).toContain(index)
  expect(
    nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name']?.startsWith('cc_')),
  ).toEqual([])
})
