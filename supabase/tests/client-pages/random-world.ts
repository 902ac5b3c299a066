import fc from 'fast-check'
import type { Sql } from 'postgres'
import { dayOf } from '../../../lib/rules/day-groups'
import { addDays, mondayOf, weekSpan } from '../../../lib/rules/spans'
import type { Agency } from '../stage'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** When something was, seen from now: some time ago, or at the very edge of a week on the agency's clock. */
const moment = fc.oneof(
  fc.record({ minutesAgo: fc.integer({ min: 1, max: 70 * 24 * 60 }) }),
  fc.record({ weeksAgo: fc.integer({ min: 0, max: 9 }), offsetMs: fc.constantFrom(-1, 0, 1) }),
)
type Moment = typeof moment extends fc.Arbitrary<infer Value> ? Value : never

const place = fc.constantFrom('client', 'sibling', 'house')
const visibility = fc.constantFrom('internal', 'client')
const base = { place, visibility, at: moment, lasted: fc.double({ min: 0, max: 1, noNaN: true }) }

/** What two clients and the agency itself may have gone through; long enough lists to need a second page. */
export const world = fc.record({
  timeZone: fc.constantFrom('UTC', 'Pacific/Auckland', 'America/Los_Angeles'),
  isArchived: fc.boolean(),
  alerts: fc.array(
    fc.record({
      ...base,
      severity: fc.constantFrom('low', 'medium', 'high', 'critical'),
      status: fc.constantFrom('open', 'open', 'acknowledged', 'resolved'),
      sleepsHours: fc.constantFrom(null, null, -1, 1, 900),
    }),
    { maxLength: 120, size: 'max' },
  ),
  tickets: fc.array(
    fc.record({
      ...base,
      status: fc.constantFrom('open', 'open', 'in_progress', 'waiting', 'resolved', 'closed'),
      waitingFor: fc.constantFrom('client', 'third_party'),
      priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
      assignee: fc.constantFrom('member', 'owner', null),
      dueInDays: fc.option(fc.integer({ min: -2, max: 2 })),
    }),
    { maxLength: 160, size: 'max' },
  ),
  communications: fc.array(
    fc.record({
      ...base,
      type: fc.constantFrom('email', 'call', 'note'),
      direction: fc.constantFrom('inbound', 'outbound'),
    }),
    { maxLength: 70, size: 'max' },
  ),
  documents: fc.array(
    fc.record({ ...base, state: fc.constantFrom('ready', 'ready', 'deleted', 'pending') }),
    { maxLength: 70, size: 'max' },
  ),
  invoices: fc.array(
    fc.record({
      ...base,
      type: fc.constantFrom('outgoing', 'outgoing', 'incoming'),
      status: fc.constantFrom('draft', 'sent', 'sent', 'paid', 'void'),
    }),
    { maxLength: 60, size: 'max' },
  ),
  runs: fc.array(fc.integer({ min: -10 * 24, max: 10 * 24 }), { maxLength: 6 }),
})
export type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never

/** Writes a world into an agency, as the operator would. */
export async function fill(sql: Sql, agency: Agency, { timeZone, ...world }: World): Promise<void> {
  const now = Date.now()
  const today = dayOf(new Date(now).toISOString(), timeZone)
  const startOf = (at: Moment): number => {
    if ('minutesAgo' in at) return now - at.minutesAgo * 60_000
    const span = weekSpan(addDays(mondayOf(today), -7 * at.weeksAgo), timeZone)
    return Math.min(now - 1000, Date.parse(span?.from ?? '') + at.offsetMs)
  }
  const whole = (row: World['alerts'][number] | World['tickets'][number]) => {
    const start = startOf(row.at)
    return { start: new Date(start), end: new Date(start + row.lasted * (now - 1000 - start)) }
  }
  const of = (row: { place: 'client' | 'sibling' | 'house'; visibility: string }) => ({
    agency_id: agency.id,
    client_id: agency[row.place],
    visibility: row.place === 'house' ? 'internal' : row.visibility,
  })
  const insert = async (table: string, rows: Record<string, unknown>[]) => {
    if (rows.length > 0) await sql`insert into ${sql(table)} ${sql(rows)}`
  }
  await sql`update agencies set settings = settings || ${sql.json({ time_zone: timeZone })} where id = ${agency.id}`
  if (world.isArchived) await sql`update clients set status = 'archived' where id = ${agency.sibling}`
  await insert(
    'alerts',
    world.alerts.map((row) => {
      const { start, end } = whole(row)
      const isResolved = row.status === 'resolved'
      const isAcknowledged = row.status === 'acknowledged'
      return {
        ...of(row),
        title: 'Alert',
        severity: row.severity,
        status: row.status,
        acknowledged_at: isAcknowledged ? end : null,
        acknowledged_by: isAcknowledged ? agency.member.id : null,
        resolved_at: isResolved ? end : null,
        resolution_note: isResolved ? 'Done' : null,
        snoozed_until:
          isResolved || row.sleepsHours === null ? null : new Date(now + row.sleepsHours * HOUR_MS),
        created_at: start,
      }
    }),
  )
  await insert(
    'tickets',
    world.tickets.map((row) => {
      const { start, end } = whole(row)
      const isDone = row.status === 'resolved' || row.status === 'closed'
      return {
        ...of(row),
        title: 'Ticket',
        status: row.status,
        priority: row.priority,
        waiting_for: row.status === 'waiting' ? row.waitingFor : null,
        assignee_id: row.assignee === null ? null : agency[row.assignee].id,
        due_on: row.dueInDays === null ? null : addDays(today, row.dueInDays),
        resolved_at: isDone ? end : null,
        closed_at: row.status === 'closed' ? end : null,
        created_at: start,
      }
    }),
  )
  await insert(
    'communications',
    world.communications.map((row) => ({
      ...of(row),
      type: row.type,
      direction: row.type === 'note' ? null : row.direction,
      subject: 'Words',
      body: 'Words',
      occurred_at: new Date(startOf(row.at)),
      author_id: agency.member.id,
    })),
  )
  await insert(
    'documents',
    world.documents.map((row) => ({
      ...of(row),
      kind: row.state === 'pending' ? 'file' : 'link',
      name: 'Paper.txt',
      type: row.state === 'pending' ? 'text/plain' : null,
      size_bytes: row.state === 'pending' ? 5 : null,
      url: row.state === 'pending' ? null : 'https://papers.example/x',
      status: row.state === 'pending' ? 'pending' : 'ready',
      uploaded_by: agency.member.id,
      created_at: new Date(startOf(row.at)),
      deleted_at: row.state === 'deleted' ? new Date(now - DAY_MS) : null,
      deleted_by: row.state === 'deleted' ? agency.member.id : null,
    })),
  )
  await insert(
    'invoices',
    world.invoices.map(({ place, type, status, at }, index) => ({
      agency_id: agency.id,
      client_id: agency[place],
      type,
      status,
      number: type === 'incoming' ? `S-${index}` : null,
      party_name: type === 'incoming' ? 'Supplier' : null,
      created_at: new Date(startOf(at)),
    })),
  )
  await insert(
    'cc_n3_runs',
    world.runs.map((hours) => ({
      tenant_id: agency.id,
      name: 'Run',
      status: 'draft',
      starts_at: new Date(now + hours * HOUR_MS),
    })),
  )
}
