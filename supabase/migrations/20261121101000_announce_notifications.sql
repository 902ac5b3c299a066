-- Realtime: where the platform has it, a person's open tabs hear of their own notifications as they come.

do $$ begin
  -- Supabase makes this publication; without it nothing listens, and lists look again on focus and by slow polling.
  if exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime') then
    alter publication supabase_realtime add table public.cc_notifications;
  end if;
end $$;
