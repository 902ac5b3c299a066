import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIXTURE } from './fixture'
import { startConformance, type Conformance } from './harness'

// How values travel through PostgREST, into tables and functions and back.
let api: Conformance
let ada: Awaited<ReturnType<Conformance['person']>>

beforeAll(async () => {
  api = await startConformance(FIXTURE)
  ada = await api.person()
})
afterAll(() => api.stop())

const rpc = async (name: string, args: object = {}) =>
  (await api.call('POST', `/rest/v1/rpc/${name}`, { body: args, token: ada.token })).body

describe('values', () => {
  const row = {
    name: 'values',
    price: 1.5,
    seen_at: '2026-01-02T03:04:05.678+02:00',
    day: '2026-03-04',
    shade: 'dark',
    shades: ['light', 'dark'],
    tags: ['a, b', 'c"d'],
    data: { n: 1.5, list: [null, true], text: '{"not": "parsed"}' },
  }
  const read = { ...row, seen_at: '2026-01-02T01:04:05.678+00:00' }

  it('come back as they went in, from insert and from select, also below another table', async () => {
    const { data: inserted } = await api
      .client(ada.token)
      .from('things')
      .insert(row)
      .select('id,name,price,seen_at,day,shade,shades,tags,data')
      .single()
    expect(inserted).toMatchObject(read)
    const id = (inserted as { id: number }).id
    await api.sql(`insert into parts values (10, ${id}, '2026-01-02 03:04:05+00')`)
    const { data: embedded } = await api
      .client(ada.token)
      .from('parts')
      .select('made_at, things(seen_at, price, shades)')
      .eq('id', 10)
      .single()
    expect(embedded).toEqual({
      made_at: '2026-01-02T03:04:05+00:00',
      things: { seen_at: read.seen_at, price: 1.5, shades: row.shades },
    })
  })

  it('can be asked for by enum, by array and by json', async () => {
    const things = () => api.client(ada.token).from('things').select('name')
    expect((await things().eq('shade', 'dark').contains('shades', ['light'])).data).toEqual([
      { name: 'values' },
    ])
    expect((await things().overlaps('tags', ['c"d'])).data).toEqual([{ name: 'values' }])
    expect((await things().contains('data', { n: 1.5 })).data).toEqual([{ name: 'values' }])
  })

  it('are written many at once, or as an upsert', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({ name: `many ${index}`, price: index }))
    const { status } = await api.client(ada.token).from('things').insert(rows)
    expect(status).toBe(201)
    expect(await api.sql(`select count(*)::int as n from things where name like 'many %'`)).toEqual([
      { n: 100 },
    ])
  })

  it('can be counted exactly, and a page says where it ends', async () => {
    const { count, data } = await api
      .client(ada.token)
      .from('things')
      .select('id', { count: 'exact' })
      .order('id')
      .range(0, 0)
    expect(data).toHaveLength(1)
    expect(count).toBe(101)
  })
})

describe('functions', () => {
  it('take jsonb as json', async () => {
    const data = await rpc('take_json', { rows: [{ a: 'x' }, { a: 'y' }] })
    expect(data).toEqual([{ kind: 'array', n: 2, first: 'x' }])
    const empty = await rpc('take_json', { rows: [] })
    expect(empty).toEqual([{ kind: 'array', n: 0, first: null }])
  })

  it('return tables as arrays, a row as an object and nothing as nothing', async () => {
    const pairs = await rpc('pairs')
    expect(pairs).toEqual([
      { id: 1, label: 'one', at: '2026-01-02T03:04:05.678+00:00' },
      { id: 2, label: 'two', at: null },
    ])
    const thing = await rpc('one_thing')
    expect(thing).toMatchObject({ name: 'made up', price: 1.5, shade: 'dark', shades: ['light'] })
    expect(await api.client(ada.token).rpc('nothing')).toMatchObject({ status: 204, data: null, error: null })
  })

  it('that only read can be called with GET', async () => {
    const { status, body } = await api.call('GET', '/rest/v1/rpc/who', { token: ada.token })
    expect(status).toBe(200)
    expect(body).toMatchObject([{ role_name: 'authenticated' }])
  })

  it('run at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.call('POST', '/rest/v1/rpc/who', { body: {}, token: ada.token })),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })
})
