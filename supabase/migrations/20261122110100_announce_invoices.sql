-- Invoices as people expect them: in the agency's own currency, counted on the client's page, and told of when they are sent.

-- The product's own words; lib/notifications/events says the same.
insert into public.cc_notification_templates
  (type, category, priority, is_required, default_channels, subject, body, action_label, variables)
values
  ('invoice.sent', 'documents', 'normal', false, '{in_app,email}', '{{agency}} sent you invoice {{invoice}}',
    '{{amount}} for {{client}}, due {{due}}. Open it to read it or to download its PDF.', 'Open the invoice', '{agency,amount,client,due,invoice}');

-- functions: the currency that nobody named

create function private.my_currency() returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_billing_agency_id();
  own text;
begin
  if agency is null then
    -- The operator writes what somebody else decided. Anybody else is refused by the policies.
    return case when private.my_user_id() is null then 'EUR' end;
  end if;
  select s.currency into own from public.billing_settings s where s.agency_id = agency;
  if own is null then
    perform private.refuse(400, 'currency_required');
  end if;
  return own;
end $$;
comment on function private.my_currency() is
  'What an invoice is in when nobody says: the currency that the caller''s agency bills in. 400 currency_required where it has not said so.';
alter function private.my_currency() owner to audienceos_definer;
grant execute on function private.my_currency() to authenticated, service_role;

alter table public.invoices alter column currency set default private.my_currency();

-- As the caller: policies decide whose invoice it is, triggers what may become of it.
create or replace function public.save_invoice(invoice_id uuid, expected_version int, invoice jsonb, lines jsonb)
returns table (id uuid, version int, subtotal_minor bigint, tax_minor bigint, total_minor bigint)
language plpgsql set search_path = ''
as $$
#variable_conflict use_column
declare
  agency constant uuid := private.my_billing_agency_id();
  own_id uuid := $1;
  kept public.invoices;
  wanted public.invoices;
begin
  if agency is null and own_id is null then
    perform private.refuse(403, 'billing_required');
  end if;
  if jsonb_typeof($3) is distinct from 'object'
    or exists (
      select from jsonb_object_keys($3) k
      where k not in ('type', 'client_id', 'number', 'party_name', 'party_address', 'currency', 'issued_on', 'due_on', 'notes')) then
    perform private.refuse(400, 'invalid_invoice');
  end if;
  if jsonb_typeof($4) is distinct from 'array' or jsonb_array_length($4) > 200
    or exists (select from jsonb_array_elements($4) l where jsonb_typeof(l) <> 'object') then
    perform private.refuse(400, 'invalid_invoice_lines');
  end if;
  if own_id is not null then
    select i.* into kept from public.invoices i where i.agency_id = agency and i.id = own_id for no key update;
    if not found then
      perform private.refuse(404, 'invoice_not_found');
    end if;
    if kept.status <> 'draft' then
      perform private.refuse(409, 'invoice_is_fixed');
    end if;
    if kept.version is distinct from $2 then
      perform private.refuse(409, 'invoice_changed', kept.version::text);
    end if;
  end if;

  begin
    wanted := jsonb_populate_record(kept, $3);
    if own_id is null then
      insert into public.invoices (agency_id, type, client_id, number, party_name, party_address, currency, issued_on, due_on, notes)
      values (agency, coalesce(wanted.type, 'incoming'), wanted.client_id, nullif(btrim(wanted.number), ''), nullif(btrim(wanted.party_name), ''),
        nullif(btrim(wanted.party_address), ''), coalesce(wanted.currency, private.my_currency()), wanted.issued_on, wanted.due_on, nullif(btrim(wanted.notes), ''))
      returning invoices.id into own_id;
    else
      update public.invoices i set client_id = wanted.client_id, number = nullif(btrim(wanted.number), ''), party_name = nullif(btrim(wanted.party_name), ''),
        party_address = nullif(btrim(wanted.party_address), ''), currency = wanted.currency, issued_on = wanted.issued_on, due_on = wanted.due_on,
        notes = nullif(btrim(wanted.notes), '')
      where i.agency_id = agency and i.id = own_id;
    end if;
  exception
    when foreign_key_violation then
      perform private.refuse(404, 'client_not_found');
    when check_violation or not_null_violation or data_exception then
      perform private.refuse(400, 'invalid_invoice');
  end;

  begin
    -- What stays is changed only where it differs, so that history tells of that alone.
    delete from public.invoice_lines l
    where l.agency_id = agency and l.invoice_id = own_id
      and not exists (select from jsonb_array_elements($4) r where (r ->> 'id')::uuid = l.id);
    update public.invoice_lines l set position = r.place, description = btrim(r.description), quantity = r.quantity,
      unit_price_minor = r.unit_price_minor, tax_rate = r.tax_rate
    from rows from (jsonb_to_recordset($4) as (id uuid, description text, quantity numeric, unit_price_minor bigint, tax_rate numeric))
      with ordinality r (id, description, quantity, unit_price_minor, tax_rate, place)
    where l.agency_id = agency and l.invoice_id = own_id and l.id = r.id
      and (l.position, l.description, l.quantity, l.unit_price_minor, l.tax_rate)
        is distinct from (r.place, btrim(r.description), r.quantity, r.unit_price_minor, r.tax_rate);
    insert into public.invoice_lines (agency_id, invoice_id, position, description, quantity, unit_price_minor, tax_rate)
    select agency, own_id, r.place, btrim(r.description), r.quantity, r.unit_price_minor, r.tax_rate
    from rows from (jsonb_to_recordset($4) as (id uuid, description text, quantity numeric, unit_price_minor bigint, tax_rate numeric))
      with ordinality r (id, description, quantity, unit_price_minor, tax_rate, place)
    where not exists (select from public.invoice_lines l where l.agency_id = agency and l.invoice_id = own_id and l.id = r.id)
    order by r.place;
  exception
    when check_violation or not_null_violation or data_exception then
      perform private.refuse(400, 'invalid_invoice_lines');
  end;
  return query
  select i.id, i.version, i.subtotal_minor, i.tax_minor, i.total_minor from public.invoices i where i.agency_id = agency and i.id = own_id;
