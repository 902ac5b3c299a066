import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Stage } from './stage'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

describe('the numbers on the tabs', () => {
  test('are the lengths of the lists that they open', async () => {
    const agency = await addAgency(stage.sql, `counts-${randomUUID().slice(0, 8)}`)
    await stage.sql`
      insert into alerts (agency_id, client_id, title, severity, status, acknowledged_at, resolved_at, snoozed_until)
      select ${agency.id}, case when n % 3 = 0 then ${agency.sibling}::uuid else ${agency.client}::uuid end, 'Alert ' || n,
        (array['critical', 'high', 'medium', 'low'])[1 + n % 4], s.status,
        case when s.status = 'acknowledged' then now() end, case when s.status = 'resolved' then now() end,
        case when s.status <> 'resolved' and n % 5 = 0 then now() + (n % 2 - 0.5) * interval '1 hour' end
      from generate_series(1, 200) n, lateral (select (array['open', 'acknowledged', 'resolved'])[1 + n % 7 % 3] as status) s`
    const asleep = `status <> 'resolved' and snoozed_until > now()`
    const awake = `status <> 'resolved' and coalesce(snoozed_until <= now(), true)`
    const lists: Record<string, string> = {
      live: `status <> 'resolved'`,
      awake,
      open: `status = 'open'`,
      acknowledged: `status = 'acknowledged'`,
      snoozed: asleep,
      resolved: `status = 'resolved'`,
      ...Object.fromEntries(
        ['critical', 'high', 'medium', 'low'].map((one) => [one, `${awake} and severity = '${one}'`]),
      ),
    }
    for (const [from, id] of [
      ['agencies', agency.id],
      ['clients', agency.client],
    ]) {
      const [row] = await stage.as(agency.member, (tx) =>
        tx.unsafe<{ counts: Record<string, number> }[]>(
          `select to_jsonb(alert_counts(t)) as counts from ${from} t where t.id = '${id}'`,
        ),
      )
      const scope = from === 'agencies' ? 'true' : `client_id = '${id}'`
      for (const [name, where] of Object.entries(lists)) {
        const found = await stage.as(agency.member, (tx) =>
          tx.unsafe(`select from alerts where agency_id = '${agency.id}' and ${scope} and ${where}`),
        )
        expect(row?.counts[name], `${name} of ${from}`).toBe(found.length)
      }
    }
  })
})
