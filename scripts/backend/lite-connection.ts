import type { PGlite } from '@electric-sql/pglite'
import type { Connection, IntrospectResult } from '@supabase/lite'
import { createPgliteConnection } from '@supabase/lite/pglite'
import { createPostgresConnection } from '@supabase/lite/postgres'
import type { Sql } from 'postgres'
import { compositeParser, withComposites, type CompositeType } from './composite-types'
import { isConnectionFault, sayUnreachable } from './driver-faults'
import { asPostgrestError, REFUSED, unreachableError } from './postgrest-errors'
import { poolSessions } from './session-pool'

/** The query builder that lite brings along. */
type Db = Connection['kysely']

/** The request's caller as lite hands it to the database. */
interface RequestContext {
  auth?: { role?: string | null; jwt?: unknown }
}

type RunInContext = (
  context: RequestContext | undefined,
  run: (db: Db) => Promise<unknown>,
  options?: unknown,
) => Promise<unknown>

/** The parts of lite's Postgres connection that are replaced here; some are private in its types. */
interface Internals {
  rlsState: 'unknown' | 'active' | 'inactive'
  withContext: RunInContext
  applyJwtSessionContext: (db: Db, context: RequestContext) => Promise<void>
  applyRpcRequestGucs: (db: Db, request: RpcRequest) => Promise<void>
  introspect: () => Promise<IntrospectResult>
  onPostgrestAST: (query: unknown) => Promise<unknown>
}

interface RpcRequest {
  method: string
  path: string
  requestHeaders?: Record<string, string>
}

const POOL_SIZE = 10
/** As `authenticated` has it on hosted Supabase. */
const STATEMENT_TIMEOUT_MS = 8_000

