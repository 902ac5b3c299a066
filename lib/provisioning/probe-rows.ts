import { createHash, randomUUID } from 'node:crypto'
import postgres, { type TransactionSql } from 'postgres'
import { quoteName, type Fact } from '@/lib/provisioning/facts'
import { foreignKeys, tenantColumns, type ForeignKey } from '@/lib/provisioning/keys'

/** Somebody made up for the probe. */
export interface Actor {
  name: string
  id: string | null
  role: 'anon' | 'authenticated'
  /** `a1` and the like: whose organisation and which client of it; null for whoever belongs to none. */
  side: Side | null
}
export const SIDES = ['a1', 'a2', 'b1'] as const
/** Two organisations, and two clients in the first. */
export type Side = (typeof SIDES)[number]

/** One made-up row: what identifies it, and everything that was written. */
export interface Planted {
  table: string
  side: Side
  values: Record<string, string>
}

export interface PlantedWorld {
  actors: Actor[]
  rows: Planted[]
  /** Tables in which no row could be made, and why. */
  unplanted: { table: string; reason: string }[]
  tenants: Map<string, string>
  primaryKeys: Map<string, string[]>
  /** The attempt that worked for a table: for its other rows it is the first to be tried. */
  worked: Map<string, { attempt: number; also: Set<string> }>
}

interface Column {
  table: string
  name: string
  type: string
  /** Not null and without a default. */
  is_needed: boolean
  is_required: boolean
  labels: string[] | null
}

/**
 * Makes two organisations with people in every role and a row for each side in every table that belongs to organisations or people, as
 * the catalogue describes them. To be rolled back by whoever calls this. Triggers and key checks rest meanwhile where that is allowed.
 */
export async function plantWorld(tx: TransactionSql, facts: readonly Fact[]): Promise<PlantedWorld> {
  await restTriggers(tx)
  const keys = foreignKeys(facts)
  const tenants = tenantColumns(keys)
  const columns = await readColumns(tx)
  const world: PlantedWorld = {
    actors: [],
    rows: [],
    unplanted: [],
    tenants,
    primaryKeys: await readPrimaryKeys(tx),
    worked: new Map(),
  }
  await plantPeople(tx, world)
  await provisionBoth(tx, world)
  const rules = facts.filter(({ kind }) => kind === 'constraint')
  for (const table of inOrder(keys, columns)) {
    if (['agencies', 'clients', 'users'].includes(table)) continue
    const own = keys.filter((key) => key.table === table)
    const reachesSomebody =
      tenants.has(table) || own.some(({ parent }) => parent === 'users' || tenants.has(parent))
    if (!reachesSomebody) continue
    const isOfClients = own.some(({ parent }) => parent === 'clients')
    for (const side of isOfClients ? SIDES : (['a1', 'b1'] as const)) {
      const planting = { tx, world, table, side, keys: own, columns: columns.get(table) ?? [], rules }
      if (isOfClients || !(await adoptRow(planting))) await plantRow(planting)
    }
  }
  return world
}

async function restTriggers(tx: TransactionSql): Promise<void> {
  try {
    await tx.savepoint((point) => point`select set_config('session_replication_role', 'replica', true)`)
  } catch (error) {
    // Only some roles may do this; with triggers awake a few tables may refuse the made-up rows, which is then reported.
    if (!(error instanceof postgres.PostgresError)) throw error
  }
}

async function readColumns(tx: TransactionSql): Promise<Map<string, Column[]>> {
  const rows = await tx<Column[]>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull and not a.atthasdef as is_needed, a.attnotnull as is_required,
      (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = a.atttypid) as labels
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and a.attidentity = '' and a.attgenerated = ''
    order by c.relname, a.attnum`
  const columns = new Map<string, Column[]>()
  for (const row of rows) columns.set(row.table, [...(columns.get(row.table) ?? []), row])
  return columns
}

async function readPrimaryKeys(tx: TransactionSql): Promise<Map<string, string[]>> {
  const rows = await tx<{ table: string; columns: string[] }[]>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
    where i.indisprimary and c.relnamespace = 'public'::regnamespace group by 1`
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}

/** Parents before children; where tables name each other, in any order, since keys rest. */
function inOrder(keys: readonly ForeignKey[], columns: ReadonlyMap<string, Column[]>): string[] {
  const waiting = new Set([...columns.keys()].sort())
  const order: string[] = []
  while (waiting.size > 0) {
    const ready = [...waiting].filter((table) =>
      keys.every((key) => key.table !== table || key.parent === table || !waiting.has(key.parent)),
    )
    for (const table of ready.length > 0 ? ready : [...waiting].slice(0, 1)) {
      waiting.delete(table)
      order.push(table)
    }
  }
  return order
}

