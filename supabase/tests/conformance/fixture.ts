/** Tables and functions that show one behaviour each. */
export const FIXTURE = `
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
