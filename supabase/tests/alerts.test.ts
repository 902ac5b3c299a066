import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countOneTrouble } from './alerts/counting'
import { walkAlerts } from './alerts/walk'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'

/** Alerts: who reads and changes them, which steps they take, and that one trouble stays one alert however often it is reported. */

let stage: Stage
let nordlicht: Agency
let other: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  other = await addAgency(stage.sql, 'other')
})
afterAll(() => stage.stop())

type Fields = { severity?: string; visibility?: string; client?: string; title?: string }

async function addAlert(fields: Fields = {}): Promise<string> {
  const rows = await stage.as(
    nordlicht.member,
    (tx) => tx<{ id: string }[]>`insert into alerts (agency_id, client_id, severity, title, visibility)
      values (${nordlicht.id}, ${fields.client ?? nordlicht.client}, ${fields.severity ?? 'medium'}, ${fields.title ?? 'Pixel is silent'}, ${fields.visibility ?? 'internal'})
      returning id`,
  )
  return rows[0]?.id ?? ''
}
const change = (who: Member, id: string, set: string) =>
  stage.as(who, (tx) => tx.unsafe(`update alerts set ${set} where id = '${id}' returning id`))
const refusalOf = (who: Member, id: string, set: string) =>
  stage.refusal(who, (tx) => tx.unsafe(`update alerts set ${set} where id = '${id}'`))
async function read(id: string) {
  const [row] = await stage.sql`select * from alerts where id = ${id}`
  return row ?? {}
}

describe('who reads alerts', () => {
  let shared: string
  let internal: string
  beforeAll(async () => {
    shared = await addAlert({ visibility: 'client' })
    internal = await addAlert()
  })
  const seenBy = async (who: Member) => {
    const rows = await stage.as(
      who,
      (tx) => tx<{ id: string }[]>`select id from alerts where id in (${shared}, ${internal})`,
    )
    return rows.map(({ id }) => id).sort()
  }

  test('staff read all of their agency, in every role', async () => {
    for (const who of [nordlicht.owner, nordlicht.admin, nordlicht.member])
      expect(await seenBy(who)).toEqual([shared, internal].sort())
  })
  test('a viewer reads what is shared with their own client, and nothing else', async () => {
    expect(await seenBy(nordlicht.viewer)).toEqual([shared])
    expect(await seenBy(nordlicht.siblingViewer)).toEqual([])
  })
  test('another agency reads nothing', async () => {
    expect(await seenBy(other.owner)).toEqual([])
    expect(await seenBy(other.viewer)).toEqual([])
  })
  test('the tabs count for each what they find', async () => {
    const count = async (who: Member, of: 'agencies' | 'clients', id: string) => {
      const [row] = await stage.as(who, (tx) =>
        tx.unsafe<{ live: number }[]>(`select (alert_counts(t)).live from ${of} t where t.id = '${id}'`),
      )
      return row?.live ?? null
    }
    const found = async (who: Member) =>
      (await stage.as(who, (tx) => tx`select from alerts where client_id = ${nordlicht.client}`)).length
    expect(await count(nordlicht.viewer, 'clients', nordlicht.client)).toBe(await found(nordlicht.viewer))
    expect(await count(nordlicht.member, 'clients', nordlicht.client)).toBe(await found(nordlicht.member))
    expect(await count(other.owner, 'clients', nordlicht.client)).toBeNull()
  })
  test('a viewer learns the name of who looks after it, and of nobody in another agency', async () => {
    await change(nordlicht.member, shared, `status = 'acknowledged'`)
    const [row] = await stage.as(
      nordlicht.viewer,
      (tx) => tx`select people_names(a) as names from alerts a where id = ${shared}`,
    )
    expect(row?.names).toMatchObject({ acknowledged_by: 'member' })
  })
})

