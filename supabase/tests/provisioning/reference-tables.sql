-- The 43 tables that the report names and the base function lacks, with what they lean on. Run with the reference schema as search_path.
create type "InventoryStatus" as enum ('open', 'reserved', 'sold', 'blocked');
create type "ApprovalStatus" as enum ('pending', 'approved', 'rejected');
create type "BudgetPeriod" as enum ('month', 'quarter', 'year');
create sequence rate_card_number_seq start with 100 increment by 5;

create function touch_updated_at() returns trigger language plpgsql set search_path = '' as $$
begin
  new."updatedAt" := current_timestamp;
  return new;
end
$$;

-- Names its schema twice, in its text and in its settings, as functions of such products do.
create function next_invoice_number() returns text language plpgsql set search_path = org_reference, pg_temp as $$
begin
  return 'INV-' || nextval('org_reference.invoice_number_seq');
end
$$;

create table "Category" (id text primary key, name text not null, "parentId" text, constraint "Category_name_key" unique (name), constraint "Category_parentId_fkey" foreign key ("parentId") references "Category" (id) on delete set null);
create table "CompetitiveGroup" (id text primary key, name text not null unique, "isActive" boolean not null default true);
create table "CategoryExclusivity" (id text primary key, "showId" text not null references "Show" (id) on delete cascade, "categoryId" text not null references "Category" (id) on delete cascade, "startDate" date not null, "endDate" date not null, check ("endDate" >= "startDate"));
create table "AdvertiserCategory" ("advertiserId" text not null references "Advertiser" (id) on delete cascade, "categoryId" text not null references "Category" (id) on delete cascade, primary key ("advertiserId", "categoryId"));
create table "CampaignCategory" ("campaignId" text not null references "Campaign" (id) on delete cascade, "categoryId" text not null references "Category" (id) on delete cascade, "groupId" text references "CompetitiveGroup" (id), primary key ("campaignId", "categoryId"));
create table "Activity" (id bigserial primary key, "actorId" text references "User" (id) on delete set null, verb text not null, "entityType" text not null, "entityId" text not null, data jsonb not null default '{}', "createdAt" timestamp(3) not null default current_timestamp);
create table "AdRequest" (id text primary key, "campaignId" text not null references "Campaign" (id) on delete cascade, "showId" text not null references "Show" (id), status "ApprovalStatus" not null default 'pending', brief text, "createdAt" timestamp(3) not null default current_timestamp);
create table "BillingSettings" (id text primary key default 'default', "paymentDays" integer not null default 30 check ("paymentDays" between 0 and 365), currency char(3) not null default 'USD', "invoicePrefix" text not null default 'INV-', "taxPercent" numeric(5, 2) not null default 0, "updatedAt" timestamp(3) not null default current_timestamp);
create table "BulkScheduleIdempotency" (key text not null, "requestHash" bytea not null, result jsonb, "createdAt" timestamp(3) not null default current_timestamp, constraint bulk_schedule_key_once exclude using hash (key with =));
create table "CampaignApproval" (id text primary key, "campaignId" text not null references "Campaign" (id) on delete cascade, "approverId" text references "User" (id) on delete set null, status "ApprovalStatus" not null default 'pending', reason text, "decidedAt" timestamp(3), check ((status = 'pending') = ("decidedAt" is null)));
create table "CampaignTimeline" (id text primary key, "campaignId" text not null references "Campaign" (id) on delete cascade, "happenedAt" timestamp(3) not null default current_timestamp, title text not null, detail text);
create table "ContractTemplate" (id text primary key, name text not null unique, body text not null default '', variables text[] not null default '{}', "isDefault" boolean not null default false);
create table "CreativeRequest" (id text primary key, "campaignId" text not null references "Campaign" (id) on delete cascade, brief text not null, status "ApprovalStatus" not null default 'pending', "dueOn" date);
create table "EpisodeInventory" (id text primary key, "episodeId" text not null references "Episode" (id) on delete cascade, kind text not null check (kind in ('preroll', 'midroll', 'postroll')), slots integer not null default 1, reserved integer not null default 0, sold integer not null default 0, available integer generated always as (slots - reserved - sold) stored, status "InventoryStatus" not null default 'open', unique ("episodeId", kind), check (slots >= reserved + sold));
create table "HierarchicalBudget" (id text primary key, "parentId" text references "HierarchicalBudget" (id) on delete restrict, "sellerId" text references "User" (id), "agencyId" text references "Agency" (id), "advertiserId" text references "Advertiser" (id), period "BudgetPeriod" not null default 'month', "startsOn" date not null, "amountMinor" bigint not null default 0, "updatedAt" timestamp(3) not null default current_timestamp);
create table "InventoryReservation" (id text primary key, "inventoryId" text not null references "EpisodeInventory" (id) on delete cascade, "orderItemId" text, "reservedById" text references "User" (id) on delete set null, slots integer not null default 1 check (slots > 0), "expiresAt" timestamp(3) not null);
create table "InventoryAlert" (id text primary key, "inventoryId" text not null references "EpisodeInventory" (id) on delete cascade, kind text not null, "resolvedAt" timestamp(3), "createdAt" timestamp(3) not null default current_timestamp);
create table "InventoryChangeLog" (id bigint generated always as identity primary key, "inventoryId" text not null references "EpisodeInventory" (id) on delete cascade, "before" jsonb, "after" jsonb, "changedAt" timestamp(3) not null default current_timestamp);
create table "InventoryVisibility" (id text primary key, "showId" text not null references "Show" (id) on delete cascade, role text not null, "daysAhead" integer not null default 30, unique ("showId", role));
create table "InvoiceSchedule" (id text primary key, "campaignId" text references "Campaign" (id) on delete cascade, period "BudgetPeriod" not null default 'month', "nextOn" date not null, "nextNumber" text not null default next_invoice_number(), "isActive" boolean not null default true);
create table "Notification" (id text primary key, "userId" text not null references "User" (id) on delete cascade, type text not null, title text not null, body text, "readAt" timestamp(3), "createdAt" timestamp(3) not null default current_timestamp);
create table "PreBillAdvertiser" (id text primary key, "advertiserId" text not null references "Advertiser" (id) on delete cascade, "approvedById" text references "User" (id), "approvedAt" timestamp(3), unique ("advertiserId"));
create table "RateCard" (id text primary key, number bigint not null default nextval('rate_card_number_seq'), name text not null, "validFrom" date not null, "validTo" date, unique (number));
create table "RateCardDelta" (id text primary key, "rateCardId" text not null references "RateCard" (id) on delete cascade, reason text not null, percent numeric(6, 3) not null default 0);
create table "RevenueForecast" (id text primary key, "campaignId" text references "Campaign" (id) on delete cascade, month date not null, "amountMinor" bigint not null default 0, check (extract(day from month) = 1));
create table "ScheduleTemplate" (id text primary key, name text not null, rules jsonb not null default '[]', "createdById" text references "User" (id) on delete set null);
create table "ScheduleBuilder" (id text primary key, "campaignId" text not null references "Campaign" (id) on delete cascade, "templateId" text references "ScheduleTemplate" (id) on delete set null, status text not null default 'draft', "updatedAt" timestamp(3) not null default current_timestamp);
create table "ScheduleBuilderItem" (id text primary key, "scheduleId" text not null references "ScheduleBuilder" (id) on delete cascade, "episodeId" text not null references "Episode" (id), kind text not null, "rateMinor" bigint not null default 0, "netMinor" bigint generated always as ("rateMinor" - "rateMinor" * "discountPercent" / 100) stored, "discountPercent" integer not null default 0);
create table "ScheduleApproval" (id text primary key, "scheduleId" text not null references "ScheduleBuilder" (id) on delete cascade, "approverId" text references "User" (id), status "ApprovalStatus" not null default 'pending');
create table "ScheduledSpot" (id text primary key, "scheduleItemId" text references "ScheduleBuilderItem" (id) on delete cascade, "inventoryId" text not null references "EpisodeInventory" (id), "airDate" date not null, "creativeId" text references "Creative" (id) on delete set null);
create table "ShowConfiguration" ("showId" text primary key references "Show" (id) on delete cascade, settings jsonb not null default '{}', "updatedAt" timestamp(3) not null default current_timestamp);
create table "ShowRateCard" (id text primary key, "showId" text not null references "Show" (id) on delete cascade, "rateCardId" text not null references "RateCard" (id) on delete cascade, kind text not null, "rateMinor" bigint not null check ("rateMinor" >= 0), unique ("showId", "rateCardId", kind));
create table "ShowRateHistory" (id text primary key, "showId" text not null references "Show" (id) on delete cascade, kind text not null, "rateMinor" bigint not null, "changedAt" timestamp(3) not null default current_timestamp);
create table "ShowRestriction" (id text primary key, "showId" text not null references "Show" (id) on delete cascade, "categoryId" text references "Category" (id) on delete cascade, reason text not null);
create table "ShowTalentAllowedCategory" ("showId" text not null references "Show" (id) on delete cascade, "talentId" text not null references "Talent" (id) on delete cascade, "categoryId" text not null references "Category" (id) on delete cascade, primary key ("showId", "talentId", "categoryId"));
create table "TalentApprovalRequest" (id text primary key, "talentId" text not null references "Talent" (id) on delete cascade, "campaignId" text not null references "Campaign" (id) on delete cascade, status "ApprovalStatus" not null default 'pending', "answeredAt" timestamp(3));
create table "TalentVoicingHistory" (id text primary key, "talentId" text not null references "Talent" (id) on delete cascade, "creativeId" text references "Creative" (id) on delete set null, "voicedAt" timestamp(3) not null default current_timestamp);
create table "WorkflowActionTemplate" (id text primary key, action text not null unique, parameters jsonb not null default '{}');
create table "WorkflowAutomationSetting" (id text primary key, key text not null unique, value jsonb not null, "updatedAt" timestamp(3) not null default current_timestamp);
create table "WorkflowTrigger" (id text primary key, name text not null, event text not null, condition jsonb not null default '{}', "templateId" text references "WorkflowActionTemplate" (id) on delete set null, "isEnabled" boolean not null default false, "createdAt" timestamp(3) not null default current_timestamp);
create table "TriggerExecutionLog" (id text primary key, "triggerId" text not null references "WorkflowTrigger" (id) on delete cascade, "eventKey" text not null, status text not null, error text, "executedAt" timestamp(3) not null default current_timestamp, unique ("triggerId", "eventKey"));
create table "_ShowToUser" ("A" text not null references "Show" (id) on delete cascade, "B" text not null references "User" (id) on delete cascade);
create table workflow_settings (id text primary key default 'default', "autoApproveBelowMinor" bigint not null default 0, "requiresPreBill" boolean not null default false, "updatedAt" timestamp(3) not null default current_timestamp);

