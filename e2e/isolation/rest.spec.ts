import { randomUUID } from 'node:crypto'
import { person, rest, rows, stranger, type Answer, type Person } from '../fixtures/backend'
import { agencyOf, makePortal, makeRun, publish } from '../fixtures/portal-world'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, test } from '../fixtures/test'

/** A row of Harbour & Main, how its own staff would change it, and an id of the same kind that nobody has. */
type Target = { table: string; id: string; change: Record<string, unknown>; nobodys: string }

const ACTORS: Record<string, () => Promise<Person | null>> = {
  'the owner of another agency': () => person('lena@linden.example'),
  'a team member of another agency': () => person('mika@linden.example'),
  'a client’s viewer': () => person('vera@northquay.example'),
  'a viewer of a sibling client': () => person('simon@castlestreet.example'),
  'a stakeholder': () => person('noor@crew.example'),
  'somebody who just signed up': stranger,
  'a visitor': () => Promise.resolve(null),
}

let agencyId: string
let runId: string
let portalId: string
let targets: Target[]

test.beforeAll(async () => {
  const olivia = await person('olivia@harbour.example')
  agencyId = await agencyOf(olivia)
  runId = await makeRun(olivia, { name: 'Nobody else’s business' })
  portalId = (await makePortal(olivia)).id
  await publish(olivia, runId, 'INVITE_ONLY', [{ portalId, listing: 'hidden' }])
  const idOf = async (path: string) => {
    const [row] = await rows(olivia, 'GET', path)
    if (!row) throw new Error(`There is nothing at ${path}.`)
    return row.id
  }
  const target = async (table: string, filter: string, change: Record<string, unknown>): Promise<Target> => ({
    table,
    id: await idOf(`${table}?select=id&${filter}&limit=1`),
    change,
    nobodys: randomUUID(),
  })
  targets = [
    await target('agencies', `id=eq.${agencyId}`, { name: 'Taken over' }),
    await target('clients', 'name=eq.Oat %26 Barley Drinks', { notes: 'Taken over' }),
    await target('users', 'email=eq.adam@harbour.example', { role: 'team_member' }),
    await target('cc_zones', 'name=eq.Old Harbour', { name: 'Taken over' }),
    await target('cc_portals', `id=eq.${portalId}`, { name: 'Taken over' }),
    await target('cc_n3_runs', `id=eq.${runId}`, { name: 'Taken over' }),
    await target('cc_run_portal_publications', `run_id=eq.${runId}`, { listing: 'full' }),
    await target('agency_cartridges', 'name=eq.House style', { name: 'Taken over' }),
    {
      ...(await target('activity_log', `subject_id=eq.${runId}`, { action: 'delete' })),
      nobodys: '9007199254740000',
    },
  ]
})

/** Asks the same of two ids and answers with both, without the ids themselves. */
async function both(target: Target, ask: (id: string) => Promise<Answer>): Promise<[Answer, Answer]> {
  const about = async (id: string) => {
    const answer = await ask(id)
    return { ...answer, body: withoutIdentity(answer.body, id) }
  }
  return [await about(target.id), await about(target.nobodys)]
}

for (const [actor, become] of Object.entries(ACTORS)) {
  test(`to ${actor} a foreign row is like one that does not exist, whatever they try`, async () => {
    const who = await become()
    const olivia = await person('olivia@harbour.example')
    const read = (target: Target) => rows(olivia, 'GET', `${target.table}?id=eq.${target.id}`)
    for (const target of targets) {
      const before = await read(target)
      expect(before, target.table).toHaveLength(1)
      const address = (id: string) => `${target.table}?id=eq.${id}`
      const attempts: Record<string, (id: string) => Promise<Answer>> = {
        read: (id) => rest(who, 'GET', address(id)),
        count: (id) => rest(who, 'HEAD', address(id)),
        change: (id) => rest(who, 'PATCH', address(id), target.change),
        delete: (id) => rest(who, 'DELETE', address(id)),
      }
      for (const [verb, attempt] of Object.entries(attempts)) {
        const [foreign, nobodys] = await both(target, attempt)
        expect(foreign, `${verb} ${target.table}`).toEqual(nobodys)
        if (foreign.status < 300) expect(foreign.body, `${verb} ${target.table}`).toMatch(/^(\[\])?$/)
      }
      expect(await read(target), target.table).toEqual(before)
    }
  })

  test(`${actor} can put nothing into another agency, and publish nothing of it`, async () => {
    const who = await become()
    for (const [table, row] of [
      ['clients', { agency_id: agencyId, name: 'Planted' }],
      ['cc_zones', { tenant_id: agencyId, name: 'Planted' }],
      ['cc_portals', { owning_tenant_id: agencyId, name: 'Planted', slug: `test-${randomUUID()}` }],
      ['cc_n3_runs', { tenant_id: agencyId, name: 'Planted' }],
    ] as const) {
      const nobodys = randomUUID()
      const key = Object.keys(row)[0] ?? ''
      const foreign = await rest(who, 'POST', table, row)
      expect(foreign.status, table).toBeGreaterThanOrEqual(401)
      expect(foreign, table).toEqual(await rest(who, 'POST', table, { ...row, [key]: nobodys }))
    }
    for (const [name, call] of [
      [
        'publish_run',
        (id: string) => ({ run_id: id, market_mode: 'OPEN', portals: [], expected_version: 1 }),
      ],
      ['undo_publish', (id: string) => ({ run_id: id, publish_version: 1 })],
    ] as const) {
      const foreign = await rest(who, 'POST', `rpc/${name}`, call(runId))
      expect(foreign.status, name).toBeGreaterThanOrEqual(401)
      expect(foreign, name).toEqual(await rest(who, 'POST', `rpc/${name}`, call(randomUUID())))
    }
  })
}

