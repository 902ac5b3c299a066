import type { Sql } from 'postgres'
import { addAgency, type Agency } from '../stage'

/** Stands in everything that is internal, and in nothing that is shared. */
export const SECRET = 'zirconium'

/** Two agencies, each with two clients of which something of every kind is told, half of it internal. */
export async function fillAgencies(sql: Sql): Promise<{ nordlicht: Agency; kai: Agency }> {
  const nordlicht = await addAgency(sql, 'nordlicht')
  const kai = await addAgency(sql, 'kai')
  for (const [seed, agency] of [nordlicht, kai].entries())
    for (const [offset, client] of [agency.client, agency.sibling].entries())
      await fill(sql, agency, client, seed * 2 + offset + 1)
  return { nordlicht, kai }
}

/** Always the same numbers for the same seed, so that a failure can be looked at again. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2654435761
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0
    return state % sides
  }
}

/** Rows of every kind at moments that often coincide; whatever is internal carries the secret word. */
async function fill(sql: Sql, agency: Agency, client: string, seed: number): Promise<void> {
  const roll = dice(seed)
  const at = () => new Date(Date.UTC(2026, 9, 1 + roll(12), 8)).toISOString()
  const shared = () => {
    const isShared = roll(2) === 0
    return {
      visibility: isShared ? 'client' : 'internal',
      title: isShared ? `Plain ${roll(99)}` : `${SECRET} ${roll(99)}`,
    }
  }
  const base = { agency_id: agency.id, client_id: client }
  for (let n = 0; n < 25; n += 1) {
    const { visibility, title } = shared()
    const moment = at()
    await sql`insert into communications ${sql({
      ...base,
      type: 'email',
      direction: roll(2) ? 'inbound' : 'outbound',
      subject: title,
      body: title,
      visibility,
      occurred_at: moment,
      author_id: agency.member.id,
      pinned_at: n < 3 ? moment : null,
    })}`
  }
  for (let n = 0; n < 14; n += 1) {
    const { visibility, title } = shared()
    const [created, later] = [at(), at()].sort()
    const isResolved = roll(3) === 0
    await sql`insert into alerts ${sql({
      ...base,
      title,
      description: title,
      visibility,
      severity: ['low', 'medium', 'high', 'critical'][roll(4)] ?? 'low',
      status: isResolved ? 'resolved' : 'open',
      resolved_at: isResolved ? (later ?? null) : null,
      resolution_note: isResolved ? title : null,
      snoozed_until: !isResolved && roll(3) === 0 ? '2999-01-01' : null,
      created_at: created ?? null,
    })}`
  }
  for (let n = 0; n < 14; n += 1) {
    const { visibility, title } = shared()
    const [created, later] = [at(), at()].sort()
    const status = ['open', 'in_progress', 'waiting', 'resolved', 'closed'][roll(5)] ?? 'open'
    const isDone = status === 'resolved' || status === 'closed'
    await sql`insert into tickets ${sql({
      ...base,
      title,
      description: title,
      visibility,
      status,
      waiting_for: status === 'waiting' ? 'client' : null,
      resolved_at: isDone ? (later ?? null) : null,
      closed_at: status === 'closed' ? (later ?? null) : null,
      created_at: created ?? null,
      created_by: agency.member.id,
    })}`
  }
  for (let n = 0; n < 10; n += 1) {
    const { visibility, title } = shared()
    const isDeleted = roll(4) === 0
    await sql`insert into documents ${sql({
      ...base,
      kind: 'link',
      name: title,
      url: 'https://papers.example/x',
      visibility,
      status: 'ready',
      uploaded_by: agency.member.id,
      created_at: at(),
      deleted_at: isDeleted ? at() : null,
      deleted_by: isDeleted ? agency.member.id : null,
    })}`
  }
}
