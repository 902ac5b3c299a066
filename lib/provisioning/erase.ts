import type { Sql, TransactionSql } from 'postgres'
import {
  countRows,
  eraseAccounts,
  forgetPeople,
  peopleOf,
  type Person,
} from '@/lib/provisioning/erase-people'
import { withoutTriggers } from '@/lib/provisioning/erase-words'
import { ErasureRefused, ErasureTally, type ErasureReport } from '@/lib/provisioning/erasure-report'
import { storedObjects, type StoredObject } from '@/lib/provisioning/export'
import { ownedTables } from '@/lib/provisioning/ownership'

export interface ErasureOptions {
  /** Does everything and takes it back: the report is of what really happened. */
  isDryRun?: boolean
  /** Removes stored objects for good, after the rows are gone; without it they are left to the delivery worker's sweep. */
  removeObjects?: (objects: readonly StoredObject[]) => Promise<void>
}

interface Erased {
  subject: string | null
  accounts: number
  keptPeople: number
  objects: StoredObject[]
}

/** Erases an agency with all that belongs to it. Rows of other agencies stay as they are. Raises ErasureRefused. */
export function eraseAgency(
  sql: Sql,
  target: { slug: string },
  options: ErasureOptions = {},
): Promise<ErasureReport> {
  return inOneTransaction(sql, 'agency', options, async (tx, tally) => {
    const agencyId = await lockAgency(tx, target.slug)
    const people = await peopleOf(tx, 'c.agency_id = $1', agencyId)
    const kept = await releasePeople(tx, agencyId, people)
    const gone = people.filter(({ id }) => !kept.has(id))
    await countRows(tx, await ownedTables(tx, 'public.agencies'), agencyId, tally)
    const objects = await storedObjects(tx, `${agencyId}/`)
    await tx`delete from public.agencies where id = ${agencyId}`
    await deleteMentions(tx, [agencyId, ...gone.map(({ id }) => id)], tally)
    const accounts = await eraseAccounts(tx, gone, tally)
    return { subject: agencyId, accounts, keptPeople: kept.size, objects }
  })
}

/**
 * Erases a client of an agency, its people included. What the agency's history says of it keeps when, who and which row, and loses every
 * word. Raises ErasureRefused, also for the house client, which goes with its agency alone.
 */
export function eraseClient(
  sql: Sql,
  target: { slug: string; clientId: string },
  options: ErasureOptions = {},
): Promise<ErasureReport> {
  return inOneTransaction(sql, 'client', options, async (tx, tally) => {
    const agencyId = await lockAgency(tx, target.slug)
    const { clientId } = target
    const [client] = await tx<{ isHouse: boolean }[]>`
      select is_house as "isHouse" from public.clients where agency_id = ${agencyId} and id::text = ${clientId} for update`
    if (!client)
      throw new ErasureRefused('client_not_found', `The agency ${target.slug} has no client ${clientId}.`)
    if (client.isHouse)
      throw new ErasureRefused(
        'house_client',
        'This is the client that stands for the agency itself: erase the agency.',
      )
    const people = await peopleOf(tx, 'c.id = $1', clientId)
    const kept = await releasePeople(tx, agencyId, people)
    const gone = people.filter(({ id }) => !kept.has(id))
    await rememberIds(tx, agencyId, clientId)
    await deleteNews(tx, agencyId, tally)
    await forgetPeople(tx, gone, tally)
    await countRows(tx, await ownedTables(tx, 'public.clients'), clientId, tally)
    const objects = await storedObjects(tx, `${agencyId}/${clientId}/`)
    await tx`delete from public.clients where agency_id = ${agencyId} and id = ${clientId}`
    await emptyHistory(tx, agencyId, tally)
    await deleteMentions(tx, [clientId, ...gone.map(({ id }) => id)], tally)
    const accounts = await eraseAccounts(tx, gone, tally)
    return { subject: clientId, accounts, keptPeople: kept.size, objects }
  })
}

/**
 * Erases one person everywhere: profile, account, what was sent to them and what names them. What they wrote for their agency stays,
 * without saying who wrote it. Raises ErasureRefused, also for the last owner of an agency.
 */