async function plantPeople(tx: TransactionSql, world: PlantedWorld): Promise<void> {
  const person = async (name: string, client: string | null, role: string, side: Side | null) => {
    const id = randomUUID()
    const email = `${name}-${id}@probe.invalid`
    await tx`insert into public.users (id, client_id, email, role) values (${id}, ${client}, ${email}, ${role}::public.user_role)`
    world.actors.push({ name, id, role: 'authenticated', side })
    if (side !== null) world.rows.push({ table: 'users', side, values: { id, email } })
  }
  for (const letter of ['a', 'b'] as const) {
    const [agency, house] = [randomUUID(), randomUUID()]
    const first: Side = `${letter}1`
    const slug = `probe-${letter}-${agency}`
    await tx`insert into public.agencies (id, name, slug) values (${agency}, 'Probe', ${slug})`
    await tx`insert into public.clients (id, agency_id, name, is_house) values (${house}, ${agency}, 'Probe', true)`
    world.rows.push({
      table: 'agencies',
      side: first,
      values: { id: agency, name: 'Probe', slug: `${slug}x` },
    })
    for (const side of SIDES.filter((name) => name.startsWith(letter))) {
      const client = randomUUID()
      await tx`insert into public.clients (id, agency_id, name) values (${client}, ${agency}, 'Probe')`
      world.rows.push({ table: 'clients', side, values: { id: client, agency_id: agency, name: 'Probe' } })
      await person(`viewer of ${side}`, client, 'client_viewer', side)
    }
    await person(`owner of ${letter}`, house, 'agency_owner', first)
    await person(`admin of ${letter}`, house, 'agency_admin', first)
    await person(`member of ${letter}`, house, 'team_member', first)
  }
  await person('stakeholder', null, 'stakeholder', null)
  world.actors.push({ name: 'stranger', id: randomUUID(), role: 'authenticated', side: null })
  world.actors.push({ name: 'nobody signed in', id: null, role: 'anon', side: null })
}

/** Both get what every organisation gets, whose rows then need not be made up. Where that fails, so does provisioning, which is found elsewhere. */
async function provisionBoth(tx: TransactionSql, world: PlantedWorld): Promise<void> {
  for (const { table, values } of world.rows) {
    if (table !== 'agencies') continue
    try {
      await tx.savepoint((point) => point`select from private.provision_agency(${values.id ?? ''})`)
    } catch (error) {
      if (!(error instanceof postgres.PostgresError)) throw error
    }
  }
}

/** Takes a row that provisioning made for the side's organisation. */
async function adoptRow({ tx, world, table, side, columns }: Planting): Promise<boolean> {
  const tenant = world.tenants.get(table)
  const agency = world.rows.find((row) => row.table === 'agencies' && row.side === side)?.values.id
  if (tenant === undefined || agency === undefined) return false
  // Keys that the database counts by itself are no columns to fill, but the row is found by them.
  const names = new Set([...columns.map(({ name }) => name), ...(world.primaryKeys.get(table) ?? [])])
  const list = [...names].map((name) => `${quoteName(name)}::text as ${quoteName(name)}`).join(', ')
  const [row] = await tx.unsafe<Record<string, string | null>[]>(
    `select ${list} from public.${quoteName(table)} where ${quoteName(tenant)} = $1 limit 1`,
    [agency],
  )
  if (!row) return false
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(row)) if (value !== null) values[name] = value
  world.rows.push({ table, side, values })
  return true
}

interface Planting {
  tx: TransactionSql
  world: PlantedWorld
  table: string
  side: Side
  keys: readonly ForeignKey[]
  columns: readonly Column[]
  /** All constraints there are. */
  rules: readonly Fact[]
}
const ATTEMPTS = 400

async function plantRow(planting: Planting): Promise<void> {
  const { tx, world, table, side, columns } = planting
  const rules = planting.rules.filter((rule) => rule.table === table)
  const before = world.worked.get(table)
  const also = new Set(before?.also)
  let reason = ''
  // A rule that is broken names columns that belong together: some of those are filled as well, others another time.
  for (let attempt = before?.attempt ?? 0; attempt < ATTEMPTS; attempt++) {
    const values = compose(planting, also, rules, attempt)
    const names = Object.keys(values)
    const sql = `insert into public.${quoteName(table)} (${names.map(quoteName).join(', ')}) values (${names.map((_, index) => `$${String(index + 1)}`).join(', ')})`
    try {
      const row = await tx.savepoint(async (point) => {
        const casts = names.map((name) => columns.find((column) => column.name === name)?.type ?? 'text')
        // As text with a cast, so that the server and not the driver says what a value means.
        let text = sql
        for (const [index, cast] of casts.entries())
          text = text.replace(
            new RegExp(`\\$${String(index + 1)}(?!\\d)`),
            `$${String(index + 1)}::text::${cast}`,
          )
        const [made] = await point.unsafe<{ made: Record<string, string> }[]>(
          `${text} returning to_jsonb(${quoteName(table)}) as made`,
          Object.values(values),
        )
        return made?.made ?? {}
      })
      const keyed = Object.fromEntries(
        (world.primaryKeys.get(table) ?? []).map((name) => [name, String(row[name])]),
      )
      world.rows.push({ table, side, values: { ...values, ...keyed } })
      world.worked.set(table, { attempt, also })
      return
    } catch (error) {
      if (!(error instanceof postgres.PostgresError)) throw error
      reason = error.message
      const broken = rules.find(({ name }) => name === error.constraint_name)
      for (const { name } of columns)
        if (broken && new RegExp(`\\b${name}\\b`).test(broken.definition)) also.add(name)
    }
  }
  if (!world.unplanted.some((entry) => entry.table === table)) world.unplanted.push({ table, reason })
}

