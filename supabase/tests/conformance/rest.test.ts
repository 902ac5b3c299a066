import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signJwt } from './sign-jwt'
import { JWT_SECRET, startConformance, type Conformance } from './harness'

// What the product relies on of PostgREST, in its words: the same requests give the same answers on hosted Supabase.
const FIXTURE = `
create table public.before_any_policy (id int primary key);
insert into public.before_any_policy values (1);
create type public.shade as enum ('light', 'dark');
create table public.things (
  id int primary key generated always as identity,
  name text not null unique check (char_length(name) <= 20),
  price numeric(10, 2),
  seen_at timestamptz,
  day date,
  shade public.shade,
  shades public.shade[],
  tags text[],
  data jsonb,
  owner uuid default auth.uid(),
  secret text
);
create table public.parts (id int primary key, thing_id int not null references public.things (id), made_at timestamptz);
alter table public.things enable row level security;
alter table public.things force row level security;
alter table public.parts enable row level security;
alter table public.parts force row level security;
grant select (id, name, price, seen_at, day, shade, shades, tags, data, owner), insert, update (name, price) on public.things to authenticated;
grant select, insert, delete on public.parts to authenticated;
create policy "Everybody signed in reads things" on public.things for select to authenticated using (true);
create policy "People add their own" on public.things for insert to authenticated with check (owner = (select auth.uid()));
create policy "People change their own" on public.things for update to authenticated using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
create policy "Everybody signed in reads parts" on public.parts for select to authenticated using (true);
create policy "Everybody signed in adds parts" on public.parts for insert to authenticated with check (true);
create table public.granted_nothing (id int primary key);
alter table public.granted_nothing enable row level security;
create policy "Reading would be fine" on public.granted_nothing for select to anon, authenticated using (true);
create table public.taken_back (id int primary key);
alter table public.taken_back enable row level security;
create policy "Reading would be fine" on public.taken_back for select to authenticated using (true);
grant select on public.taken_back to authenticated;
revoke select on public.taken_back from authenticated;
create schema private;
create table private.hidden (id int primary key);
grant usage on schema private to authenticated;
grant select on private.hidden to authenticated;

create function public.who() returns table (role_name text, session_name text, is_super boolean, subject uuid, mail text)
language sql stable as $$
  select current_user::text, session_user::text, (select rolsuper from pg_roles where rolname = session_user), auth.uid(), auth.email() $$;
create function public.refuse(sqlstate_code text) returns void language plpgsql as $$
begin raise exception using errcode = sqlstate_code, message = 'machine_code', detail = 'the detail', hint = 'the hint'; end $$;
create function public.take_json(rows jsonb) returns table (kind text, n int, first text) language sql as $$
  select jsonb_typeof(rows), jsonb_array_length(rows), rows -> 0 ->> 'a' $$;
create function public.pairs() returns table (id int, label text, at timestamptz) language sql as $$
  values (1, 'one', '2026-01-02 03:04:05.678+00'::timestamptz), (2, 'two', null) $$;
create function public.one_thing() returns public.things language sql as $$
  select null::int, 'made up'::text, 1.50::numeric, null::timestamptz, null::date, 'dark'::public.shade, array['light']::public.shade[], null::text[], null::jsonb, null::uuid, null::text $$;
create function public.nothing() returns void language sql as $$ select $$;
create function public.closed() returns int language sql as $$ select 1 $$;
revoke execute on function public.closed() from public;
create function public.limits() returns table (statement_timeout text, search_path text) language sql stable as $$
  select current_setting('statement_timeout'), current_setting('search_path') $$;
`

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

  it.each(['/', '/admin', '/storage/v1/bucket', '/info'])('nothing answers at %s', async (path) => {
    expect((await api.call('GET', path)).status).toBe(404)
  })
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
    const { data } = await api.client(ada.token).rpc('limits')
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

  it('can be counted exactly, and a page says where it ends', async () => {
    const { count, data } = await api
      .client(ada.token)
      .from('things')
      .select('id', { count: 'exact' })
      .order('id')
      .range(0, 0)
    expect(data).toHaveLength(1)
    expect(count).toBeGreaterThan(1)
  })

  it('are written many at once, or as an upsert', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({ name: `many ${index}`, price: index }))
    const { status } = await api.client(ada.token).from('things').insert(rows)
    expect(status).toBe(201)
    expect(await api.sql(`select count(*)::int as n from things where name like 'many %'`)).toEqual([
      { n: 100 },
    ])
  })
})

describe('functions', () => {
  it('take jsonb as json', async () => {
    const { data } = await api.client(ada.token).rpc('take_json', { rows: [{ a: 'x' }, { a: 'y' }] })
    expect(data).toEqual([{ kind: 'array', n: 2, first: 'x' }])
    const { data: empty } = await api.client(ada.token).rpc('take_json', { rows: [] })
    expect(empty).toEqual([{ kind: 'array', n: 0, first: null }])
  })

  it('return tables as arrays, a row as an object and nothing as nothing', async () => {
    const { data: pairs } = await api.client(ada.token).rpc('pairs')
    expect(pairs).toEqual([
      { id: 1, label: 'one', at: '2026-01-02T03:04:05.678+00:00' },
      { id: 2, label: 'two', at: null },
    ])
    const { data: thing } = await api.client(ada.token).rpc('one_thing')
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
