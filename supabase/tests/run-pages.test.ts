import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runListQuery } from '../../lib/queries/runs'
import type { Cursor } from '../../lib/rules/keyset'
import { parseRunListParams, RUN_SORTS, type RunSort } from '../../lib/rules/run-list-params'
import { startListApi } from './client-pages/api'
import { ask } from './client-pages/lists'
import { addAgency, type Agency } from './stage'

/** Pages of the run list in every order: those by start go on with runs that have none. */

let api: Awaited<ReturnType<typeof startListApi>>
let agency: Agency

beforeAll(async () => {
  api = await startListApi()
  agency = await addAgency(api.sql, 'run-pages')
})
afterAll(() => api.stop())

const ORDERS: Record<RunSort, string> = {
  start: 'starts_at nulls last, id',
  '-start': 'starts_at desc nulls first, id desc',
  name: 'name, id',
  '-changed': 'updated_at desc, id desc',
}

/** The ids of all pages, from the first to the last and back from there to the first. */
async function leaf(sort: RunSort, search: string) {
  const supabase = api.as(agency.member)
  const read = (cursor: Cursor | null) =>
    ask(
      runListQuery(
        supabase,
        { agencyId: agency.id, timeZone: 'UTC' },
        { ...parseRunListParams({ sort, q: search }), cursor },
      ),
    )
  let page = await read(null)
  const forwards = page.runs.map(({ id }) => id)
  while (page.next) {
    page = await read(page.next)
    forwards.push(...page.runs.map(({ id }) => id))
  }
  const backwards = page.runs.map(({ id }) => id)
  while (page.previous) {
    page = await read(page.previous)
    backwards.unshift(...page.runs.map(({ id }) => id))
  }
  return { forwards, backwards }
}

// Of thirty a page: dated runs end within one, at the end of one, one before and one after that, or there are none, or only they.
describe.each([0, 29, 30, 31, 45, 60, 95])('with %i of 95 runs having a start', (dated) => {
  beforeAll(async () => {
    await api.sql`delete from cc_n3_runs where tenant_id = ${agency.id}`
    await api.sql`
      insert into cc_n3_runs (tenant_id, name, starts_at, updated_at)
      select ${agency.id}, (array['Lantern', 'Harbour', 'Quay'])[1 + n % 3] || ' walk',
        case when n <= ${dated} then timestamptz '2026-01-01' + n % 7 * interval '1 day' end, now() - n % 30 * interval '1 hour'
      from generate_series(1, 95) n`
  })

  test.each(RUN_SORTS)('the pages in the order %s are the whole, there and back', async (sort) => {
    for (const search of ['', 'walk']) {
      const whole = await api.sql.unsafe<{ id: string }[]>(
        `select id from cc_n3_runs where tenant_id = $1 order by ${ORDERS[sort]}`,
        [agency.id],
      )
      const ids = whole.map(({ id }) => id)
      expect(await leaf(sort, search)).toEqual({ forwards: ids, backwards: ids })
    }
  })
})
