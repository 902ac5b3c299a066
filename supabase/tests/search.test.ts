import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())

describe('the search for what only staff know of', () => {
  const WORD = 'palladium'
  const ids: Record<string, Record<'client' | 'person' | 'run' | 'ticket', string>> = {}

  beforeAll(async () => {
    const { sql } = stage
    for (const agency of [nordlicht, kai]) {
      const [client] = await sql<{ id: string }[]>`
        insert into clients (agency_id, name) values (${agency.id}, 'Palladium Works') returning id`
      // A person of the viewers' own client: not even of that one do they find who is there.
      const [person] = await sql<{ id: string }[]>`
        insert into users (id, client_id, email, full_name, role)
        values (gen_random_uuid(), ${agency.client}, ${`p-${agency.id}@example.test`}, 'Ada Palladium', 'client_viewer') returning id`
      const [run] = await sql<{ id: string }[]>`
        insert into cc_n3_runs (tenant_id, name, status) values (${agency.id}, 'Palladium round', 'draft') returning id`
      const [ticket] = await sql<{ id: string }[]>`
        insert into tickets (agency_id, client_id, title, visibility)
        values (${agency.id}, ${agency.client}, 'Palladium poster', 'client') returning id`
      ids[agency.id] = {
        client: client?.id ?? '',
        person: person?.id ?? '',
        run: run?.id ?? '',
        ticket: ticket?.id ?? '',
      }
    }
  })

  const find = async (who: Member, kind: string, client: string | null = null) =>
    (
      await stage.as(
        who,
        (tx) => tx<{ id: string }[]>`select id from search_all(${WORD}, ${client}) where kind = ${kind}`,
      )
    ).map(({ id }) => id)

  test.each([
    { kind: 'client', inTheirClient: 1, forViewers: 0 },
    { kind: 'person', inTheirClient: 1, forViewers: 0 },
    // Runs are the agency's and no client's.
    { kind: 'run', inTheirClient: 0, forViewers: 0 },
    // The positive twin: viewers do find what is shared with them.
    { kind: 'ticket', inTheirClient: 1, forViewers: 1 },
  ] as const)(
    '$kind: staff find theirs, viewers what is shared with them',
    async ({ kind, inTheirClient, forViewers }) => {
      for (const agency of [nordlicht, kai]) {
        const own = ids[agency.id]?.[kind]
        expect(await find(agency.member, kind)).toEqual([own])
        expect(await find(agency.member, kind, agency.client)).toEqual(inTheirClient ? [own] : [])
        for (const client of [null, agency.client])
          expect(await find(agency.viewer, kind, client)).toEqual(forViewers ? [own] : [])
        for (const client of [agency.sibling, agency.house])
          expect(await find(agency.viewer, kind, client)).toEqual([])
        expect(await find(agency.siblingViewer, kind)).toEqual([])
      }
    },
  )
})
