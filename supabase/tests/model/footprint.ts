import type { Sql } from 'postgres'
import { tables, type TableName } from '../../access-matrix'
import { claimsOf } from './executor'
import { matrix, tenantColumn } from './shape'
import type { Person } from './world'

/** A row that a call added, changed or removed: whose it is. */
export interface Change {
  table: string
  id: string
  agency: string | null
  person: string | null
}
export interface Footprint {
  /** What came back, or the refusal, as text. */
  answer: string
  /** The same for a call about a row that nobody has. */
  unknownAnswer: string | null
  changes: Change[]
}

const PERSON_COLUMNS: Partial<Record<TableName, string>> = {
  users: 'id',
  cc_notification_deliveries: 'recipient_individual_id',
}

/** Everything there is, one line a row: whose it is and a mark of its contents. */
const everything = (Object.keys(tables) as TableName[])
  .map((table) => {
    const agency =
      tenantColumn(table) ??
      (table === 'users' ? '(select c.agency_id from public.clients c where c.id = t.client_id)' : 'null')
    const person = matrix[table].person ?? PERSON_COLUMNS[table] ?? 'null'
    return `select '${table}' as table_name, t.id::text as id, ${agency}::uuid as agency, ${person}::uuid as person, md5(t::text) as mark from public.${table} t`
  })
  .join('\nunion all\n')

const HELPERS = `
create temporary table if not exists footprint_before (table_name text, id text, agency uuid, person uuid, mark text);

create or replace function pg_temp.answer_of(one jsonb, statement text, out answer_text text, out was_refused boolean) language plpgsql as $$
declare
  answer jsonb;
  state text;
  said text;
  detail text;
begin
  perform set_config('request.jwt.claims', one ->> 'claims', true), set_config('role', one ->> 'role', true);
  execute statement into answer;
  reset role;
  answer_text := answer::text;
  was_refused := false;
exception when others then
  get stacked diagnostics state = returned_sqlstate, said = message_text, detail = pg_exception_detail;
  answer_text := concat_ws(' ', state, said, detail);
  was_refused := true;
end $$;

create or replace function pg_temp.call_and_compare(calls jsonb) returns jsonb language plpgsql as $$
declare
  one jsonb;
  footprints jsonb[] := '{}';
  footprint jsonb;
  answered record;
begin
  truncate footprint_before;
  insert into footprint_before ${everything};
  for one in select value from jsonb_array_elements(calls) loop
    footprint := '{}';
    begin
      answered := pg_temp.answer_of(one, one ->> 'statement');
      footprint := jsonb_build_object('answer', answered.answer_text, 'changes', '[]'::jsonb);
      -- What was refused left nothing: its own subtransaction is rolled back. Comparing all there is takes far longer than a call.
      if not answered.was_refused then footprint := footprint || jsonb_build_object('changes', (
        select coalesce(jsonb_agg(jsonb_build_object('table', coalesce(b.table_name, a.table_name), 'id', coalesce(b.id, a.id),
          'agency', coalesce(b.agency, a.agency), 'person', coalesce(b.person, a.person))), '[]')
        from footprint_before b full join (${everything}) a on a.table_name = b.table_name and a.id = b.id
        where a.mark is distinct from b.mark)); end if;
      raise exception using errcode = 'UNDO1';
    exception when sqlstate 'UNDO1' then
      null;
    end;
    begin
      if one ->> 'unknown' is not null then
        footprint := footprint || jsonb_build_object('unknownAnswer', (pg_temp.answer_of(one, one ->> 'unknown')).answer_text);
      end if;
      raise exception using errcode = 'UNDO1';
    exception when sqlstate 'UNDO1' then
      null;
    end;
    footprints := footprints || footprint;
  end loop;
  return to_jsonb(footprints);
end $$`

export async function prepareFootprints(sql: Sql): Promise<void> {
  await sql.unsafe(HELPERS).simple()
}

/** Makes each call in the same world, each undone at once, and says what it left. */
export async function callAndCompare(
  sql: Sql,
  calls: readonly { who: Person; statement: string; unknown: string | null }[],
): Promise<Footprint[]> {
  const cases = calls.map(({ who, statement, unknown }) => ({
    statement,
    unknown,
    role: who.role,
    claims: claimsOf(who),
  }))
  const [answer] = await sql<
    { footprints: Footprint[] }[]
  >`select pg_temp.call_and_compare(${sql.json(cases)}) as footprints`
  return answer?.footprints ?? []
}