describe('who changes alerts', () => {
  test('a viewer changes nothing, not even what is shared with them', async () => {
    const id = await addAlert({ visibility: 'client' })
    expect(await change(nordlicht.viewer, id, `status = 'acknowledged'`)).toHaveLength(0)
    expect(await read(id)).toMatchObject({ status: 'open', version: 1 })
  })
  test('another agency changes nothing, and cannot tell it from an alert that never was', async () => {
    const id = await addAlert()
    expect(await change(other.owner, id, `status = 'acknowledged'`)).toHaveLength(0)
    const ticketOf = (alert: string) =>
      stage.refusal(other.owner, (tx) => tx`select * from alert_to_ticket(${alert})`)
    expect(await ticketOf(id)).toEqual(await ticketOf(randomUUID()))
    expect(await read(id)).toMatchObject({ status: 'open', ticket_id: null })
  })
  test('a viewer raises none, neither by the table nor by the function', async () => {
    const raise = (client: string) =>
      stage.refusal(
        nordlicht.viewer,
        (tx) => tx`select * from raise_alert(${client}, null, 'low', 'Mine', null)`,
      )
    expect(await raise(nordlicht.client)).toEqual(await raise(randomUUID()))
    expect(
      (
        await stage.refusal(
          nordlicht.viewer,
          (tx) =>
            tx`insert into alerts (agency_id, client_id, title) values (${nordlicht.id}, ${nordlicht.client}, 'Mine')`,
        )
      ).code,
    ).toBe('42501')
  })
  test('nobody writes stamps, counts or versions', async () => {
    const id = await addAlert()
    const forged = [
      `acknowledged_at = now()`,
      `acknowledged_by = '${nordlicht.owner.id}'`,
      `resolved_at = now()`,
      `resolved_by = '${nordlicht.owner.id}'`,
      `version = 99`,
      `occurrences = 99`,
      `last_seen_at = now()`,
      `reopened_count = 99`,
      `previous_alert_id = '${id}'`,
      `ticket_id = null`,
      `created_by = '${nordlicht.owner.id}'`,
      `created_at = now()`,
      `source = 'forged'`,
      `dedup_key = 'forged'`,
      `client_id = '${nordlicht.sibling}'`,
    ]
    const before = await read(id)
    for (const set of forged) expect((await refusalOf(nordlicht.owner, id, set)).code, set).toBe('42501')
    expect(await read(id)).toEqual(before)
    for (const column of ['created_by', 'version', 'acknowledged_at', 'status', 'dedup_key'])
      expect(
        (
          await stage.refusal(nordlicht.owner, (tx) =>
            tx.unsafe(
              `insert into alerts (agency_id, client_id, title, ${column}) values ('${nordlicht.id}', '${nordlicht.client}', 'x', default)`,
            ),
          )
        ).code,
        column,
      ).toBe('42501')
  })
})

describe('the steps of an alert', () => {
  test('are stamped with who took them', async () => {
    const id = await addAlert({ severity: 'high' })
    expect(await read(id)).toMatchObject({ created_by: nordlicht.member.id, version: 1 })
    await change(nordlicht.admin, id, `status = 'acknowledged'`)
    expect(await read(id)).toMatchObject({ acknowledged_by: nordlicht.admin.id, version: 2 })
    await change(nordlicht.owner, id, `status = 'resolved', resolution_note = 'Restarted'`)
    const resolved = await read(id)
    expect(resolved).toMatchObject({ resolved_by: nordlicht.owner.id, version: 3 })
    expect(resolved.resolved_at).toBeInstanceOf(Date)
    await change(nordlicht.member, id, `status = 'open', reopen_reason = 'Again'`)
    expect(await read(id)).toMatchObject({
      resolved_by: null,
      acknowledged_by: null,
      reopened_count: 1,
      resolution_note: 'Restarted',
    })
  })
  test('that change nothing leave the version as it is', async () => {
    const id = await addAlert()
    await change(nordlicht.member, id, `status = 'open', severity = 'medium'`)
    expect(await read(id)).toMatchObject({ version: 1 })
  })
  test('are lost to whoever saw an older version', async () => {
    const id = await addAlert()
    await change(nordlicht.admin, id, `status = 'acknowledged'`)
    const late = await stage.as(
      nordlicht.member,
      (tx) => tx`update alerts set status = 'resolved' where id = ${id} and version = 1 returning id`,
    )
    expect(late).toHaveLength(0)
    expect(await read(id)).toMatchObject({ status: 'acknowledged', acknowledged_by: nordlicht.admin.id })
  })
  test('agree with the rules that the interface shows them by, on random walks', async () => {
    const report = await walkAlerts(stage, nordlicht, { walks: 8, steps: 25, seed: 4 })
    expect(report.disagreements).toEqual([])
    expect(report.taken).toBeGreaterThan(60)
    expect(report.refused).toBeGreaterThan(30)
  }, 120_000)
})