test('somebody else’s portal and zone cannot be used for runs of one’s own', async () => {
  const lena = await person('lena@linden.example')
  const own = await makeRun(lena)
  const publishTo = (id: string) =>
    rest(lena, 'POST', 'rpc/publish_run', {
      run_id: own,
      market_mode: 'OPEN',
      portals: [{ portal_id: id }],
      expected_version: 0,
    })
  const foreign = await publishTo(portalId)
  expect(foreign.status).toBe(404)
  expect(foreign).toEqual(await publishTo(randomUUID()))

  const zone = targets.find(({ table }) => table === 'cc_zones')
  if (!zone) throw new Error('There is no zone.')
  const moveTo = async (id: string) => {
    const answer = await rest(lena, 'PATCH', `cc_n3_runs?id=eq.${own}`, { zone_id: id })
    return { ...answer, body: withoutIdentity(answer.body, id) }
  }
  const placed = await moveTo(zone.id)
  expect(placed.status).toBe(409)
  expect(placed).toEqual(await moveTo(zone.nobodys))
})

test('a run cannot be moved to another agency, not even by its owner', async () => {
  const lena = await person('lena@linden.example')
  const own = await makeRun(lena)
  const moved = await rest(lena, 'PATCH', `cc_n3_runs?id=eq.${own}`, { tenant_id: agencyId })
  expect(moved.status).toBe(403)
  expect(await rows(lena, 'GET', `cc_n3_runs?select=tenant_id&id=eq.${own}`)).toEqual([
    { tenant_id: await agencyOf(lena) },
  ])
})

test('the agency’s own people can do all of it', async () => {
  const olivia = await person('olivia@harbour.example')
  const tara = await person('tara@harbour.example')
  for (const { table, id } of targets)
    expect(await rows(tara, 'GET', `${table}?id=eq.${id}`), table).toHaveLength(1)

  const own = await makeRun(tara)
  expect(await rows(tara, 'PATCH', `cc_n3_runs?id=eq.${own}`, { name: 'Renamed' })).toMatchObject([
    { name: 'Renamed' },
  ])
  await publish(tara, own, 'OPEN', [{ portalId }])
  expect(await rows(tara, 'POST', 'rpc/undo_publish', { run_id: own, publish_version: 1 })).toHaveLength(1)
  // Deleting is for owners and admins: for a team member it finds nothing, as for everybody else.
  expect(await rows(tara, 'DELETE', `cc_n3_runs?id=eq.${own}`)).toEqual([])
  expect(await rows(olivia, 'DELETE', `cc_n3_runs?id=eq.${own}`)).toHaveLength(1)

  const client = await rows(olivia, 'POST', 'clients', {
    agency_id: agencyId,
    name: `Client ${randomUUID()}`,
  })
  expect(await rows(olivia, 'DELETE', `clients?id=eq.${client[0]?.id ?? ''}`)).toHaveLength(1)
})

test('a viewer reads their own client and themselves, and a stakeholder themselves', async () => {
  const vera = await person('vera@northquay.example')
  expect(await rows(vera, 'GET', 'clients?select=name')).toEqual([{ name: 'Northquay City Council' }])
  expect(await rows(vera, 'GET', 'users?select=email')).toEqual([{ email: vera.email }])
  const noor = await person('noor@crew.example')
  expect(await rows(noor, 'GET', 'users?select=email')).toEqual([{ email: noor.email }])
})
