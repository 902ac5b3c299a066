import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIXTURE } from './fixture'
import { startConformance, type Conformance } from './harness'

// How PostgREST refuses: status, code, details and hint, which is all that the product reads of an error.
let api: Conformance
let ada: Awaited<ReturnType<Conformance['person']>>

beforeAll(async () => {
  api = await startConformance(FIXTURE)
  ada = await api.person()
})
afterAll(() => api.stop())

const error = (code: string, message: unknown, details: unknown = null, hint: unknown = null) => ({
  code,
  message,
  details,
  hint,
})

describe('refusals', () => {
  it.each([
    ['P0001', 400],
    ['23514', 400],
    ['22023', 400],
    ['23503', 409],
    ['23505', 409],
    ['40001', 500],
    ['57014', 500],
    ['54001', 500],
  ])('a raised %s is a %i with its detail and hint', async (code, status) => {
    const answer = await api.call('POST', '/rest/v1/rpc/refuse', {
      body: { sqlstate_code: code },
      token: ada.token,
    })
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual(error(code, 'machine_code', 'the detail', 'the hint'))
  })

  it.each([400, 403, 404, 409, 410, 429])('a raised PT%i is that status', async (status) => {
    const answer = await api.call('POST', '/rest/v1/rpc/refuse', {
      body: { sqlstate_code: `PT${status}` },
      token: ada.token,
    })
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual(error(`PT${status}`, 'machine_code', 'the detail', 'the hint'))
  })

  it('42501 is 401 for anon and 403 for authenticated', async () => {
    const body = { sqlstate_code: '42501' }
    expect((await api.call('POST', '/rest/v1/rpc/refuse', { body })).status).toBe(401)
    expect((await api.call('POST', '/rest/v1/rpc/refuse', { body, token: ada.token })).status).toBe(403)
  })

  it('a second row with the same unique value', async () => {
    const body = { name: 'twice' }
    expect((await api.call('POST', '/rest/v1/things', { body, token: ada.token })).status).toBe(201)
    const { status, body: answer } = await api.call('POST', '/rest/v1/things', { body, token: ada.token })
    expect(status).toBe(409)
    // Under row-level security Postgres does not tell which value exists already.
    expect(answer).toEqual(error('23505', 'duplicate key value violates unique constraint "things_name_key"'))
  })

  it('a parent that does not exist', async () => {
    const { status, body } = await api.call('POST', '/rest/v1/parts', {
      body: { id: 1, thing_id: 999999 },
      token: ada.token,
    })
    expect(status).toBe(409)
    expect(body).toEqual(
      error(
        '23503',
        'insert or update on table "parts" violates foreign key constraint "parts_thing_id_fkey"',
        // Postgres names the key only to who may read the parent.
        'Key is not present in table "things".',
      ),
    )
  })

  it('a broken check, a missing value, a row that no policy allows', async () => {
    const insert = (body: object) => api.call('POST', '/rest/v1/things', { body, token: ada.token })
    const long = await insert({ name: 'x'.repeat(21) })
    expect([long.status, (long.body as { code: string }).code]).toEqual([400, '23514'])
    const missing = await insert({ name: null })
    expect([missing.status, (missing.body as { code: string }).code]).toEqual([400, '23502'])
    const foreign = await insert({ name: 'foreign', owner: '00000000-0000-0000-0000-000000000000' })
    expect(foreign.status).toBe(403)
    expect(foreign.body).toEqual(
      error('42501', 'new row violates row-level security policy for table "things"'),
    )
  })

  it('text where a number or an id belongs', async () => {
    const number = await api.call('GET', '/rest/v1/things?id=eq.abc', { token: ada.token })
    expect(number.status).toBe(400)
    expect(number.body).toEqual(error('22P02', 'invalid input syntax for type integer: "abc"'))
    const id = await api.call('GET', '/rest/v1/things?owner=eq.abc', { token: ada.token })
    expect(id.body).toEqual(error('22P02', 'invalid input syntax for type uuid: "abc"'))
  })

  it('unknown tables, columns, functions and arguments', async () => {
    const code = async (path: string, method = 'GET', body?: unknown) => {
      const answer = await api.call(method, path, {
        token: ada.token,
        ...(body === undefined ? {} : { body }),
      })
      return [answer.status, (answer.body as { code: string }).code]
    }
    expect(await code('/rest/v1/nonsense')).toEqual([404, 'PGRST205'])
    expect(await code('/rest/v1/things?select=nonsense')).toEqual([400, '42703'])
    expect(await code('/rest/v1/things', 'POST', { nonsense: 1 })).toEqual([400, 'PGRST204'])
    expect(await code('/rest/v1/rpc/nonsense', 'POST', {})).toEqual([404, 'PGRST202'])
    expect(await code('/rest/v1/rpc/take_json', 'POST', { nonsense: 1 })).toEqual([404, 'PGRST202'])
  })

  it('one row asked for, none or several there', async () => {
    const { error: none } = await api.client(ada.token).from('things').select('id').eq('id', 999999).single()
    expect(none).toMatchObject({ code: 'PGRST116', details: 'The result contains 0 rows' })
    const { data, error: absent } = await api
      .client(ada.token)
      .from('things')
      .select('id')
      .eq('id', 999999)
      .maybeSingle()
    expect([data, absent]).toEqual([null, null])
  })

  it('a change or removal of rows that the policies hide touches nothing and says so', async () => {
    const bob = await api.person()
    await api.call('POST', '/rest/v1/things', { body: { name: 'of ada' }, token: ada.token })
    const changed = await api
      .client(bob.token)
      .from('things')
      .update({ name: 'of bob' })
      .eq('name', 'of ada')
      .select('id')
    expect(changed).toMatchObject({ status: 200, data: [] })
    expect(await api.sql(`select count(*)::int as n from things where name = 'of ada'`)).toEqual([{ n: 1 }])
  })

  it('a statement that takes longer than eight seconds is cancelled', async () => {
    const { body: data } = await api.call('POST', '/rest/v1/rpc/limits', { body: {}, token: ada.token })
    expect(data).toEqual([{ statement_timeout: '8s', search_path: '"$user", public, extensions' }])
  })

  it('a body that is too large', async () => {
    const { status } = await api.call('POST', '/rest/v1/things', {
      body: { name: 'x'.repeat(6_000_000) },
      token: ada.token,
    })
    expect(status).toBe(413)
  })
})
