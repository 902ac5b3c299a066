import { readFileSync } from 'node:fs'
import postgres, { type Sql } from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eraseAgency, eraseClient, erasePerson } from '../../lib/provisioning/erase'
import { ownedTables, quote, textColumns } from '../../lib/provisioning/ownership'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

const HARBOUR = '10000000-0000-4000-8000-000000000001'
const LINDEN = '10000000-0000-4000-8000-000000000002'
const NORTHQUAY = '20000000-0000-4000-8000-000000000002'
const OTHER_CLIENT = '20000000-0000-4000-8000-000000000003'
const OLIVIA = '30000000-0000-4000-8000-000000000001'
const VERA = '30000000-0000-4000-8000-000000000005'
const SCHEMAS = ['public', 'private', 'auth', 'storage']

let database: TestDatabase
let sql: Sql

beforeEach(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 2, onnotice: () => undefined })
  await sql.unsafe(readFileSync('supabase/seed.sql', 'utf8')).simple()
})
afterEach(async () => {
  await sql.end()
  await database.stop()
})

/** What a column may be made to hold, whatever its checks are: the first that the database takes is planted. */
function canariesFor(column: string, word: string): string[] {
  const name = quote(column)
  return [
    `case when ${name} is null then '${word}' else ${name} || ' ${word}' end`,
    `'${word}-' || gen_random_uuid()`,
    `'${word}-' || left(md5(random()::text), 8)`,
    `'/${word}'`,
    `'https://${word}.example/'`,
    `'${word}.x'`,
    `replace(${name}, '/', '/${word}-')`,
    `'${word}.pdf'`,
  ]
}
const jsonCanariesFor = (column: string, word: string) => [
  `case jsonb_typeof(${quote(column)}) when 'array' then ${quote(column)} || '["${word}"]' else coalesce(${quote(column)}, '{}') || '{"canary": "${word}"}' end`,
  `'"${word}"'::jsonb`,
]

/** Plants a word in every text and json column of every row that belongs to somebody; answers where none could be planted. */
async function plant(
  root: Parameters<typeof ownedTables>[1],
  owner: string,
  word: string,
): Promise<{ planted: number; closed: string[]; empty: string[] }> {
  const result = { planted: 0, closed: [] as string[], empty: [] as string[] }
  const columns = await textColumns(sql, SCHEMAS)
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    for (const { name, condition } of await ownedTables(tx, root)) {
      const [rows] = await tx.unsafe<{ count: number }[]>(
        `select count(*)::int as count from ${name} where ${condition}`,
        [owner],
      )
      if (!rows?.count) result.empty.push(name)
      else
        for (const { column, isJson, isArray } of columns.filter(({ table }) => table === name)) {
          const ways = isArray
            ? [`${quote(column)} || '${word}'::text`]
            : isJson
              ? jsonCanariesFor(column, word)
              : canariesFor(column, word)
          const tryAll = async () => {
            for (const way of ways) {
              const isPlanted = await tx
                .savepoint((inner) =>
                  inner.unsafe(`update ${name} set ${quote(column)} = ${way} where ${condition}`, [owner]),
                )
                .then(
                  () => true,
                  () => false,
                )
              if (isPlanted) return true
            }
            return false
          }
          let isPlanted = await tryAll()
          if (!isPlanted) {
            // It holds one of a few words and nothing else: without that rule it is erased all the same.
            const checks = await tx<{ drop: string }[]>`
              select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop
              from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
              where c.contype = 'c' and c.conrelid = ${name}::regclass and a.attname = ${column}`
            for (const { drop } of checks) await tx.unsafe(drop)
            isPlanted = await tryAll()
          }
          if (isPlanted) result.planted++
          else result.closed.push(`${name}.${column}`)
        }
    }
  })
  return result
}

/** Where a word stands, anywhere in the database; one look at each table. */
async function sightings(word: string): Promise<string[]> {
  const found: string[] = []
  const columns = await textColumns(sql, SCHEMAS)
  for (const table of new Set(columns.map((column) => column.table))) {
    const names = columns.filter((column) => column.table === table).map(({ column }) => column)
    const counts = names.map(
      (name) => `count(*) filter (where ${quote(name)}::text ilike '%' || $1 || '%')::int`,
    )
    const [row] = await sql.unsafe(`select ${counts.join(', ')} from ${table}`, [word]).values()
    for (const [at, name] of names.entries())
      if (Number(row?.[at] ?? 0) > 0) found.push(`${table}.${name} (${String(row?.[at])})`)
  }
  return found
}