export function erasePerson(
  sql: Sql,
  target: { email: string },
  options: ErasureOptions = {},
): Promise<ErasureReport> {
  return inOneTransaction(sql, 'person', options, async (tx, tally) => {
    const email = target.email.trim().toLowerCase()
    const [found] = await tx<{ id: string | null; isKnown: boolean }[]>`
      select coalesce((select id from public.users where email = ${email}), (select id from auth.users where lower(email) = ${email})) as id,
        exists (select from public.cc_invitations where email_norm = ${email})
          or exists (select from public.cc_external_contact_points where value_norm = ${email}) as "isKnown"`
    if (!found?.id && !found?.isKnown)
      throw new ErasureRefused('person_not_found', `Nobody with the address ${email} is known here.`)
    const [profile] = found.id
      ? await tx<Person[]>`
          select id, email, full_name as "fullName" from public.users where id = ${found.id} for update`
      : []
    if (found.id) await refuseLastOwner(tx, found.id)
    const person: Person = { id: found.id, email, fullName: profile?.fullName ?? null }
    await forgetPeople(tx, [person], tally)
    if (found.id) await deleteMentions(tx, [found.id], tally)
    const accounts = await eraseAccounts(tx, [person], tally)
    return { subject: found.id, accounts, keptPeople: 0, objects: [] }
  })
}

/** All or nothing; of a dry run nothing. Objects follow once the rows are gone, so that no row is ever without its file. */
async function inOneTransaction(
  sql: Sql,
  kind: ErasureReport['kind'],
  options: ErasureOptions,
  work: (tx: TransactionSql, tally: ErasureTally) => Promise<Erased>,
): Promise<ErasureReport> {
  const isDryRun = options.isDryRun ?? false
  const tally = new ErasureTally()
  let done: Erased | undefined
  try {
    await sql.begin(async (tx) => {
      done = await work(tx, tally)
      if (isDryRun) throw new TakeBack()
    })
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error
  }
  if (!done) throw new Error('The transaction ended without a result.')
  const { objects, ...rest } = done
  const files = isDryRun
    ? { found: objects.length, removed: 0, left: objects.length, reason: null }
    : await removeObjects(objects, options)
  return { kind, isDryRun, ...rest, ...tally.lists(), files }
}

/** The rows are gone by now and their report must not be lost: what the storage does not remove, the delivery worker will. */
async function removeObjects(
  objects: readonly StoredObject[],
  options: ErasureOptions,
): Promise<ErasureReport['files']> {
  const found = objects.length
  const leave = (reason: string) => ({ found, removed: 0, left: found, reason })
  if (found === 0) return { found, removed: 0, left: 0, reason: null }
  if (!options.removeObjects) return leave('no storage could be reached')
  return options.removeObjects(objects).then(
    () => ({ found, removed: found, left: 0, reason: null }),
    (error: unknown) => leave(error instanceof Error ? error.message : String(error)),
  )
}

class TakeBack extends Error {}

async function lockAgency(tx: TransactionSql, slug: string): Promise<string> {
  const [agency] = await tx<{ id: string }[]>`select id from public.agencies where slug = ${slug} for update`
  if (!agency) throw new ErasureRefused('agency_not_found', `There is no agency with the short name ${slug}.`)
  // The same lock as provisioning: nothing is added to what is being taken away.
  await tx`select pg_advisory_xact_lock(hashtextextended('provision_agency:' || ${agency.id}, 0))`
  return agency.id
}

/** People on a run of another agency belong there too: they become plain stakeholders. Returns their ids. */
async function releasePeople(
  tx: TransactionSql,
  agencyId: string,
  people: readonly Person[],
): Promise<Set<string | null>> {
  const ids = people.flatMap(({ id }) => id ?? [])
  const kept = await tx<{ id: string }[]>`
    update public.users u set client_id = null, role = 'stakeholder', permissions = '[]'
    where u.id = any (${ids}::uuid[])
      and exists (select from public.cc_run_stakeholders s where s.user_id = u.id and s.tenant_id <> ${agencyId})
    returning u.id`
  return new Set(kept.map(({ id }) => id))
}

