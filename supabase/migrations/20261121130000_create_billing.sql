-- Billing: invoices that an agency writes and receives. What one says is fixed once it is sent, and numbers have no gaps.

-- tables

create table public.billing_settings (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null unique references public.agencies (id) on delete cascade,
  legal_name text check (char_length(legal_name) <= 200),
  address text check (char_length(address) <= 500),
  tax_id text check (char_length(tax_id) <= 60),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  payment_days int not null default 14 check (payment_days between 0 and 365),
  tax_rate numeric(5, 2) not null default 19 check (tax_rate between 0 and 100),
  -- Not ending in a digit, so that no two counters with different prefixes can ever write the same number.
  number_prefix text not null default 'INV-' check (char_length(number_prefix) <= 20 and number_prefix !~ '[0-9]$'),
  bank_name text check (char_length(bank_name) <= 200),
  iban text check (char_length(iban) <= 60),
  bic text check (char_length(bic) <= 20),
  footer text check (char_length(footer) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.billing_settings is 'How an agency writes its invoices. A sent one keeps what was said here when it was sent.';
comment on column public.billing_settings.payment_days is 'Days from issue to due, where an invoice does not say otherwise.';
comment on column public.billing_settings.tax_rate is 'Percent that a new line starts with.';

create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  -- The client vouches for the agency only where there is one.
  agency_id uuid not null references public.agencies (id) on delete cascade,
  client_id uuid,
  type text not null default 'incoming' check (type in ('incoming', 'outgoing')),
  sequence_no int,
  number text check (char_length(btrim(number)) between 1 and 60),
  party_name text check (char_length(party_name) <= 200),
  party_address text check (char_length(party_address) <= 500),
  status text not null default 'draft' check (status in ('draft', 'sent', 'paid', 'void')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  subtotal_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  total_minor bigint not null default 0 check (abs(total_minor) <= 9007199254740991),
  issued_on date check (isfinite(issued_on)),
  due_on date check (isfinite(due_on)),
  notes text check (char_length(notes) <= 2000),
  sender jsonb,
  sent_at timestamptz,
  paid_at timestamptz,
  voided_at timestamptz,
  created_by uuid default private.my_user_id(),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- So that what has no date comes last in one order that pages can be cut from.
  due_order date generated always as (coalesce(due_on, '9999-12-31'::date)) stored,
  unique (agency_id, id),
  unique (agency_id, sequence_no),
  constraint invoices_outgoing_ones_name_a_client check (type = 'incoming' or client_id is not null),
  constraint invoices_are_due_after_issue check (due_on >= issued_on),
  constraint invoices_stamps_are_whole check (
    (status = 'draft') = (sent_at is null) and (status = 'paid') = (paid_at is not null) and (status = 'void') = (voided_at is not null)
  ),
  constraint invoices_numbers_come_with_sending check (type = 'incoming' or (status = 'draft') = (sequence_no is null)),
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade
);
comment on table public.invoices is
  'Invoices to clients (outgoing) and from suppliers (incoming). A draft may change and go; a sent one keeps what it says for good.';
comment on column public.invoices.type is 'incoming: somebody charges the agency. outgoing: the agency charges a client, who sees it once it is sent.';
comment on column public.invoices.sequence_no is 'Counts what an agency has sent, without gaps; null before that and for incoming ones.';
comment on column public.invoices.number is 'Outgoing: given when it is sent. Incoming: the supplier''s own.';
comment on column public.invoices.party_name is 'Who is charged (outgoing, else the client''s name) or who charges (incoming).';
comment on column public.invoices.status is 'sent: out, or for an incoming one: received and to be paid. void is final.';
comment on column public.invoices.total_minor is 'In the smallest unit of the currency, like all amounts; small enough that every interface counts it exactly. Written from the lines.';
comment on column public.invoices.sender is 'What billing_settings said when it was sent.';
comment on column public.invoices.version is 'Counts changes; a writer names the one they saw.';

create table public.invoice_lines (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null,
  invoice_id uuid not null,
  position int not null default 1,
  description text not null check (char_length(btrim(description)) between 1 and 500),
  quantity numeric(12, 3) not null default 1 check (quantity between 0 and 1000000),
  unit_price_minor bigint not null default 0 check (abs(unit_price_minor) <= 10000000000),
  tax_rate numeric(5, 2) not null default 0 check (tax_rate between 0 and 100),
  net_minor bigint not null generated always as (round(quantity * unit_price_minor)) stored,
  tax_minor bigint not null generated always as (round(round(quantity * unit_price_minor) * tax_rate / 100)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (agency_id, invoice_id) references public.invoices (agency_id, id) on delete cascade
);
comment on table public.invoice_lines is 'What an invoice charges for. Changes only while it is a draft.';
comment on column public.invoice_lines.tax_minor is 'Rounded here, half away from zero; the tax of an invoice is the sum of these.';

create table private.invoice_counters (
  -- Deferred, as with tickets: whoever names an agency that is none is refused by the policies.
  agency_id uuid primary key references public.agencies (id) on delete cascade deferrable initially deferred,
  last_number int not null
);
comment on table private.invoice_counters is
  'The last number that each agency has given out. Whoever sends holds the row until they commit, so that a sending that fails leaves no gap.';

create type public.currency_amount as (currency text, open_minor numeric, overdue_minor numeric);
comment on type public.currency_amount is 'What is still to be paid in one currency, and how much of it is late.';

create type public.invoice_counts as (everything int, draft int, sent int, overdue int, paid int, void int, amounts public.currency_amount[]);
comment on type public.invoice_counts is 'How many invoices each tab holds, up to 1000; `overdue` are those of `sent` that are late. Amounts add up everything that is sent.';

create type public.tax_share as (tax_rate numeric, net_minor bigint, tax_minor bigint);
comment on type public.tax_share is 'What one rate of tax comes to on an invoice.';

-- indexes: what each list shows, in the orders that it offers

create index invoices_by_creation on public.invoices (agency_id, type, created_at desc, id desc);
create index invoices_by_status on public.invoices (agency_id, type, status, created_at desc, id desc);
create index invoices_by_due on public.invoices (agency_id, type, due_order, id);
create index invoices_by_status_and_due on public.invoices (agency_id, type, status, due_order, id) include (currency, total_minor);
create index invoices_by_total on public.invoices (agency_id, type, total_minor desc, id desc);
create index invoices_by_client on public.invoices (agency_id, client_id, created_at desc, id desc);
create index invoices_sent_to_client on public.invoices (agency_id, client_id, sent_at desc, id desc) where type = 'outgoing' and sent_at is not null;
create index invoices_paid_by_client on public.invoices (agency_id, client_id, paid_at desc, id desc) where type = 'outgoing' and paid_at is not null;
create index invoices_by_words on public.invoices using gin (private.search_words(translate(coalesce(number, ''), '-/._', '    ') || ' ' || coalesce(party_name, ''), notes));
create index invoice_lines_by_invoice on public.invoice_lines (agency_id, invoice_id, position, id);

-- access: helpers

create function private.my_billing_agency_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (
    select c.agency_id from public.users u join public.clients c on c.id = u.client_id
    where u.id = private.my_user_id() and c.is_house
      and (u.role in ('agency_owner', 'agency_admin') or u.role = 'team_member' and u.permissions ? 'billing')
  );
end $$;
comment on function private.my_billing_agency_id() is 'The agency whose money the caller looks after: its admins, and team members with the permission "billing"; or null.';

create function private.may_bill() returns boolean
language plpgsql stable parallel safe security definer set search_path = ''
as $$ begin return private.my_billing_agency_id() is not null; end $$;
comment on function private.may_bill() is 'Whether the caller looks after the money of their agency.';

-- Staff have a client too, the house client, but being staff does not let them see what it is charged.
create function private.my_viewer_client_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (select u.client_id from public.users u where u.id = private.my_user_id() and u.role = 'client_viewer');
end $$;
comment on function private.my_viewer_client_id() is 'The client whose viewer the caller is, or null.';

alter function private.my_billing_agency_id() owner to audienceos_definer;
alter function private.may_bill() owner to audienceos_definer;
alter function private.my_viewer_client_id() owner to audienceos_definer;
grant execute on function private.my_billing_agency_id(), private.may_bill(), private.my_viewer_client_id() to authenticated;

-- access: billing_settings

alter table public.billing_settings enable row level security;
alter table public.billing_settings force row level security;
grant select,
  insert (agency_id, legal_name, address, tax_id, currency, payment_days, tax_rate, number_prefix, bank_name, iban, bic, footer),
  update (legal_name, address, tax_id, currency, payment_days, tax_rate, number_prefix, bank_name, iban, bic, footer)
on public.billing_settings to authenticated;
grant select, insert, update, delete on public.billing_settings to service_role;
grant select, insert on public.billing_settings to audienceos_definer;

create policy "Billers read how their agency writes invoices" on public.billing_settings for select to authenticated
using (agency_id = (select private.my_billing_agency_id()));

create policy "Billers say how their agency writes invoices" on public.billing_settings for insert to authenticated
with check (agency_id = (select private.my_billing_agency_id()));

create policy "Billers change how their agency writes invoices" on public.billing_settings for update to authenticated
using (agency_id = (select private.my_billing_agency_id()))
with check (agency_id = (select private.my_billing_agency_id()));

-- access: invoices

alter table public.invoices enable row level security;
alter table public.invoices force row level security;
grant select,
  insert (agency_id, client_id, type, number, party_name, party_address, currency, issued_on, due_on, notes),
  update (client_id, number, party_name, party_address, status, currency, issued_on, due_on, notes),
  delete
on public.invoices to authenticated;
grant select, insert, update, delete on public.invoices to service_role;
grant select, update on public.invoices to audienceos_definer;

create policy "Billers read their agency's invoices and viewers their own" on public.invoices for select to authenticated
using (case when agency_id = (select private.my_billing_agency_id()) then true
  else client_id = (select private.my_viewer_client_id()) and type = 'outgoing' and status <> 'draft' end);

create policy "Billers write invoices of their agency" on public.invoices for insert to authenticated
with check (agency_id = (select private.my_billing_agency_id()));

create policy "Billers change invoices of their agency" on public.invoices for update to authenticated
using (agency_id = (select private.my_billing_agency_id()))
with check (agency_id = (select private.my_billing_agency_id()));

create policy "Billers remove invoices of their agency" on public.invoices for delete to authenticated
using (agency_id = (select private.my_billing_agency_id()));

-- access: invoice_lines

alter table public.invoice_lines enable row level security;
alter table public.invoice_lines force row level security;
grant select,
  insert (agency_id, invoice_id, position, description, quantity, unit_price_minor, tax_rate),
  update (position, description, quantity, unit_price_minor, tax_rate),
  delete
on public.invoice_lines to authenticated;
grant select, insert, update, delete on public.invoice_lines to service_role;
grant select on public.invoice_lines to audienceos_definer;

create policy "Billers read their agency's lines and viewers those of their own" on public.invoice_lines for select to authenticated
using (case when agency_id = (select private.my_billing_agency_id()) then true
  -- Whoever is neither has no invoice to look for.
  when (select private.my_viewer_client_id()) is null then false
  else exists (
    select from public.invoices i
    where i.agency_id = invoice_lines.agency_id and i.id = invoice_lines.invoice_id and i.client_id = (select private.my_viewer_client_id())
      and i.type = 'outgoing' and i.status <> 'draft') end);

create policy "Billers add lines in their agency" on public.invoice_lines for insert to authenticated
with check (agency_id = (select private.my_billing_agency_id()));

create policy "Billers change lines in their agency" on public.invoice_lines for update to authenticated
using (agency_id = (select private.my_billing_agency_id()))
with check (agency_id = (select private.my_billing_agency_id()));

create policy "Billers remove lines in their agency" on public.invoice_lines for delete to authenticated
using (agency_id = (select private.my_billing_agency_id()));

-- access: invoice_counters

alter table private.invoice_counters enable row level security;
alter table private.invoice_counters force row level security;
grant select, insert, update on private.invoice_counters to audienceos_definer;

-- access: history. What staff without the permission may not see they may not read in its history either.

drop policy "Staff read their agency's history" on public.activity_log;
create policy "Staff read their agency's history, and of its money those who bill" on public.activity_log for select to authenticated
using (agency_id = (select private.my_staff_agency_id())
  and (table_name not in ('billing_settings', 'invoices', 'invoice_lines', 'workflow_settings', 'workflow_triggers') or agency_id = (select private.my_billing_agency_id())));

-- The product's own words; lib/notifications/events says the same.
insert into public.cc_notification_templates
  (type, category, priority, is_required, default_channels, subject, body, action_label, variables)
values
  ('invoice.sent', 'documents', 'normal', false, '{in_app,email}', '{{agency}} sent you invoice {{invoice}}',
    '{{amount}} for {{client}}, due {{due}}. Open it to read it or to download its PDF.', 'Open the invoice', '{agency,amount,client,due,invoice}');

-- functions: what becomes of an invoice

-- Elevated: it takes the agency's next number, and reads the settings and the client's name whoever sends.
create function private.prepare_invoice() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  settings public.billing_settings;
begin
  -- An outgoing one gets its number from here, whatever anybody says.
  if new.type = 'outgoing' and new.status = 'draft' and (tg_op = 'INSERT' or old.status = 'draft') then
    new.number := null;
    new.sequence_no := null;
  end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - '{updated_at,version,due_order}'::text[] = to_jsonb(old) - '{updated_at,version,due_order}'::text[] and new.version = old.version then
      return new;
    end if;
    new.version := old.version + 1;
    if old.status <> 'draft' and
      (new.type, new.client_id, new.sequence_no, new.number, new.party_name, new.party_address, new.currency, new.issued_on, new.due_on, new.notes, new.sender)
      is distinct from
      (old.type, old.client_id, old.sequence_no, old.number, old.party_name, old.party_address, old.currency, old.issued_on, old.due_on, old.notes, old.sender)
    then
      perform private.refuse(409, 'invoice_is_fixed');
    end if;
    if new.status <> old.status and (old.status, new.status) not in (('draft', 'sent'), ('sent', 'paid'), ('sent', 'void'), ('paid', 'sent')) then
      perform private.refuse(409, 'invoice_is_' || old.status);
    end if;
    if old.status = 'draft' and new.status = 'sent' then
      if not exists (select from public.invoice_lines l where l.agency_id = new.agency_id and l.invoice_id = new.id) then
        perform private.refuse(409, 'invoice_has_no_lines');
      end if;
      if new.type = 'incoming' and (new.number is null or coalesce(btrim(new.party_name), '') = '') then
        perform private.refuse(409, 'invoice_needs_number');
      end if;
    end if;
  end if;
  new.sent_at := case when new.status <> 'draft' then coalesce(new.sent_at, now()) end;
  new.paid_at := case when new.status = 'paid' then coalesce(new.paid_at, now()) end;
  new.voided_at := case when new.status = 'void' then coalesce(new.voided_at, now()) end;
  if new.type = 'incoming' then
    new.sequence_no := null;
  end if;
  if new.type = 'outgoing' and coalesce(btrim(new.party_name), '') = '' then
    new.party_name := (select c.name from public.clients c where c.agency_id = new.agency_id and c.id = new.client_id);
  end if;
  if new.status = 'draft' or tg_op = 'UPDATE' and old.status <> 'draft' then
    return new;
  end if;

  -- It is being sent.
  select s.* into settings from public.billing_settings s where s.agency_id = new.agency_id;
  new.issued_on := coalesce(new.issued_on, private.today(new.agency_id));
  if new.type = 'outgoing' then
    new.due_on := coalesce(new.due_on, new.issued_on + coalesce(settings.payment_days, 14));
  end if;
  if new.due_on < new.issued_on then
    perform private.refuse(409, 'invoice_due_before_issue');
  end if;
  if new.type = 'outgoing' then
    new.sender := jsonb_strip_nulls(jsonb_build_object(
      'legal_name', coalesce(settings.legal_name, (select a.name from public.agencies a where a.id = new.agency_id)),
      'address', settings.address, 'tax_id', settings.tax_id, 'bank_name', settings.bank_name, 'iban', settings.iban, 'bic', settings.bic,
      'footer', settings.footer));
    insert into private.invoice_counters as c (agency_id, last_number) values (new.agency_id, 1)
    on conflict (agency_id) do update set last_number = c.last_number + 1
    returning c.last_number into new.sequence_no;
    new.number := coalesce(settings.number_prefix, 'INV-') || lpad(new.sequence_no::text, greatest(4, length(new.sequence_no::text)), '0');
  end if;
  return new;
end $$;
comment on function private.prepare_invoice() is
  'Trigger: the steps of an invoice, when it took them, its version, and what sending gives it: number, dates and sender. After that it is fixed.';

-- As the caller, by whom cascades and the operator are told apart from the API.
create function private.guard_invoice_removal() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- Also when its client goes: who has been charged stays in the books until the operator erases them.
  if old.status <> 'draft' and (private.my_user_id() is not null or current_user in ('anon', 'authenticated', 'service_role')) then
    perform private.refuse(409, 'invoice_is_fixed');
  end if;
  return old;
end $$;
comment on function private.guard_invoice_removal() is 'Trigger: only drafts are removed, unless the operator does it.';

create function private.guard_invoice_line() returns trigger
language plpgsql set search_path = ''
as $$
declare
  line public.invoice_lines;
  stage text;
begin
  if current_user in ('anon', 'authenticated', 'service_role') then
    if tg_op = 'INSERT' then line := new; else line := old; end if;
    -- With the caller's eyes, so that it tells nothing of what is not theirs. The lock makes sending and this take turns.
    select i.status into stage from public.invoices i
    where i.agency_id = line.agency_id and i.id = line.invoice_id for no key update;
    if stage <> 'draft' then
      perform private.refuse(409, 'invoice_is_fixed');
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
comment on function private.guard_invoice_line() is 'Trigger: lines change only while their invoice is a draft.';

-- Statement-level: a hundred lines are added up once.
create function private.sum_invoice_lines() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.invoices i set
    subtotal_minor = s.net, tax_minor = s.tax, total_minor = s.net + s.tax, version = i.version + 1
  from (
    select c.agency_id, c.invoice_id, coalesce(sum(l.net_minor), 0)::bigint as net, coalesce(sum(l.tax_minor), 0)::bigint as tax
    from (select distinct r.agency_id, r.invoice_id from changed_rows r) c
    left join public.invoice_lines l on l.agency_id = c.agency_id and l.invoice_id = c.invoice_id
    group by c.agency_id, c.invoice_id
  ) s
  where i.agency_id = s.agency_id and i.id = s.invoice_id;
  return null;
end $$;
comment on function private.sum_invoice_lines() is 'Trigger: the totals of an invoice are those of its lines, tax being rounded in each.';

alter function private.prepare_invoice() owner to audienceos_definer;
alter function private.sum_invoice_lines() owner to audienceos_definer;

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

-- functions: writing

-- As the caller: policies decide whose invoice it is, triggers what may become of it.
create function public.save_invoice(invoice_id uuid, expected_version int, invoice jsonb, lines jsonb)
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
grant execute on function public.save_invoice(uuid, int, jsonb, jsonb) to authenticated;

-- functions: reading

create function private.invoice_counts(p_agency uuid, p_client_id uuid, p_type text) returns public.invoice_counts
language plpgsql stable set search_path = ''
as $$
declare
  today constant date := private.today(p_agency);
  counts public.invoice_counts;
begin
  select
    (select count(*) from (select from public.invoices i where i.agency_id = p_agency and i.type = p_type and (p_client_id is null or i.client_id = p_client_id) limit 1000) x),
    (select count(*) from (select from public.invoices i where i.agency_id = p_agency and i.type = p_type and (p_client_id is null or i.client_id = p_client_id) and i.status = 'draft' limit 1000) x),
    (select count(*) from (select from public.invoices i where i.agency_id = p_agency and i.type = p_type and (p_client_id is null or i.client_id = p_client_id) and i.status = 'sent' limit 1000) x),
    (select count(*) from (select from public.invoices i where i.agency_id = p_agency and i.type = p_type and (p_client_id is null or i.client_id = p_client_id) and i.status = 'sent'
      and i.due_order < today limit 1000) x),
    (select count(*) from (select from public.invoices i where i.agency_id = p_agency and i.type = p_type and (p_client_id is null or i.client_id = p_client_id) and i.status = 'paid' limit 1000) x),
    (select count(*) from (select from public.invoices i where i.agency_id = p_agency and i.type = p_type and (p_client_id is null or i.client_id = p_client_id) and i.status = 'void' limit 1000) x),
    coalesce((
      select array_agg(row(s.currency, s.open_minor, s.overdue_minor)::public.currency_amount order by s.open_minor desc, s.currency)
      from (
        select i.currency, sum(i.total_minor) as open_minor, coalesce(sum(i.total_minor) filter (where i.due_order < today), 0) as overdue_minor
        from public.invoices i
        where i.agency_id = p_agency and i.type = p_type and (p_client_id is null or i.client_id = p_client_id) and i.status = 'sent'
        group by i.currency
      ) s), '{}')
  into counts;
  return counts;
end $$;

create function public.outgoing_counts(agency public.agencies) returns public.invoice_counts
language sql stable set search_path = ''
as $$ select private.invoice_counts(agency.id, null, 'outgoing') $$;
comment on function public.outgoing_counts(public.agencies) is 'How many invoices to clients each tab holds, and what is to be paid, as a column of the agency.';

create function public.incoming_counts(agency public.agencies) returns public.invoice_counts
language sql stable set search_path = ''
as $$ select private.invoice_counts(agency.id, null, 'incoming') $$;
comment on function public.incoming_counts(public.agencies) is 'How many invoices from suppliers each tab holds, and what is to be paid, as a column of the agency.';

create function public.invoice_counts(client public.clients) returns public.invoice_counts
language sql stable set search_path = ''
as $$ select private.invoice_counts(client.agency_id, client.id, 'outgoing') $$;
comment on function public.invoice_counts(public.clients) is 'How many invoices to a client each tab holds, and what is to be paid, as a column of the client.';

create function public.tax_by_rate(invoice public.invoices) returns public.tax_share[]
language sql stable set search_path = ''
as $$
  select coalesce(array_agg(row(s.tax_rate, s.net, s.tax)::public.tax_share order by s.tax_rate), '{}')
  from (
    select l.tax_rate, sum(l.net_minor)::bigint as net, sum(l.tax_minor)::bigint as tax
    from public.invoice_lines l where l.agency_id = invoice.agency_id and l.invoice_id = invoice.id group by l.tax_rate
  ) s
$$;
comment on function public.tax_by_rate(public.invoices) is 'What each rate of tax comes to, the lowest first, as a column of the invoice.';

-- Elevated, because under policies an index over words cannot be used.
create function private.find_invoice_ids(p_query text) returns uuid[]
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  typed constant text := btrim(coalesce(p_query, ''));
  words constant tsquery := private.search_query(typed);
  wanted_number constant int := case when typed ~ '^[0-9]{1,9}$' then typed::int end;
  agency uuid := private.my_billing_agency_id();
  -- A viewer's own client, in which they find what was sent. Null: all of the agency.
  only_client uuid;
begin
  if agency is null then
    only_client := private.my_viewer_client_id();
    agency := case when only_client is not null then private.my_agency_id() end;
  end if;
  if agency is null or words is null then
    return '{}';
  end if;
  return array(
    select i.id from public.invoices i
    where i.agency_id = agency and (only_client is null or i.client_id = only_client and i.type = 'outgoing' and i.status <> 'draft')
      and i.sequence_no = wanted_number
    union
    (select i.id from public.invoices i
    where i.agency_id = agency and (only_client is null or i.client_id = only_client and i.type = 'outgoing' and i.status <> 'draft')
      and private.search_words(translate(coalesce(i.number, ''), '-/._', '    ') || ' ' || coalesce(i.party_name, ''), i.notes) @@ words
    order by i.created_at desc, i.id desc limit 1000)
  );
end $$;

create function public.find_invoices(query text) returns setof public.invoices
language sql stable set search_path = ''
as $$ select i.* from public.invoices i where i.id = any (private.find_invoice_ids(query)) $$;
comment on function public.find_invoices(text) is
  'Invoices that hold all the words in number, name or notes (each may be the beginning of one) or have the number, as rows that can be filtered '
  'and ordered like the table: the 1,000 newest. Billers search their agency, a viewer what was sent to their client.';

alter function private.find_invoice_ids(text) owner to audienceos_definer;
grant execute on function private.invoice_counts(uuid, uuid, text), private.find_invoice_ids(text) to authenticated;
grant execute on function
  public.outgoing_counts(public.agencies), public.incoming_counts(public.agencies), public.invoice_counts(public.clients),
  public.tax_by_rate(public.invoices), public.find_invoices(text)
to authenticated;

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

create trigger billing_settings_set_updated_at before update on public.billing_settings for each row execute function private.set_updated_at();
create trigger billing_settings_keep_their_agency before update on public.billing_settings
  for each row execute function private.refuse_key_change('agency_id');
create trigger invoices_guard_removal before delete on public.invoices for each row execute function private.guard_invoice_removal();
create trigger invoices_keep_their_agency before update on public.invoices
  for each row execute function private.refuse_key_change('agency_id', 'type');
create trigger invoices_prepare before insert or update on public.invoices for each row execute function private.prepare_invoice();
create trigger invoices_set_updated_at before update on public.invoices for each row execute function private.set_updated_at();
create trigger invoices_announce after update of status on public.invoices for each row
  when (old.status = 'draft' and new.status = 'sent' and new.type = 'outgoing') execute function private.announce_invoice();
create trigger invoice_lines_keep_their_agency before update on public.invoice_lines
  for each row execute function private.refuse_key_change('agency_id', 'invoice_id');
create trigger invoice_lines_set_updated_at before update on public.invoice_lines for each row execute function private.set_updated_at();
-- After the key that is kept: a line does not get to another invoice, whatever the state of either.
create trigger invoice_lines_stay_as_sent before insert or update or delete on public.invoice_lines
  for each row execute function private.guard_invoice_line();
create trigger invoice_lines_sum_inserts after insert on public.invoice_lines referencing new table as changed_rows
  for each statement execute function private.sum_invoice_lines();
create trigger invoice_lines_sum_updates after update on public.invoice_lines referencing new table as changed_rows
  for each statement execute function private.sum_invoice_lines();
create trigger invoice_lines_sum_deletes after delete on public.invoice_lines referencing old table as changed_rows
  for each statement execute function private.sum_invoice_lines();

call private.keep_history('public.billing_settings', 'agency_id', 'agency_id');
call private.keep_history('public.invoices', 'agency_id', 'id');
call private.keep_history('public.invoice_lines', 'agency_id', 'invoice_id');

-- Agencies that are there already.
insert into public.billing_settings (agency_id, legal_name) select a.id, a.name from public.agencies a;