end $$;
comment on function public.save_invoice(uuid, int, jsonb, jsonb) is
  'Writes a draft with all its lines, in their order: a new one without an id, else the one whose version was seen. Lines that name the id of '
  'one there is change it; those that are not named go. A new one that names no currency is in that of the billing settings. '
  '400 invalid_invoice, invalid_invoice_lines, currency_required; 403 billing_required; 404 invoice_not_found, client_not_found; '
  '409 invoice_is_fixed, invoice_changed (detail: its version).';

-- functions: how many there are

alter type public.work_counts add attribute invoices int;

create or replace function public.work_counts(client public.clients) returns public.work_counts
language sql stable set search_path = ''
as $$
  select
    (select count(*)::int from (select from public.alerts a where a.agency_id = client.agency_id and a.client_id = client.id and a.status <> 'resolved' limit 1000) x),
    (select count(*)::int from (select from public.alerts a where a.agency_id = client.agency_id and a.client_id = client.id and a.status <> 'resolved'
      and a.snoozed_until > now() limit 1000) x),
    (select count(*)::int from (select from public.tickets t where t.agency_id = client.agency_id and t.client_id = client.id and t.is_live limit 1000) x),
    (select count(*)::int from (select from public.communications c where c.agency_id = client.agency_id and c.client_id = client.id limit 1000) x),
    (select count(*)::int from (select from public.documents d where d.agency_id = client.agency_id and d.client_id = client.id
      and d.deleted_at is null and d.status = 'ready' limit 1000) x),
    -- Whoever may read none is not made to look through all of them.
    case when (select private.my_billing_agency_id()) is null and (select private.my_viewer_client_id()) is null then 0
      else (select count(*)::int from (select from public.invoices i where i.agency_id = client.agency_id and i.client_id = client.id
        and i.type = 'outgoing' limit 1000) x) end
$$;

-- functions: telling the client

create function private.currency_digits(currency text) returns int
language sql immutable parallel safe set search_path = ''
as $$
  select case
    when currency in ('AFN', 'ALL', 'BIF', 'CLP', 'COP', 'DJF', 'GNF', 'HUF', 'IDR', 'IQD', 'IRR', 'ISK', 'JPY', 'KMF', 'KPW', 'KRW', 'LAK',
      'LBP', 'MGA', 'MMK', 'PKR', 'PYG', 'RWF', 'SLL', 'SOS', 'SYP', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF', 'YER') then 0
    when currency in ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    else 2 end
$$;
comment on function private.currency_digits(text) is 'Places after the point that amounts of a currency have: as the interface counts them, so by the Unicode CLDR and not by ISO 4217.';

create function private.announce_invoice() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  digits constant int := private.currency_digits(new.currency);
begin
  perform private.notify('invoice.sent', new.agency_id,
    array(select u.id from public.users u where u.client_id = new.client_id and u.role = 'client_viewer'),
    'invoice.sent:' || new.id, 'invoice', new.id, null,
    jsonb_build_object('invoice', new.number, 'client', (select c.name from public.clients c where c.agency_id = new.agency_id and c.id = new.client_id),
      'amount', new.currency || ' ' || to_char(new.total_minor / power(10::numeric, digits),
        'FM999,999,999,999,999,990' || case when digits > 0 then '.' || repeat('0', digits) else '' end),
      'due', to_char(new.due_on, 'FMDD Mon YYYY')),
    '/clients/' || new.client_id || '/invoices?invoice=' || new.id);
  return null;
end $$;
comment on function private.announce_invoice() is 'Trigger: tells the people of a client that they were sent an invoice. Once: what is taken back from paid was sent before.';

alter function private.announce_invoice() owner to audienceos_definer;
grant execute on function private.currency_digits(text) to audienceos_definer;

-- triggers

create trigger invoices_announce after update of status on public.invoices for each row
  when (old.status = 'draft' and new.status = 'sent' and new.type = 'outgoing') execute function private.announce_invoice();
