import { randomUUID } from 'node:crypto'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

/** Somebody who acts in a story. `id` null: nobody is signed in. */
export interface Somebody {
  id: string | null
  role: 'anon' | 'authenticated' | 'service_role'
}

export const anon: Somebody = { id: null, role: 'anon' }

/** How a refusal looks from outside; equal refusals are equal objects. */
export interface Refusal {
  code: string
  message: string
  detail: string
  hint: string
}

/**
 * A database with named people to tell stories with. Nordlicht is an agency with a whole staff, two clients and a viewer in each;
 * Kai owns another agency. Ids are random, so that files may share a server.
 */
export interface Stage {
  sql: Sql
  /** Runs statements as somebody, as the API would: one transaction, their role, their claims. It commits. */
  as: <T>(who: Somebody, act: (tx: TransactionSql) => Promise<T>) => Promise<T>
  /** The refusal that an act ends with; throws when it succeeds. */
  refusal: (who: Somebody, act: (tx: TransactionSql) => Promise<unknown>) => Promise<Refusal>
  stop: () => Promise<void>
}

export async function openStage(options: { upTo?: string } = {}): Promise<Stage> {
  const database: TestDatabase = await startTestDatabase(options)
  const sql = postgres(database.url, { max: 8, onnotice: () => undefined })
  const as: Stage['as'] = async (who, act) => {
    const outcome = await sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${who.id === null ? '' : JSON.stringify({ sub: who.id, role: who.role })}, true)`
      await tx.unsafe(`set local role ${who.role}`)
      return { value: await act(tx) }
    })
    // Wrapped above, so that rows which happen to be promises' arrays are not awaited one by one.
    return outcome.value
  }
  return {
    sql,
    as,
    refusal: async (who, act) => {
      try {
        await as(who, act)
      } catch (error) {
        if (error instanceof postgres.PostgresError)
          return {
            code: error.code,
            message: error.message,
            detail: error.detail ?? '',
            hint: error.hint ?? '',
          }
        throw error
      }
      throw new Error('It was allowed.')
    },
    stop: async () => {
      await sql.end()
      await database.stop()
    },
  }
}

/** Resolves once somebody in this database waits for a lock: proof that two acts really meet. */
export async function untilSomebodyWaits(sql: Sql): Promise<void> {
  for (;;) {
    const waiting = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (waiting.length > 0) return
  }
}

/** An account that exists; `isProved` when a mailed code confirmed its address. */
export async function addAccount(
  sql: Sql,
  email: string,
  isProved = true,
): Promise<Somebody & { id: string }> {
  const id = randomUUID()
  await sql`insert into auth.users (id, email, email_confirmed_at) values (${id}, ${email}, ${isProved ? new Date() : null})`
  return { id, role: 'authenticated' }
}

export type Member = Somebody & { id: string }
export interface Agency {
  id: string
  house: string
  owner: Member
  admin: Member
  member: Member
  client: string
  sibling: string
  viewer: Member
  siblingViewer: Member
  zone: string
  portal: string
}

/** An agency with somebody in every role, written as the operator would. */
export async function addAgency(sql: Sql, slug: string): Promise<Agency> {
  const id = randomUUID()
  const [house, client, sibling, zone, portal] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ]
  await sql`insert into agencies (id, name, slug) values (${id}, ${slug}, ${slug})`
  await sql`insert into clients (id, agency_id, name, is_house) values
    (${house}, ${id}, 'House', true), (${client}, ${id}, 'Client', false), (${sibling}, ${id}, 'Sibling', false)`
  const join = async (name: string, clientId: string, role: string): Promise<Member> => {
    const personId = randomUUID()
    await sql`insert into users (id, client_id, email, full_name, role)
      values (${personId}, ${clientId}, ${`${name}-${slug}@example.test`}, ${name}, ${role}::user_role)`
    return { id: personId, role: 'authenticated' }
  }
  await sql`insert into cc_zones (id, tenant_id, name) values (${zone}, ${id}, 'Harbour')`
  await sql`insert into cc_portals (id, owning_tenant_id, name, slug, status) values (${portal}, ${id}, 'Portal', ${`${slug}-portal`}, 'active')`
  return {
    id,
    house,
    client,
    sibling,
    zone,
    portal,
    owner: await join('owner', house, 'agency_owner'),
    admin: await join('admin', house, 'agency_admin'),
    member: await join('member', house, 'team_member'),
    viewer: await join('viewer', client, 'client_viewer'),
    siblingViewer: await join('sibling', sibling, 'client_viewer'),
  }
}

export interface RunInput {
  name?: string
  status?: string
  mode?: string
}

/** A run of an agency, written as the operator would. */
export async function addRun(sql: Sql, agency: Agency, input: RunInput = {}): Promise<string> {
  const id = randomUUID()
  await sql`insert into cc_n3_runs (id, tenant_id, name, description, status, starts_at, ends_at, market_mode, zone_id, metadata)
    values (${id}, ${agency.id}, ${input.name ?? 'Window cleaning'}, 'Every window, inside and out.', ${input.status ?? 'scheduled'},
      now() + interval '7 days', now() + interval '8 days', ${input.mode ?? 'OPEN'}, ${agency.zone}, '{"time_zone": "Europe/Berlin"}')`
  return id
}

export async function addPortal(
  sql: Sql,
  owner: string | null,
  slug: string,
  status = 'active',
  isActive = true,
): Promise<string> {
  const id = randomUUID()
  await sql`insert into cc_portals (id, owning_tenant_id, name, slug, status, is_active)
    values (${id}, ${owner}, ${slug}, ${slug}, ${status}::cc_portal_status, ${isActive})`
  return id
}

export interface WantedPortal {
  portal_id: string
  listing?: string
  publish_at?: string
  unpublish_at?: string | null
}
export interface PublishOutcome {
  portal_id: string
  outcome: string
  reason: string | null
}

export function publish(
  tx: TransactionSql,
  run: string,
  mode: string,
  portals: readonly WantedPortal[],
  version: number,
): Promise<PublishOutcome[]> {
  return tx<PublishOutcome[]>`
    select * from publish_run(run_id => ${run}, market_mode => ${mode}, portals => ${tx.json(portals as never)}, expected_version => ${version})`
}

export function undo(tx: TransactionSql, run: string, version: number): Promise<PublishOutcome[]> {
  return tx<PublishOutcome[]>`select * from undo_publish(run_id => ${run}, publish_version => ${version})`
}