/** What the demo data has none of, so that every table has a row of the agency and, where there can be one, of the client. */
async function fillUp(): Promise<void> {
  await sql`select private.provision_agency(id) from agencies`
  await sql`insert into invoices (agency_id, client_id, type, party_name, notes, sender) values
    (${HARBOUR}, ${NORTHQUAY}, 'outgoing', 'Council', 'Thanks', '{}'), (${HARBOUR}, ${OTHER_CLIENT}, 'outgoing', 'Traders', null, null)`
  await sql`insert into invoice_lines (agency_id, invoice_id, description) select agency_id, id, 'Work' from invoices`
  await sql`insert into private.invoice_counters values (${HARBOUR}, 3) on conflict do nothing`
  await sql`insert into cc_suppressions (tenant_id, address_hash, reason) values (${HARBOUR}, sha256('x'), 'bounce')`
  await sql`insert into org_schema_ledger (layout, target, agency_id, status) values ('shared', 'harbour-and-main', ${HARBOUR}, 'clean')`
  for (const person of [OLIVIA, VERA]) {
    await sql`insert into cc_notification_preferences (individual_id) values (${person})`
    await sql`insert into saved_views (agency_id, owner_id, page, name, query) values (${HARBOUR}, ${person}, 'tickets', 'Mine', 'q=x')`
    await sql`insert into style_cartridges (user_id, name, tone) values (${person}, 'Mine', 'plain')`
    await sql`insert into brand_cartridges (user_id, name, industry) values (${person}, 'Mine', 'x')`
    await sql`insert into preference_cartridges (user_id, name, formality) values (${person}, 'Mine', 'x')`
    await sql`insert into instruction_cartridges (user_id, name, rules) values (${person}, 'Mine', '["x"]')`
  }
  const invite =
    'insert into cc_invitations (inviter_tenant_id, context_type, context_id, invitee_role, invitee_email, email_norm, message)'
  await sql.unsafe(
    `${invite} values ('${HARBOUR}', 'tenant', '${NORTHQUAY}', 'client_viewer', 'New@northquay.example', 'new@northquay.example', 'Hello')`,
  )
  await sql`insert into cc_invitation_tokens (tenant_id, invitation_id, token_hash, channel)
    select inviter_tenant_id, id, sha256(id::text::bytea), 'copy' from cc_invitations`
  await sql`insert into cc_notification_deliveries (tenant_id, invitation_id, address, category, template, idempotency_key)
    select inviter_tenant_id, id, email_norm, 'invitations', 'invitation', 'i:' || id from cc_invitations where email_norm = 'new@northquay.example'`
  await sql`insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, idempotency_key, payload)
    values (${HARBOUR}, ${OLIVIA}, 'olivia@harbour.example', 'tickets', 'digest', 'digest:1', ${sql.json({
      items: [
        { subject: 'canary-client', action_url: `/clients/${NORTHQUAY}/tickets?ticket=1` },
        { subject: 'Something else', action_url: `/clients/${OTHER_CLIENT}/tickets?ticket=2` },
      ],
    })})`
  await sql`insert into workflow_executions (agency_id, trigger_id, event_key, client_id, subject_type, subject_id, subject_label, status, happened_at)
    select ${HARBOUR}, t.id, 'key', ${NORTHQUAY}, 'client', ${NORTHQUAY}, 'Northquay', 'done', now() from workflow_triggers t
    where t.agency_id = ${HARBOUR} limit 1`
  await sql`insert into cc_run_stakeholders (tenant_id, run_id, user_id) select ${HARBOUR}, id, ${VERA} from cc_n3_runs where tenant_id = ${HARBOUR} limit 1`
  await sql`insert into private.rate_limits values (${`claim:${VERA}`}, 1, now()), ('mail:vera@northquay.example', 1, now())`
  await sql`insert into storage.objects (bucket_id, name) values
    ('documents', ${`${HARBOUR}/${NORTHQUAY}/${VERA}/canary-client.pdf`}), ('documents', ${`${LINDEN}/${VERA}/${VERA}/other.pdf`})`
}
const removeObjects = async (objects: readonly { path: string }[]) => {
  await sql`delete from storage.objects where name = any (${objects.map(({ path }) => path)})`
}
/** Every row of another agency, whole. */
async function fingerprintOf(agency: string): Promise<string> {
  const parts: string[] = []
  for (const { name, condition } of await ownedTables(sql, 'public.agencies')) {
    const [row] = await sql.unsafe<{ hash: string | null }[]>(
      `select md5(string_agg(t::text, '|' order by t::text)) as hash from ${name} t where ${condition}`,
      [agency],
    )
    parts.push(`${name} ${row?.hash ?? 'empty'}`)
  }
  return parts.join('\n')
}
test('an agency that is erased leaves no word of its own anywhere, and no other agency is touched', async () => {
  await fillUp()
  const { planted, closed, empty } = await plant('public.agencies', HARBOUR, 'canary')
  expect({ closed, empty }).toEqual({ closed: [], empty: ['private.due_soon_told'] })
  expect(planted).toBeGreaterThan(150)
  const others = await fingerprintOf(LINDEN)
  const before = await sightings('canary')
  expect(before.length).toBeGreaterThan(90)
  const [{ slug } = { slug: '' }] = await sql<
    { slug: string }[]
  >`select slug from agencies where id = ${HARBOUR}`

  const tried = await eraseAgency(sql, { slug }, { isDryRun: true, removeObjects })
  expect(await sightings('canary')).toEqual(before)
  const report = await eraseAgency(sql, { slug }, { removeObjects })
  expect(report).toEqual({
    ...tried,
    isDryRun: false,
    files: { found: 1, removed: 1, left: 0, reason: null },
  })
  expect(await sightings('canary')).toEqual([])
  expect(await sightings(HARBOUR)).toEqual([])
  expect(await sightings('@harbour.example')).toEqual([])
  expect(await fingerprintOf(LINDEN)).toBe(others)
  await expect(eraseAgency(sql, { slug })).rejects.toMatchObject({ code: 'agency_not_found' })
})

