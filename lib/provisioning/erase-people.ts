import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { findWords, replaceWords } from '@/lib/provisioning/erase-words'
import type { ErasureTally } from '@/lib/provisioning/erasure-report'
import { ownedTables, type OwnedTable } from '@/lib/provisioning/ownership'

export interface Person {
  /** Null: somebody who was invited or noted, and never came. */
  id: string | null
  email: string
  fullName: string | null
}

/** Written by the product itself, sentence by sentence, so that even a name of one word is somebody's name there. */
const PRODUCT_WORDS = ['public.cc_notifications', 'public.cc_notification_deliveries', 'public.activity_log']

/** The people of clients that meet a condition on `c`. */
export async function peopleOf(tx: TransactionSql, condition: string, owner: string): Promise<Person[]> {
  return await tx.unsafe<Person[]>(
    `select u.id, u.email, u.full_name as "fullName" from public.users u join public.clients c on c.id = u.client_id
     where ${condition} order by u.id for update of u`,
    [owner],
  )
}

/**
 * Takes people out of everything that outlives them: invitations keep that there was one, contact lists and queues lose them, and their
 * address and name are replaced wherever they stand. Raises when an address is left over anywhere.
 */
export async function forgetPeople(
  tx: TransactionSql,
  people: readonly Person[],
  tally: ErasureTally,
): Promise<void> {
  const ownTables = await ownedTables(tx, 'public.users')
  for (const person of people) {
    const agencies = await agenciesOf(tx, person)
    await forgetInvitations(tx, person, tally)
    const mails = await tx`
      delete from public.cc_notification_deliveries where recipient_individual_id = ${person.id} or lower(address) = ${person.email}`
    tally.erase('public.cc_notification_deliveries', mails.count)
    const contacts =
      await tx`delete from public.cc_external_contact_points where value_norm = ${person.email}`
    tally.erase('public.cc_external_contact_points', contacts.count)
    if (person.id) {
      await countRows(tx, ownTables, person.id, tally)
      await tx`delete from public.users where id = ${person.id}`
    }

    const pseudonym = `erased-${randomUUID().slice(0, 8)}`
    await replaceWords(tx, { text: person.email, replacement: `${pseudonym}@erased.invalid` }, tally)
    // In a profile without a name the product calls somebody by what stands before the @.
    const name = person.fullName?.trim() ?? ''
    const called = name === '' ? (person.email.split('@')[0] ?? '') : name
    if (called.length > 1)
      await replaceWords(
        tx,
        {
          text: called,
          replacement: pseudonym,
          within: await whereNamed(tx, agencies, /\s/.test(called)),
        },
        tally,
      )
    // The account itself goes last.
    const places = [...(await findWords(tx, person.email)).keys()].filter(
      (place) => !place.startsWith('auth.'),
    )
    if (places.length > 0) throw new Error(`The address is still in ${places.join(', ')}.`)
  }
}

/** Counts what is about to go by itself, because what it hangs from goes. */
export async function countRows(
  tx: TransactionSql,
  tables: readonly OwnedTable[],
  owner: string,
  tally: ErasureTally,
): Promise<void> {
  for (const table of tables) {
    const [row] = await tx.unsafe<{ rows: number }[]>(
      `select count(*)::int as rows from ${table.name} where ${table.condition}`,
      [owner],
    )
    tally.erase(table.name, row?.rows ?? 0)
  }
}

/** Agencies whose people may have written of somebody. */
async function agenciesOf(tx: TransactionSql, { id, email }: Person): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select c.agency_id as id from public.users u join public.clients c on c.id = u.client_id where u.id = ${id}
    union select s.tenant_id from public.cc_run_stakeholders s where s.user_id = ${id}
    union select n.sender_tenant_id from public.cc_notifications n where n.recipient_individual_id = ${id}
    union select i.inviter_tenant_id from public.cc_invitations i where i.email_norm = ${email} or i.claimed_by = ${id}
    union select p.tenant_id from public.cc_external_contact_points p where p.value_norm = ${email}`
  return rows.map((row) => row.id)
}

/** The rows of those agencies; of a name of one word only what the product wrote, because elsewhere it may be anybody's. */
async function whereNamed(
  tx: TransactionSql,
  agencies: readonly string[],
  isEverywhere: boolean,
): Promise<Map<string, string>> {
  const list = agencies.map((id) => `'${id}'::uuid`).join(', ')
  const within = new Map<string, string>()
  if (agencies.length === 0) return within
  for (const { name, condition } of await ownedTables(tx, 'public.agencies'))
    if (isEverywhere || PRODUCT_WORDS.includes(name))
      within.set(name, condition.replaceAll('= $1', `in (${list})`))
  return within
}

/** An invitation stays for the numbers; who it was for, what they were told and what they said goes, and its links with it. */
async function forgetInvitations(
  tx: TransactionSql,
  { id, email }: Person,
  tally: ErasureTally,
): Promise<void> {
  const theirs = tx`email_norm = ${email} or claimed_by = ${id}`
  const links = await tx`
    delete from public.cc_invitation_tokens t using public.cc_invitations i
    where t.tenant_id = i.inviter_tenant_id and t.invitation_id = i.id and (${theirs})`
  tally.erase('public.cc_invitation_tokens', links.count)
  const changed = await tx<{ id: string }[]>`
    update public.cc_invitations set invitee_name = null, invitee_phone = null, message = null, decline_reason = null,
      metadata = metadata - 'report', next_reminder_at = null,
      status = case when status in ('pending', 'sent', 'viewed') then 'revoked' else status end,
      revoked_at = case when status in ('pending', 'sent', 'viewed') then now() else revoked_at end
    where ${theirs} returning id`
  const columns = ['decline_reason', 'invitee_email', 'invitee_name', 'invitee_phone', 'message', 'metadata']
  tally.anonymise('public.cc_invitations', columns, changed.length)
  const history = await tx`
    update public.activity_log set old_values = null, new_values = null
    where row_id = any (${changed.map((row) => row.id)}::uuid[]) and num_nonnulls(old_values, new_values) > 0`
  tally.anonymise('public.activity_log', ['new_values', 'old_values'], history.count)
}

/** Nobody signs in with these any more. Tables of the sign-in service are found from the catalogue: each version has others. */
export async function eraseAccounts(
  tx: TransactionSql,
  people: readonly Person[],
  tally: ErasureTally,
): Promise<number> {
  const ids = people.flatMap(({ id }) => id ?? [])
  const tables = await tx<{ name: string }[]>`
    select format('auth.%I', c.relname) as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'auth' and c.relkind in ('r', 'p') and a.attname = 'user_id' and not a.attisdropped order by 1`
  for (const { name } of tables)
    await tx.unsafe(`delete from ${name} where user_id::text = any ($1::text[])`, [ids])
  const gone = await tx`delete from auth.users where id = any (${ids}::uuid[])`
  tally.erase('auth.users', gone.count)
  for (const { email } of people) {
    const places = [...(await findWords(tx, email)).keys()].filter((place) => place.startsWith('auth.'))
    for (const place of places) {
      const [, table = ''] = place.split('.')
      // Codes that wait and entries of its log: whole rows about one person.
      await tx.unsafe(`delete from auth."${table}" t where strpos(lower(to_jsonb(t)::text), $1) > 0`, [email])
    }
  }
  return gone.count
}