/** A value for every column that needs one, as text. Keys lead to what was planted for the same side. */
function compose(
  { world, table, side, keys, columns }: Planting,
  also: ReadonlySet<string>,
  rules: readonly Fact[],
  attempt: number,
): Record<string, string> {
  const values: Record<string, string> = {}
  const fits = (row: Planted, parent: string) =>
    row.table === parent && (row.side === side || (row.side[0] === side[0] && !hasSides(world, parent)))
  const isChosen = (name: string) => also.has(name) && dice(`whether ${name}`, attempt) % 2 === 0
  const isThere = (name: string) => columns.some((column) => column.name === name)
  for (const key of keys) {
    const isNeeded = key.columns.some((name) => columns.find((column) => column.name === name)?.is_required)
    const isOfClient = key.parent === 'clients'
    if (!isNeeded && !isOfClient && key.parent !== 'agencies' && !key.columns.some(isChosen)) continue
    if (key.parent === table) continue
    // A person's own row is the owner's, so that somebody of the organisation sees it.
    const parents = world.rows.filter((row) => fits(row, key.parent))
    const owner = world.actors.find(({ name }) => name === `owner of ${side.charAt(0)}`)?.id
    const parent = key.parent === 'users' ? { values: { id: owner ?? '' } } : parents.at(-1)
    if (!parent) continue
    for (const [index, name] of key.columns.entries()) {
      const value = (parent.values as Record<string, string>)[key.parentColumns[index] ?? '']
      if (value !== undefined && isThere(name)) values[name] ??= value
    }
  }
  for (const column of columns)
    if (values[column.name] === undefined && (column.is_needed || isChosen(column.name))) {
      const value = valueFor(column, rules, attempt)
      if (value !== null) values[column.name] = value
    }
  return values
}

function hasSides(world: PlantedWorld, table: string): boolean {
  return world.rows.some((row) => row.table === table && row.side === 'a2')
}

/** Something the column takes. A list of allowed values in one of the table's rules is followed; each attempt takes the next one. */
function valueFor({ name, type, labels }: Column, rules: readonly Fact[], attempt: number): string | null {
  const rule = rules
    .map(({ definition }) => definition)
    .find((text) => new RegExp(`\\(\\(?${name} = ANY`).test(text))
  const listed = rule?.match(/'((?:[^']|'')*)'::/g)?.map((quoted) => quoted.slice(1, -3)) ?? labels ?? []
  const roll = dice(name, attempt)
  if (listed.length > 0) return listed[roll % listed.length] ?? null
  const mentions = (text: string) => rules.some(({ definition }) => definition.includes(text))
  if (type.endsWith('[]')) return '{}'
  if (type === 'uuid') return randomUUID()
  if (type === 'jsonb' || type === 'json') return mentions(`jsonb_typeof(${name}) = 'array'`) ? '[]' : '{}'
  if (type === 'boolean') return 'false'
  if (type === 'bytea') return `\\x${createHash('sha256').update(randomUUID()).digest('hex')}`
  if (type === 'date') return new Date().toISOString().slice(0, 10)
  if (type.startsWith('timestamp')) return new Date().toISOString()
  if (type.startsWith('time')) return '08:00'
  if (/^(smallint|integer|bigint|numeric|real|double)/.test(type))
    return attempt === 0 ? '1' : String(1 + (roll % 30_000))
  if (type === 'inet') return '127.0.0.1'
  if (name.includes('email')) return `probe-${randomUUID()}@probe.invalid`
  if (name.includes('url')) return 'https://probe.invalid/'
  if (name === 'currency') return 'EUR'
  if (name.includes('time_zone')) return 'UTC'
  const words = [`probe-${randomUUID()}`, 'probe.made', 'probe', randomUUID().replaceAll('-', '')]
  return words[attempt === 0 ? 0 : roll % words.length] ?? null
}

/** The same throw for the same name and attempt, so that a probe that worked works again. */
function dice(name: string, attempt: number): number {
  return attempt === 0
    ? 0
    : createHash('sha256')
        .update(`${name} ${String(attempt)}`)
        .digest()
        .readUInt16BE(0)
}