test('a client that is erased leaves no word, and what the agency did for others stays', async () => {
  await fillUp()
  const { planted, closed, empty } = await plant('public.clients', NORTHQUAY, 'canary-client')
  expect({ closed, empty }).toEqual({ closed: [], empty: ['private.due_soon_told'] })
  expect(planted).toBeGreaterThan(80)
  // Her real address stands in tables that are not the client's, so she has to be looked for under it.
  await sql`update users set email = 'vera@northquay.example', full_name = 'Vera Coombes' where id = ${VERA}`
  const others = await fingerprintOf(LINDEN)
  const [{ slug } = { slug: '' }] = await sql<
    { slug: string }[]
  >`select slug from agencies where id = ${HARBOUR}`
  const kept = () => sql`select
    (select jsonb_agg(t order by t.id) from tickets t where t.agency_id = ${HARBOUR} and t.client_id <> ${NORTHQUAY}) as tickets,
    (select jsonb_agg(i order by i.id) from invoices i where i.agency_id = ${HARBOUR} and i.client_id <> ${NORTHQUAY}) as invoices,
    (select jsonb_agg(r order by r.id) from cc_n3_runs r where r.tenant_id = ${HARBOUR}) as runs,
    (select count(*) from activity_log l where l.agency_id = ${HARBOUR}) > 100 as history`
  const before = await kept()
  const [count] = await sql`select count(*)::int as n from activity_log where agency_id = ${HARBOUR}`

  const report = await eraseClient(sql, { slug, clientId: NORTHQUAY }, { removeObjects })
  expect(report).toMatchObject({
    kind: 'client',
    accounts: 1,
    files: { found: 1, removed: 1, left: 0, reason: null },
  })
  expect(await sightings('canary-client')).toEqual([])
  expect(await sightings('vera@northquay.example')).toEqual([])
  expect(await sightings('Vera Coombes')).toEqual([])
  expect(await kept()).toEqual(before)
  expect(await fingerprintOf(LINDEN)).toBe(others)
  // History still says that something happened, when, and to which row.
  const [after] = await sql`select count(*)::int as n from activity_log where agency_id = ${HARBOUR}`
  expect(Number(after?.n)).toBeGreaterThanOrEqual(Number(count?.n))
  // A digest keeps what it said of others.
  expect(
    await sql`select payload -> 'items' -> 0 ->> 'subject' as subject, jsonb_array_length(payload -> 'items') as items
      from cc_notification_deliveries where template = 'digest' and tenant_id = ${HARBOUR}`,
  ).toEqual([{ subject: 'Something else', items: 1 }])
  const refused = (clientId: string) => eraseClient(sql, { slug, clientId })
  await expect(refused(NORTHQUAY)).rejects.toMatchObject({ code: 'client_not_found' })
  await expect(refused('20000000-0000-4000-8000-000000000001')).rejects.toMatchObject({
    code: 'house_client',
  })
  await expect(refused('20000000-0000-4000-8000-000000000012')).rejects.toMatchObject({
    code: 'client_not_found',
  })
})