describe('one trouble', () => {
  let key: string
  beforeEach(() => {
    key = randomUUID()
  })
  const raise = async (severity = 'medium', client = nordlicht.client, agency = nordlicht) => {
    const [row] = await stage.as(
      agency.member,
      (tx) =>
        tx<{ alert_id: string; outcome: string; occurrences: number }[]>`
          select * from raise_alert(${client}, ${key}, ${severity}, 'Feed is late', null)`,
    )
    if (!row) throw new Error('Nothing was answered.')
    return row
  }

  test('is one alert while it is live, and only gets more severe', async () => {
    const first = await raise('medium')
    await change(nordlicht.member, first.alert_id, `status = 'acknowledged'`)
    expect(await raise('low')).toMatchObject({
      alert_id: first.alert_id,
      outcome: 'repeated',
      occurrences: 2,
    })
    expect(await read(first.alert_id)).toMatchObject({ severity: 'medium', status: 'acknowledged' })
    await raise('high')
    // It got worse than what somebody took on.
    expect(await read(first.alert_id)).toMatchObject({ severity: 'high', status: 'open', occurrences: 3 })
  })
  test('is another alert at another client, and in another agency', async () => {
    const ids = [
      await raise(),
      await raise('low', nordlicht.sibling),
      await raise('low', other.client, other),
    ]
    expect(new Set(ids.map(({ alert_id }) => alert_id)).size).toBe(3)
    expect(ids.every(({ outcome }) => outcome === 'raised')).toBe(true)
  })
  test('that comes back after it was resolved names the earlier one, which then cannot be reopened', async () => {
    const first = await raise()
    await change(nordlicht.member, first.alert_id, `status = 'resolved'`)
    const second = await raise()
    expect(second).toMatchObject({ outcome: 'recurred', occurrences: 1 })
    expect(await read(second.alert_id)).toMatchObject({ previous_alert_id: first.alert_id })
    const refusal = await refusalOf(nordlicht.member, first.alert_id, `status = 'open', reopen_reason = 'x'`)
    expect(refusal).toMatchObject({ code: 'PT409', message: 'alert_has_live_twin' })
  })
  test('reported by ten at once, is one live alert that counted them all', async () => {
    expect(await countOneTrouble(stage, nordlicht, { writers: 10, events: 100 })).toEqual({
      live: 1,
      counted: 100,
      raised: 1,
    })
  }, 120_000)
})

describe('the ticket of an alert', () => {
  test('is made once, however many press at once', async () => {
    const id = await addAlert({ severity: 'critical', visibility: 'client', title: 'Shop is down' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        stage.as(
          nordlicht.member,
          (tx) =>
            tx<
              { ticket_id: string; number: number; is_new: boolean }[]
            >`select * from alert_to_ticket(${id})`,
        ),
      ),
    )
    const rows = answers.flat()
    expect(rows).toHaveLength(20)
    expect(new Set(rows.map(({ ticket_id }) => ticket_id)).size).toBe(1)
    expect(rows.filter(({ is_new }) => is_new)).toHaveLength(1)
    const [ticket] = await stage.sql<{ id: string }[]>`select * from tickets where source_alert_id = ${id}`
    expect(ticket).toMatchObject({ title: 'Shop is down', priority: 'urgent', visibility: 'client' })
    expect(await read(id)).toMatchObject({ status: 'acknowledged', ticket_id: ticket?.id })
  })
  test('is named beside it, to whoever may read the ticket', async () => {
    const id = await addAlert({ visibility: 'client' })
    const bare = await addAlert({ visibility: 'client' })
    await stage.as(nordlicht.member, (tx) => tx`select * from alert_to_ticket(${id})`)
    const numbers = async (who: Member) => {
      const rows = await stage.as(
        who,
        (tx) => tx<{ id: string; number: number | null }[]>`
          select a.id, ticket_number(a) as number from alerts a where a.id in (${id}, ${bare})`,
      )
      return new Map(rows.map((row) => [row.id, row.number]))
    }
    expect((await numbers(nordlicht.viewer)).get(id)).toEqual(expect.any(Number))
    expect((await numbers(nordlicht.viewer)).get(bare)).toBeNull()
    await stage.sql`update tickets set visibility = 'internal' where source_alert_id = ${id}`
    expect((await numbers(nordlicht.viewer)).get(id)).toBeNull()
    expect((await numbers(nordlicht.member)).get(id)).toEqual(expect.any(Number))
  })
  test('is not made of what is resolved', async () => {
    const id = await addAlert()
    await change(nordlicht.member, id, `status = 'resolved'`)
    const refusal = await stage.refusal(nordlicht.member, (tx) => tx`select * from alert_to_ticket(${id})`)
    expect(refusal).toMatchObject({ code: 'PT409', message: 'alert_is_resolved' })
  })
})