const toIso = (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
const toNumber = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text)
// lite hands over json arguments of functions already as text, and columns as values.
const toJsonText = (value: unknown) =>
  typeof value === 'string' && /^[[{]/.test(value) ? value : JSON.stringify(value)
const asIs = (value: unknown) => value

const TYPES = {
  json: { to: 114, from: [114], serialize: toJsonText, parse: (text: string): unknown => JSON.parse(text) },
  jsonb: {
    to: 3802,
    from: [3802],
    serialize: toJsonText,
    parse: (text: string): unknown => JSON.parse(text),
  },
  timestamptz: { to: 1184, from: [1184], serialize: asIs, parse: toIso },
  timestamp: { to: 1114, from: [1114], serialize: asIs, parse: toIso },
  numeric: { to: 1700, from: [1700], serialize: String, parse: toNumber },
}
// What a column inside a composite value becomes; every other type stays text.
const COLUMN_PARSERS = {
  boolean: (text: string) => text === 't',
  smallint: Number,
  integer: Number,
  'double precision': Number,
  real: Number,
  numeric: toNumber,
  json: (text: string): unknown => JSON.parse(text),
  jsonb: (text: string): unknown => JSON.parse(text),
  'timestamp with time zone': toIso,
  'timestamp without time zone': toIso,
}
const SEARCH_PATH = '"$user", public, extensions'

/**
 * A connection for the API whose session is `API_ROLE`, which owns nothing and may only become one of the request roles.
 * The catalogue is read through `adminUrl`, because Postgres shows a role only the tables that it may use itself.
 */
export function connectPostgres(
  apiUrl: string,
  adminUrl: string,
  composites: readonly CompositeType[],
): Connection {
  const parsers = withComposites(composites, COLUMN_PARSERS)
  const compositeTypes = Object.fromEntries(
    composites.map((type) => [
      `composite_${String(type.oid)}`,
      { to: type.oid, from: [type.oid], serialize: asIs, parse: compositeParser(type, parsers) },
    ]),
  )
  const connection = createPostgresConnection({
    url: apiUrl,
    postgresOptions: {
      max: POOL_SIZE,
      onnotice: () => undefined,
      connection: {
        search_path: SEARCH_PATH,
        statement_timeout: STATEMENT_TIMEOUT_MS,
        application_name: 'audienceos',
      },
      types: { ...TYPES, ...compositeTypes },
    },
  })
  const readCatalogue = async () => {
    const catalogue = createPostgresConnection({
      url: adminUrl,
      postgresOptions: { max: 1, onnotice: () => undefined },
    })
    try {
      return await catalogue.introspect()
    } finally {
      await catalogue.close()
    }
  }
  makeFaithful(connection as unknown as Internals, readCatalogue)
  const driver = connection.driver as Sql
  poolSessions(driver, POOL_SIZE)
  makeQuick(driver)
  return connection
}

/**
 * Makes a request three round trips to the database instead of six. Statements are prepared, as PostgREST does it: Postgres
 * then plans one once for each connection and not once for each request. And the first statement of a transaction does not
 * wait for the answer to `begin`: the server takes them in order, and should `begin` fail, so does what follows.
 */
function makeQuick(driver: Sql): void {
  const reserve = driver.reserve.bind(driver)
  driver.reserve = async () => {
    const session = await reserve()
    const run = session.unsafe.bind(session)
    const runQuickly = (written: string, values: Parameters<typeof run>[1] = []) => {
      const text = quoteReservedNames(written)
      if (values.length > 0) return run(text, values, { prepare: true })
      const answer = run(text)
      if (text !== 'begin') return answer
      answer.catch(() => undefined)
      return Promise.resolve(Object.assign([], { command: 'BEGIN', count: 0 }))
    }
    return Object.assign(session, { unsafe: runQuickly })
  }
}

/**
 * lite writes the names of a function's arguments without quotes, so one that is a word of SQL would be a syntax error.
 * PostgREST quotes them all. Values are parameters and never part of the text, so this changes names alone.
 */
function quoteReservedNames(text: string): string {
  return text.includes('user := ') ? text.replace(/(?<=[(,]\s*)user(?= := )/g, '"user"') : text
}

export interface PgliteDatabase {
  connection: Connection
  driver: PGlite
  /** To be called once after migrations: types made by them are then known. */
  refresh: (composites: readonly CompositeType[]) => Promise<void>
}

/**
 * PGlite is one session whose user is its superuser, so here the role is only changed inside each request's transaction.
 * It is the fallback for a machine without a Postgres program, not for production.
 */
export async function openPglite(dataDir: string): Promise<PgliteDatabase> {
  const [{ citext }, { pg_trgm }, { btree_gin }, { btree_gist }, { uuid_ossp }, { unaccent }, { pgcrypto }] =
    await Promise.all([
      import('@electric-sql/pglite/contrib/citext'),
      import('@electric-sql/pglite/contrib/pg_trgm'),
      import('@electric-sql/pglite/contrib/btree_gin'),
      import('@electric-sql/pglite/contrib/btree_gist'),
      import('@electric-sql/pglite/contrib/uuid_ossp'),
      import('@electric-sql/pglite/contrib/unaccent'),
      import('@electric-sql/pglite/contrib/pgcrypto'),
    ])
  const extensions = { citext, pg_trgm, btree_gin, btree_gist, uuid_ossp, unaccent, pgcrypto }
  const parsers = { 1184: toIso, 1114: toIso, 1700: toNumber }
  const connection = await createPgliteConnection({ url: dataDir, pgliteOptions: { parsers, extensions } })
  const introspect = connection.introspect.bind(connection)
  makeFaithful(connection as unknown as Internals, () => introspect())
  const { driver } = connection
  const query = driver.query.bind(driver)
  driver.query = (text, ...rest) => query(quoteReservedNames(text), ...rest)
  const refresh = async (composites: readonly CompositeType[]) => {
    const parsers = withComposites(composites, COLUMN_PARSERS)
    for (const type of composites) driver.parsers[type.oid] = compositeParser(type, parsers)
    await driver.refreshArrayTypes()
    await driver.exec(
      `set search_path to ${SEARCH_PATH}; set statement_timeout to ${String(STATEMENT_TIMEOUT_MS)}`,
    )
  }
  return { connection, driver, refresh }
}

function makeFaithful(connection: Internals, readCatalogue: () => Promise<IntrospectResult>): void {
  // Otherwise lite's first request would grant every table to everybody, and without any table under RLS no request would
  // change its role at all.
  connection.rlsState = 'active'

  // One statement instead of six: PostgREST sets the role and the claims the same way.
  connection.applyJwtSessionContext = async (db, { auth }) => {
    const role = auth?.role ?? 'anon'
    const claims = JSON.stringify(auth?.jwt ?? { role })
    await setLocal(db, { role, 'request.jwt.claims': claims })
  }
  connection.applyRpcRequestGucs = async (db, { method, path, requestHeaders }) => {
    const headers = JSON.stringify(requestHeaders ?? {})
    await setLocal(db, {
      'response.status': '',
      'response.headers': '',
      'request.method': method,
      'request.path': path,
      'request.headers': headers,
    })
  }

  const withContext = connection.withContext.bind(connection)
  connection.withContext = async (context, run, options) => {
    try {
      return await withContext(context, run, options)
    } catch (error) {
      if (isConnectionFault(error)) {
        sayUnreachable(error)
        throw unreachableError()
      }
      throw asPostgrestError(error, context?.auth?.role ?? 'anon')
    }
  }

  const onPostgrestAST = connection.onPostgrestAST.bind(connection)
  connection.onPostgrestAST = async (query) => {
    try {
      return await onPostgrestAST(query)
    } catch (error) {
      throw error instanceof Error ? Object.assign(error, { [REFUSED]: true }) : error
    }
  }

  // The API knows the schema `public` and nothing else, so an embed can never reach `auth.users`.
  let catalogue: Promise<IntrospectResult> | undefined
  connection.introspect = () => (catalogue ??= readCatalogue().then(onlyPublic))
}

/** Settings of the current transaction, in one statement. */
async function setLocal(db: Db, settings: Record<string, string>): Promise<void> {
  const calls = Object.entries(settings)
  await db
    .selectNoFrom((eb) =>
      calls.map(([name, value], index) =>
        eb
          .fn<string>('set_config', [eb.val(name), eb.val(value), eb.val(true)])
          .as(`setting_${String(index)}`),
      ),
    )
    .execute()
}

function onlyPublic(all: IntrospectResult): IntrospectResult {
  const inPublic = (item: unknown) => {
    if (typeof item !== 'object' || item === null || !('schema' in item)) return true
    const isTargetPublic =
      !('ref_schema' in item) || item.ref_schema === undefined || item.ref_schema === 'public'
    return item.schema === 'public' && isTargetPublic
  }
  const filtered = Object.entries(all).map(
    ([key, value]: [string, unknown]) =>
      [key, Array.isArray(value) ? value.filter(inPublic) : value] as const,
  )
  return { ...all, ...Object.fromEntries(filtered) }
}