test('a person who is erased is named nowhere, and what they wrote for their agency stays', async () => {
  await fillUp()
  const email = 'mika@linden.example'
  const [mika] = await sql<{ id: string }[]>`select id from users where email = ${email}`
  const id = mika?.id ?? ''
  // Their name and address in other people's words, in history, and in the outer shape of an address that is not theirs.
  await sql`update tickets set title = 'Ask Mika Sørensen', description = ${`Write to Mika@Linden.example; not to other.${email} or ${email}.au`}
    where id = (select id from tickets where agency_id = ${LINDEN} and status = 'open' limit 1)`
  await sql`insert into cc_external_contact_points (tenant_id, kind, value, name) values (${HARBOUR}, 'email', 'Mika@linden.example', 'Mika')`
  await sql.unsafe(`insert into cc_invitations (inviter_tenant_id, context_type, context_id, invitee_role, invitee_email, email_norm, invitee_name, message)
    select '${HARBOUR}', 'service_run', id, 'stakeholder', 'Mika@linden.example', '${email}', 'Mika S.', 'Dear Mika Sørensen' from cc_n3_runs where tenant_id = '${HARBOUR}' limit 1`)
  await sql`insert into private.rate_limits values (${`mail:${email}`}, 1, now())`
  const [wrote] = await sql<{ n: number }[]>`select count(*)::int as n from tickets where created_by = ${id}`

  expect((await erasePerson(sql, { email }, { isDryRun: true })).accounts).toBe(1)
  expect((await sightings(email)).length).toBeGreaterThan(5)
  const report = await erasePerson(sql, { email: ' Mika@Linden.example ' })
  expect(report).toMatchObject({ kind: 'person', subject: id, accounts: 1 })
  expect(JSON.stringify(report)).not.toMatch(/mika/i)
  expect(await sightings('Mika Sørensen')).toEqual([])
  const left = await sql<
    { description: string }[]
  >`select description from tickets where title like 'Ask erased-%'`
  expect(left).toHaveLength(1)
  expect(left[0]?.description).toMatch(
    /^Write to erased-\w+@erased\.invalid; not to other\.mika@linden\.example or mika@linden\.example\.au$/,
  )
  // Nothing but those two addresses of somebody else.
  expect(
    (await sightings(email)).filter(
      (place) => !place.startsWith('public.tickets.') && !place.startsWith('public.activity_log.'),
    ),
  ).toEqual([])
  expect(await sql`select count(*)::int as n from tickets where created_by = ${id}`).toEqual([
    { n: wrote?.n },
  ])
  expect(
    await sql`select status, message, invitee_name from cc_invitations where invitee_email like 'erased-%'`,
  ).toEqual([{ status: 'revoked', message: null, invitee_name: null }])
  await expect(erasePerson(sql, { email })).rejects.toMatchObject({ code: 'person_not_found' })
})

test('the last owner of an agency is not erased by themselves', async () => {
  await expect(erasePerson(sql, { email: 'lena@linden.example' })).rejects.toMatchObject({
    code: 'last_owner',
  })
  expect(await sql`select count(*)::int as n from users where email = 'lena@linden.example'`).toEqual([
    { n: 1 },
  ])
})

test('somebody who was only ever invited can be forgotten', async () => {
  await fillUp()
  const report = await erasePerson(sql, { email: 'new@northquay.example' })
  expect(report).toMatchObject({ subject: null, accounts: 0 })
  expect(await sightings('new@northquay.example')).toEqual([])
})

test('somebody on a run of another agency stays there, as a stakeholder', async () => {
  await sql`insert into cc_run_stakeholders (tenant_id, run_id, user_id) select ${LINDEN}, id, ${VERA} from cc_n3_runs where tenant_id = ${LINDEN} limit 1`
  const [{ slug } = { slug: '' }] = await sql<
    { slug: string }[]
  >`select slug from agencies where id = ${HARBOUR}`
  expect(await eraseAgency(sql, { slug })).toMatchObject({ keptPeople: 1 })
  expect(await sql`select role, client_id from users where id = ${VERA}`).toEqual([
    { role: 'stakeholder', client_id: null },
  ])
})