async function refuseLastOwner(tx: TransactionSql, userId: string): Promise<void> {
  const [last] = await tx<{ slug: string }[]>`
    select a.slug from public.users u join public.clients c on c.id = u.client_id join public.agencies a on a.id = c.agency_id
    where u.id = ${userId} and u.role = 'agency_owner' and not exists (
      select from public.users o where o.client_id = u.client_id and o.role = 'agency_owner' and o.id <> u.id)`
  if (last)
    throw new ErasureRefused(
      'last_owner',
      `This is the only owner of ${last.slug}: make somebody else one first, or erase the agency.`,
    )
}

/** Notes the id of everything that is the client's, also of what was deleted before and lives on in history alone. */
async function rememberIds(tx: TransactionSql, agencyId: string, clientId: string): Promise<void> {
  await tx`create temporary table erased_ids (id text primary key) on commit drop`
  for (const table of await ownedTables(tx, 'public.clients'))
    if (table.hasId)
      await tx.unsafe(
        `insert into erased_ids select id::text from ${table.name} where ${table.condition} on conflict do nothing`,
        [clientId],
      )
  await tx`
    insert into erased_ids select l.row_id::text from public.activity_log l
    where l.agency_id = ${agencyId} and coalesce(l.new_values, l.old_values) ->> 'client_id' = ${clientId} on conflict do nothing`
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** True of a text in which one of the ids stands that are being erased. */
const mentions = (text: string) =>
  `exists (select from regexp_matches(${text}, '${UUID}', 'g') m join erased_ids e on e.id = m[1])`

/** What the agency's own people were told of it: notifications, mails, and the log of automation. */
async function deleteNews(tx: TransactionSql, agencyId: string, tally: ErasureTally): Promise<void> {
  // A digest tells of several things; it keeps the others.
  const digests = await tx.unsafe(
    `update public.cc_notification_deliveries d set payload = jsonb_set(d.payload, '{items}',
       coalesce((select jsonb_agg(i.v order by i.n) from jsonb_array_elements(d.payload -> 'items') with ordinality i (v, n)
         where not ${mentions('i.v::text')}), '[]'))
     where d.tenant_id = $1 and d.template = 'digest' and jsonb_typeof(d.payload -> 'items') = 'array' and ${mentions('d.payload::text')}`,
    [agencyId],
  )
  tally.anonymise('public.cc_notification_deliveries', ['payload'], digests.count)
  const about = mentions("concat_ws(' ', n.context_id, n.action_url, n.dedupe_key, n.context_data::text)")
  const mails = await tx.unsafe(
    `delete from public.cc_notification_deliveries d where d.tenant_id = $1 and d.invitation_id is null and (
       ${mentions("concat_ws(' ', d.event_key, d.payload::text)")} or d.payload -> 'items' = '[]'
       or exists (select from public.cc_notifications n where n.sender_tenant_id = $1 and n.id = d.notification_id and ${about}))`,
    [agencyId],
  )
  tally.erase('public.cc_notification_deliveries', mails.count)
  const news = await tx.unsafe(
    `delete from public.cc_notifications n where n.sender_tenant_id = $1 and ${about}`,
    [agencyId],
  )
  tally.erase('public.cc_notifications', news.count)
}

/** History keeps when something happened, to which row and by whom; what was in it goes. */
async function emptyHistory(tx: TransactionSql, agencyId: string, tally: ErasureTally): Promise<void> {
  const result = await tx`
    update public.activity_log l set old_values = null, new_values = null
    where l.agency_id = ${agencyId} and num_nonnulls(l.old_values, l.new_values) > 0
      and (exists (select from erased_ids e where e.id in (l.row_id::text, l.subject_id::text)))`
  tally.anonymise('public.activity_log', ['new_values', 'old_values'], result.count)
}

/** Tables of the unexposed schema have no foreign keys where they outlive things: a row in which an id stands goes with it. */
async function deleteMentions(
  tx: TransactionSql,
  ids: readonly (string | null)[],
  tally: ErasureTally,
): Promise<void> {
  const tables = await tx<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'private' and c.relkind in ('r', 'p') order by 1`
  for (const { name } of tables) {
    const rows = await withoutTriggers(tx, name, async () => {
      const result = await tx.unsafe(
        `delete from ${name} t where exists (select from unnest($1::text[]) i (id) where strpos(to_jsonb(t)::text, i.id) > 0)`,
        [ids.flatMap((id) => id ?? [])],
      )
      return result.count
    })
    tally.erase(name, rows)
  }
}