create unique index "_ShowToUser_AB_unique" on "_ShowToUser" ("A", "B");
create index "_ShowToUser_B_index" on "_ShowToUser" ("B");
create index "Activity_entity_idx" on "Activity" ("entityType", "entityId", "createdAt" desc);
create index "EpisodeInventory_status_idx" on "EpisodeInventory" (status) where status = 'open';
create index "HierarchicalBudget_seller_idx" on "HierarchicalBudget" ("sellerId", "startsOn");
create index "InventoryReservation_expiresAt_idx" on "InventoryReservation" ("expiresAt");
create index "Notification_unread_idx" on "Notification" ("userId", "createdAt" desc) where "readAt" is null;
create index "ScheduledSpot_airDate_idx" on "ScheduledSpot" ("airDate");
create index "WorkflowTrigger_event_idx" on "WorkflowTrigger" (event) where "isEnabled";

create trigger touch before update on "HierarchicalBudget" for each row execute function touch_updated_at();
create trigger touch before update on "BillingSettings" for each row execute function touch_updated_at();

alter table "BillingSettings" enable row level security;
alter table "BillingSettings" force row level security;
create policy "Signed-in people read how they are billed" on "BillingSettings" for select to authenticated using ("paymentDays" >= 0);
grant select on "BillingSettings" to authenticated;
grant update ("paymentDays", currency) on "BillingSettings" to authenticated;
