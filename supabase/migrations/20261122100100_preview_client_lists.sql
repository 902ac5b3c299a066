-- The lists of a preview: what is live comes before what is done, and a file that is still on its way is no document yet.

-- functions

create or replace function public.view_as_client(client_id uuid)
returns table (
  name text, counts public.work_counts, timeline public.timeline_entry[], tickets public.tickets[], alerts public.alerts[],
  communications public.communications[], documents public.documents[]
)
language plpgsql set search_path = ''
as $$
#variable_conflict use_column
declare
  own_claims constant text := current_setting('request.jwt.claims', true);
begin
  -- What follows runs under the policies of a real viewer of this client; the block is rolled back, so nothing of them stays.
  begin
    perform set_config('request.jwt.claims', json_build_object('sub', private.stand_in_viewer(view_as_client.client_id), 'role', 'authenticated')::text, true);
    name := (select c.name from public.clients c where c.id = view_as_client.client_id);
    counts := (select public.work_counts(c) from public.clients c where c.id = view_as_client.client_id);
    timeline := array(select t from public.client_timeline(view_as_client.client_id, null, null, 50) t);
    tickets := array(select t from public.tickets t where t.client_id = view_as_client.client_id order by t.is_live desc, t.updated_at desc, t.id desc limit 50);
    alerts := array(select a from public.alerts a where a.client_id = view_as_client.client_id and a.status <> 'resolved' order by a.severity_rank, a.created_at limit 50);
    communications := array(select m from public.communications m where m.client_id = view_as_client.client_id order by m.occurred_at desc, m.id desc limit 50);
    documents := array(
      select d from public.documents d where d.client_id = view_as_client.client_id and d.deleted_at is null and d.status = 'ready'
      order by d.created_at desc, d.id desc limit 50);
    raise exception using errcode = 'ZZ001';
  exception when sqlstate 'ZZ001' then
    perform set_config('request.jwt.claims', own_claims, true);
  end;
  return next;
end $$;
