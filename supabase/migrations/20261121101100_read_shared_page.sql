-- The pages of what is shared with a person, each in one request.

-- functions

create type public.run_update as (id uuid, subject text, body text, created_at timestamptz);
comment on type public.run_update is 'Something the organiser said, or changed, about a run.';

-- As the caller: whatever it reads, policies and the functions it calls decide what is theirs.
create function public.shared_page(run_id uuid default null)
returns table (runs public.shared_run[], invitations public.waiting_invitation[], updates public.run_update[])
language sql stable set search_path = ''
as $$
  select
    coalesce((select array_agg(r) from public.shared_runs(shared_page.run_id) r), '{}'),
    coalesce((select array_agg(i) from public.my_invitations() i where shared_page.run_id is null), '{}'),
    coalesce((
      select array_agg(row(n.id, n.subject, n.body, n.created_at)::public.run_update order by n.created_at desc)
      from (
        select n.id, n.subject, n.body, n.created_at from public.cc_notifications n
        where n.recipient_individual_id = (select private.my_user_id()) and n.context_id = shared_page.run_id
          and n.type in ('run.update', 'run.changed', 'run.cancelled')
          -- Of a run that is not theirs nothing at all, so that it answers as one that never was.
          and exists (select from public.shared_runs(shared_page.run_id))
        order by n.created_at desc limit 20
      ) n
    ), '{}')
$$;
comment on function public.shared_page(uuid) is
  'What is shared with the caller: their runs and open invitations, or one run with its last twenty updates. Empty for anybody else''s run.';
grant execute on function public.shared_page(uuid) to authenticated;

-- A computed column, so that the first page of staff has it in the one request that brings everything else.
create function public.waiting_invitations(agency public.agencies) returns jsonb
language sql stable set search_path = ''
as $$ select coalesce(jsonb_agg(i), '[]') from public.my_invitations() i $$;
comment on function public.waiting_invitations(public.agencies) is 'The rows of my_invitations, as a column of the caller''s agency.';

create function public.waiting_invitations(client public.clients) returns jsonb
language sql stable set search_path = ''
as $$ select coalesce(jsonb_agg(i), '[]') from public.my_invitations() i $$;
comment on function public.waiting_invitations(public.clients) is 'The same as a column of the caller''s client, whose people begin there.';

grant execute on function public.waiting_invitations(public.agencies), public.waiting_invitations(public.clients) to authenticated;
