import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

/** The layout in which organisations share tables, as the proof sees it. */
export interface AgencyProof {
  /** An agency with nothing but its own row, as a run leaves it that was broken off before the first step. */
  prepare: () => Promise<{ agencyId: string }>
  provision: (agencyId: string) => Promise<number>
  faults: (agencyId: string) => Promise<string[]>
}

/** Everything an agency has, in every table that belongs to agencies, with what differs from one to the next masked. */
export async function openAgencyProof(sql: Sql): Promise<AgencyProof> {
  const columns = await sql<{ table: string; column: string }[]>`
    select quote_ident(c.relname) as "table", quote_ident(a.attname) as "column"
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'public.agencies'::regclass and array_length(k.conkey, 1) = 1
      and c.relnamespace = 'public'::regnamespace order by 1, 2`
  const state = async (agencyId: string) => {
    const rows: string[] = []
    for (const { table, column } of columns) {
      const found = await sql.unsafe<{ row: string }[]>(
        `select to_jsonb(t)::text as row from public.${table} t where ${column} = $1`,
        [agencyId],
      )
      rows.push(...found.map(({ row }) => `${table} ${mask(row)}`))
    }
    return rows.sort()
  }
  const provision = async (agencyId: string) => {
    const rows = await sql<{ created: number }[]>`select * from private.provision_agency(${agencyId})`
    return rows.reduce((sum, { created }) => sum + created, 0)
  }
  const prepare = async () => {
    const [row] = await sql<{ id: string }[]>`
      insert into agencies (name, slug) values ('Killed', ${`killed-${randomUUID().slice(0, 13)}`}) returning id`
    return { agencyId: row?.id ?? '' }
  }
  const clean = await prepare()
  await provision(clean.agencyId)
  const goal = await state(clean.agencyId)
  return {
    prepare,
    provision,
    faults: async (agencyId) => {
      const found = await state(agencyId)
      const lost = goal.filter((row) => !found.includes(row)).map((row) => `is missing: ${row}`)
      const strange = found.filter((row) => !goal.includes(row)).map((row) => `is too much: ${row}`)
      return found.length === goal.length
        ? [...lost, ...strange]
        : [`${found.length} rows, not ${goal.length}`, ...lost, ...strange]
    },
  }
}

const mask = (row: string) =>
  row
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/killed-[0-9a-f-]{13}/g, '<slug>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)?/g, '<time>')
    .replaceAll(/"id": \d+/g, '"id": <number>')
