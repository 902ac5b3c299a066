import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIXTURE } from './fixture'
import { JWT_SECRET, startConformance, type Conformance } from './harness'
import { signJwt } from './sign-jwt'

// Who may reach what through PostgREST. The same requests give the same answers on hosted Supabase.
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

describe('who a request is', () => {
  it('is anon without a token, authenticated with one, and never a superuser', async () => {
    const anonymous = await api.call('POST', '/rest/v1/rpc/who', { body: {} })
    expect(anonymous.body).toEqual([
      { role_name: 'anon', session_name: 'audienceos_api', is_super: false, subject: null, mail: null },
    ])
    const signedIn = await api.call('POST', '/rest/v1/rpc/who', { body: {}, token: ada.token })
    expect(signedIn.body).toEqual([
      {
        role_name: 'authenticated',
        session_name: 'audienceos_api',
        is_super: false,
        subject: ada.userId,
        mail: ada.email,
      },
    ])
  })

  it('is service_role with the secret key', async () => {
    const { body } = await api.call('POST', '/rest/v1/rpc/who', {
      body: {},
      headers: { apikey: 'sb_secret_conformance' },
    })
    expect(body).toMatchObject([{ role_name: 'service_role', is_super: false }])
  })

  it('cannot become a role that exists but is none of the three', async () => {
    const token = signJwt({ sub: ada.userId, role: 'postgres' }, JWT_SECRET)
    const { status, body } = await api.call('POST', '/rest/v1/rpc/who', { body: {}, token })
    expect(status).toBe(403)
    expect(body).toMatchObject({ code: '42501', message: 'permission denied to set role "postgres"' })
  })

  it.each([
    ['garbage', 'PGRST301'],
    ['two.parts', 'PGRST301'],
    [signJwt({ sub: 'x', role: 'authenticated' }, 'another secret that is long enough'), 'PGRST301'],
    [signJwt({ sub: 'x', role: 'authenticated', exp: 1 }, JWT_SECRET), 'PGRST303'],
  ])('is refused with 401 for the token %s', async (token, code) => {
    const { status, body } = await api.call('GET', '/rest/v1/things', { token })
    expect(status).toBe(401)
    expect(body).toMatchObject({ code })
  })

  it('needs an API key', async () => {
    const response = await fetch(`${api.url}/rest/v1/things`)
    expect(response.status).toBe(401)
  })
})

describe('grants', () => {
  it('are needed by anon and authenticated although a policy would allow it', async () => {
    const anonymous = await api.call('GET', '/rest/v1/granted_nothing')
    expect(anonymous.status).toBe(401)
    expect(anonymous.body).toEqual(error('42501', 'permission denied for table granted_nothing'))
    const signedIn = await api.call('GET', '/rest/v1/granted_nothing', { token: ada.token })
    expect(signedIn.status).toBe(403)
    expect(signedIn.body).toEqual(error('42501', 'permission denied for table granted_nothing'))
  })

  it.each(['taken_back', 'before_any_policy'])(
    'are not given to %s by anybody but a migration',
    async (table) => {
      const { status, body } = await api.call('GET', `/rest/v1/${table}`, { token: ada.token })
      expect(status).toBe(403)
      expect(body).toMatchObject({ code: '42501' })
    },
  )

  it('hold for single columns', async () => {
    expect((await api.call('GET', '/rest/v1/things?select=secret', { token: ada.token })).status).toBe(403)
    expect((await api.call('GET', '/rest/v1/things?select=id,name', { token: ada.token })).status).toBe(200)
    const moved = await api.call('PATCH', '/rest/v1/things?id=eq.1', {
      token: ada.token,
      body: { owner: ada.userId },
    })
    expect(moved.status).toBe(403)
  })

  it('hold for functions', async () => {
    const { status, body } = await api.call('POST', '/rest/v1/rpc/closed', { body: {}, token: ada.token })
    expect(status).toBe(403)
    expect(body).toEqual(error('42501', 'permission denied for function closed'))
  })
})

describe('only the schema public', () => {
  it.each(['private', 'auth', 'supabase_migrations'])('%s is not exposed', async (schema) => {
    const { status, body } = await api.call('GET', '/rest/v1/hidden', {
      token: ada.token,
      headers: { 'accept-profile': schema },
    })
    expect(status).toBe(406)
    expect(body).toMatchObject({ code: 'PGRST106' })
  })

  it('a table of another schema does not exist', async () => {
    const { status, body } = await api.call('GET', '/rest/v1/hidden', { token: ada.token })
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: 'PGRST205' })
  })

  it('an embed does not reach accounts', async () => {
    const { status, body } = await api.call('GET', '/rest/v1/things?select=id,users(*)', { token: ada.token })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'PGRST200' })
  })

  it.each(['/', '/admin', '/info'])('nothing answers at %s', async (path) => {
    expect((await api.call('GET', path)).status).toBe(404)
  })

  it('what buckets there are is told to nobody', async () => {
    const { status, body } = await api.call('GET', '/storage/v1/bucket', { token: ada.token })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(JSON.stringify(body)).not.toContain('documents')
  })
})

describe('CORS', () => {
  it.each(['/rest/v1/things', '/rest/v1/rpc/who', '/auth/v1/token?grant_type=password'])(
    'a browser may ask %s',
    async (path) => {
      const preflight = await fetch(api.url + path, {
        method: 'OPTIONS',
        headers: {
          origin: 'http://localhost:3000',
          'access-control-request-method': 'POST',
          'access-control-request-headers':
            'apikey,authorization,content-type,x-client-info,x-supabase-api-version,prefer',
        },
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
      expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH')
      const allowed = preflight.headers.get('access-control-allow-headers')?.split(',') ?? []
      expect(allowed).toEqual(
        expect.arrayContaining(['apikey', 'authorization', 'content-type', 'x-client-info', 'prefer']),
      )
    },
  )

  it('answers and refusals can be read by a browser', async () => {
    for (const path of ['/rest/v1/things', '/auth/v1/user', '/rest/v1/nonsense']) {
      const { headers } = await api.call('GET', path, { headers: { origin: 'http://localhost:3000' } })
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-expose-headers')).toContain('Content-Range')
    }
  })
})
