import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIXTURE } from './fixture'
import { startConformance, type Conformance } from './harness'

// How PostgREST takes several filters of one request: all of them hold, however often one name stands there.
let api: Conformance
let ada: Awaited<ReturnType<Conformance['person']>>

beforeAll(async () => {
  api = await startConformance(FIXTURE)
  ada = await api.person()
  await api.sql(`
    insert into things (name, price, owner) select 'thing ' || n, n, '${ada.userId}' from generate_series(1, 9) n;
    insert into parts select n, 1 + n % 3, timestamptz '2026-01-01' + n * interval '1 day' from generate_series(1, 30) n`)
})
afterAll(() => api.stop())

const things = () => api.client(ada.token).from('things').select('price').order('price')
const prices = async (query: PromiseLike<{ data: { price: unknown }[] | null }>) =>
  (await query).data?.map(({ price }) => Number(price))

describe('several filters of one name', () => {
  it('all hold when each is an or', async () => {
    expect(await prices(things().or('price.lt.4,price.gt.7').or('price.eq.2,price.gt.8'))).toEqual([2, 9])
  })

  it('all hold when each is an or of an embedded table', async () => {
    const { data } = await api
      .client(ada.token)
      .from('things')
      .select('price, parts(id)')
      .eq('price', 1)
      .or('id.lt.10,id.gt.20', { referencedTable: 'parts' })
      .or('id.eq.3,and(id.gt.5,id.lt.28)', { referencedTable: 'parts' })
      .order('id', { referencedTable: 'parts' })
      .single()
    expect(data).toEqual({ price: 1, parts: [3, 6, 9, 21, 24, 27].map((id) => ({ id })) })
  })

  it('all hold when they compare one column in the same way', async () => {
    expect(await prices(things().gte('price', 6).gte('price', 3))).toEqual([6, 7, 8, 9])
    expect(await prices(things().neq('price', 1).neq('price', 9).lt('price', 4))).toEqual([2, 3])
    expect(await prices(things().like('name', 'thing%').like('name', '%7'))).toEqual([7])
    expect(await prices(things().not('name', 'like', '%1').not('name', 'like', '%2').lt('price', 4))).toEqual(
      [3],
    )
  })

  it('all hold beside a tree of their own', async () => {
    const { body } = await api.call(
      'GET',
      '/rest/v1/things?select=price&order=price&or=(price.lt.4,price.gt.7)&or=(price.eq.2,price.gt.8)&and=(price.neq.9,price.lt.9)',
      { token: ada.token },
    )
    expect(body).toEqual([{ price: 2 }])
  })

  it('all hold for what is changed', async () => {
    const { data } = await api
      .client(ada.token)
      .from('things')
      .update({ price: 100 })
      .or('price.eq.1,price.eq.2')
      .or('price.eq.2,price.eq.3')
      .select('name')
    expect(data).toEqual([{ name: 'thing 2' }])
  })
})
