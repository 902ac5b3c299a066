-- A statement asks who is there once for each table that it reads. Half of what that cost was the call of
-- private.my_user_id() inside of the look-up, and of that the building of a jsonb of which one claim is read. So the claim is
-- read as json, and in the two look-ups that nearly every policy makes it is read in place.

create or replace function private.my_user_id() returns uuid
language plpgsql stable parallel safe set search_path = ''
as $$ begin return nullif(nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub', '')::uuid; end $$;

create or replace function private.my_staff_agency_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (
    select c.agency_id from public.users u join public.clients c on c.id = u.client_id
    -- As in private.my_user_id().
    where u.id = nullif(nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub', '')::uuid
      and c.is_house and u.role in ('agency_owner', 'agency_admin', 'team_member')
  );
end $$;

create or replace function private.my_client_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (
    select u.client_id from public.users u
    -- As in private.my_user_id().
    where u.id = nullif(nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub', '')::uuid
  );
end $$;
