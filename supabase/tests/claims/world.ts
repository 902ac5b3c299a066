import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { addAgency, type Agency } from '../stage'

/** What a call came to: its first row, or the code and message it was refused with. */
export type Outcome = { row: Record<string, unknown> } | { refusal: string }

export type Caller = { id: string; email: string }

/** An agency whose people invite, and a pool of connections on which everybody acts at the same time. */
export interface ClaimWorld {
  sql: Sql
  agency: Agency
  /** Calls a function as the API would: its own transaction, the caller's role and claims. One trip to the database. */
  call: (who: Caller | null, name: string, values: readonly (string | number)[]) => Promise<Outcome>
  /** The same as the worker, who is nobody and may everything. */
  housekeep: () => Promise<Outcome>
  addPerson: () => Promise<Caller>
  addPeople: (count: number) => Promise<Caller[]>
  addRun: () => Promise<string>
  invite: (
    runId: string,
    invitee: { email: string } | { phone: string },
  ) => Promise<{ id: string; token: string }>
  stop: () => Promise<void>
}

/** Opens the world in a migrated database; the daily limit of invitations does not get in the way of thousands of trials. */
export async function openClaimWorld(url: string, connections: number): Promise<ClaimWorld> {
  const sql = postgres(url, { max: connections, onnotice: () => undefined })
  const agency = await addAgency(sql, `claims-${randomUUID().slice(0, 8)}`)
  await sql`insert into private.settings (name, value) values (${`invitations_per_day:${agency.id}`}, '1000000000')`
  const owner: Caller = { id: agency.owner.id, email: '' }

  const run = async (role: string, claims: object | null, statement: string): Promise<Outcome> => {
    // Statements sent together are one transaction, which a refusal rolls back as a whole.
    const text = `select set_config('request.jwt.claims', '${claims === null ? '' : JSON.stringify(claims)}', true); set local role ${role}; ${statement}`
    try {
      const results = (await sql.unsafe(text).simple()) as unknown as Record<string, unknown>[][]
      const row = results.at(-1)?.[0]
      return row ? { row } : { refusal: 'no row' }
    } catch (error) {
      if (error instanceof postgres.PostgresError) return { refusal: `${error.code} ${error.message}` }
      throw error
    }
  }

  const call: ClaimWorld['call'] = (who, name, values) =>
    run(
      who ? 'authenticated' : 'anon',
      who ? { sub: who.id, role: 'authenticated' } : null,
      `select * from public.${name}(${values.map(literal).join(', ')})`,
    )

  const addPeople: ClaimWorld['addPeople'] = async (count) => {
    const people = Array.from({ length: count }, () => {
      const id = randomUUID()
      return { id, email: `p-${id}@claims.test` }
    })
    await sql`insert into auth.users (id, email, email_confirmed_at)
      select id, email, now() from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ email }) => email)}::text[]) p (id, email)`
    return people
  }

  return {
    sql,
    agency,
    call,
    housekeep: () => run('service_role', null, 'select * from public.run_delivery_housekeeping()'),
    addPeople,
    addPerson: async () => {
      const [person] = await addPeople(1)
      if (!person) throw new Error('Nobody was made.')
      return person
    },
    addRun: async () => {
      const id = randomUUID()
      await sql`insert into cc_n3_runs (id, tenant_id, name, status, market_mode)
        values (${id}, ${agency.id}, 'Run', 'scheduled', 'INVITE_ONLY')`
      return id
    },
    invite: async (runId, invitee) => {
      const outcome = await call(owner, 'create_run_invitations', [runId, JSON.stringify([invitee])])
      if (!('row' in outcome) || typeof outcome.row.token !== 'string')
        throw new Error(`Nobody was invited: ${JSON.stringify(outcome)}`)
      return { id: String(outcome.row.invitation_id), token: outcome.row.token }
    },
    stop: () => sql.end(),
  }
}

/** The agency's owner, who invites, revokes and resends. */
export function inviter(world: ClaimWorld): Caller {
  return { id: world.agency.owner.id, email: '' }
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/** Numbers that look random and are the same again for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
