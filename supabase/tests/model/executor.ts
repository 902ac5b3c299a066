import type { Sql } from 'postgres'
import { tables as access, type TableName } from '../../access-matrix'
import type { Operation } from './operations'
import type { Person, Row, World } from './world'

/** What Postgres did: ids that were returned, how many rows changed, or with which SQLSTATE it refused. */
export type Outcome = { ids: string[] } | { changed: number } | { refused: string; message: string }

/**
 * Functions that live as long as the connection. `build_world` inserts rows table by table; `attempt` runs statements one by one,
 * each as its actor and each undone at once, so that a thousand of them see the same world and cost one round trip.
 */
const HELPERS = `
create or replace function pg_temp.build_world(world jsonb, table_names text[]) returns jsonb language plpgsql as $$
declare
  name text;
  columns text;
begin
  foreach name in array table_names loop
    if jsonb_array_length(world -> name) > 0 then
      select string_agg(quote_ident(key), ', ') into columns from jsonb_object_keys(world -> name -> 0) key
      where not exists (
        select from pg_attribute a where a.attrelid = format('public.%I', name)::regclass and a.attname = key and a.attgenerated <> '');
      execute format('insert into public.%1$I (%2$s) select %2$s from jsonb_populate_recordset(null::public.%1$I, $1)', name, columns)
        using world -> name;
    end if;
  end loop;
  return jsonb_build_object(
    'versions', (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'agency_id', v.agency_id, 'user_id', v.user_id, 'cartridge_id', v.cartridge_id)), '[]')
      from public.cartridge_versions v),
    'log', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id::text, 'agency_id', l.agency_id, 'table_name', l.table_name)), '[]')
      from public.activity_log l),
    'notifications', (select coalesce(jsonb_agg(to_jsonb(n)), '[]') from public.cc_notifications n),
    'deliveries', (select coalesce(jsonb_agg(to_jsonb(d)), '[]') from public.cc_notification_deliveries d),
    'templates', (select jsonb_agg(jsonb_build_object('id', t.id, 'tenant_id', t.tenant_id, 'type', t.type, 'version', t.version))
      from public.cc_notification_templates t));
end $$;

create or replace function pg_temp.attempt(cases jsonb) returns jsonb language plpgsql as $$
declare
  one jsonb;
  outcomes jsonb[] := '{}';
  outcome jsonb;
  changed bigint;
  state text;
  said text;
begin
  for one in select value from jsonb_array_elements(cases) loop
    begin
      perform set_config('request.jwt.claims', one ->> 'claims', true), set_config('role', one ->> 'role', true);
      if (one -> 'reads')::boolean then
        execute one ->> 'sql' into outcome;
        outcome := jsonb_build_object('ids', outcome);
      else
        execute one ->> 'sql';
        get diagnostics changed = row_count;
        outcome := jsonb_build_object('changed', changed);
      end if;
      raise exception using errcode = 'UNDO1', message = outcome::text;
    exception when others then
      get stacked diagnostics state = returned_sqlstate, said = message_text;
      outcomes := outcomes || case state when 'UNDO1' then said::jsonb else jsonb_build_object('refused', state, 'message', said) end;
    end;
  end loop;
  return to_jsonb(outcomes);
end $$;

create or replace function pg_temp.changed_columns(attempts jsonb) returns jsonb language plpgsql as $$
declare
  one jsonb;
  answers jsonb[] := '{}';
  before jsonb;
  after jsonb;
begin
  for one in select value from jsonb_array_elements(attempts) loop
    execute format('select to_jsonb(t) from public.%I t where t.id::text = $1', one ->> 'table') into before using one ->> 'id';
    after := before;
    begin
      perform set_config('request.jwt.claims', one ->> 'claims', true), set_config('role', one ->> 'role', true);
      execute format('update public.%I set %s where id::text = %L', one ->> 'table', one ->> 'set', one ->> 'id');
      reset role;
      execute format('select to_jsonb(t) from public.%I t where t.id::text = $1', one ->> 'table') into after using one ->> 'id';
      raise exception using errcode = 'UNDO1';
    exception when others then
      -- A statement that makes no sense is a fault of the test, not a refusal.
      if sqlstate ~ '^(22|42601|42703|42804|42883)' then raise; end if;
    end;
    answers := answers || (select coalesce(jsonb_agg(key), '[]') from jsonb_each(after) where value is distinct from before -> key);
  end loop;
  return to_jsonb(answers);
end $$`

const TABLE_ORDER = (Object.keys(access) as TableName[]).filter(
  (name) => name !== 'activity_log' && name !== 'cartridge_versions',
)

export async function prepareConnection(sql: Sql): Promise<void> {
  await sql.unsafe(HELPERS).simple()
}

/** Inserts the world and fills in what triggers wrote and migrations brought. Within the caller's transaction. */
export async function insertWorld(sql: Sql, world: World): Promise<World> {
  const [row] = await sql<{ built: Record<string, Row[] | undefined> }[]>`
    select pg_temp.build_world(${sql.json(world.tables as never)}, ${TABLE_ORDER}) as built`
  const { log = [], templates = [], versions = [], notifications = [], deliveries = [] } = row?.built ?? {}
  const written = {
    activity_log: log,
    cc_notification_templates: templates,
    cartridge_versions: versions,
    cc_notifications: notifications,
    cc_notification_deliveries: deliveries,
  }
  return { ...world, tables: { ...world.tables, ...written } }
}

export interface ChangeAttempt {
  table: TableName
  id: string
  set: string
  who: Person
}

/** For each attempt the columns of its row that are different afterwards. Each is undone at once. */
export async function changedColumns(sql: Sql, attempts: readonly ChangeAttempt[]): Promise<string[][]> {
  const cases = attempts.map(({ who, ...rest }) => ({ ...rest, role: who.role, claims: claimsOf(who) }))
  const [answer] = await sql<
    { columns: string[][] }[]
  >`select pg_temp.changed_columns(${sql.json(cases)}) as columns`
  return answer?.columns ?? []
}

export const claimsOf = (who: Person) =>
  who.id === null ? '' : JSON.stringify({ sub: who.id, role: who.role })

export async function attempt(
  sql: Sql,
  operations: readonly Pick<Operation, 'actor' | 'statement' | 'verb'>[],
): Promise<Outcome[]> {
  const cases = operations.map(({ actor, statement, verb }) => ({
    role: actor.role,
    claims: claimsOf(actor),
    sql: statement,
    reads: verb === 'select',
  }))
  const [answer] = await sql<
    { outcomes: Outcome[] }[]
  >`select pg_temp.attempt(${sql.json(cases)}) as outcomes`
  return answer?.outcomes ?? []
}

/** Gives everybody of the world an account whose proved address is one that was invited somewhere. */
export async function addAccounts(sql: Sql, world: World): Promise<void> {
  const accounts = world.people.flatMap(({ id }, index) =>
    id === null ? [] : [{ id, email: addressOf(index), email_confirmed_at: '2024-01-01' }],
  )
  await sql`insert into auth.users ${sql(accounts)}`
}
export const addressOf = (personIndex: number) => `guest-${personIndex * 2}@example.test`
