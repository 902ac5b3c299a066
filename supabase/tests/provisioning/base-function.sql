-- The base function of the seed's product: it makes 41 of the 84 tables of an organisation, with primary keys and nothing else that
-- holds rows together. Tables are spelled as the product's ORM spells them.
create schema test_bed;

create function test_bed.create_complete_org_schema(p_slug text) returns text
  language plpgsql
as $$
declare
  v_schema text := 'org_' || replace(p_slug, '-', '_');
begin
  execute format('create schema %I', v_schema);
  perform set_config('search_path', quote_ident(v_schema), true);

  create type "CampaignStatus" as enum ('draft', 'proposed', 'booked', 'running', 'finished', 'cancelled');
  create type "InvoiceStatus" as enum ('draft', 'sent', 'paid', 'overdue', 'void');
  create type "OrderStatus" as enum ('draft', 'submitted', 'approved', 'rejected');
  create sequence invoice_number_seq start with 1000;

  -- People and companies.
  create table "User" (id text primary key, email text not null, name text not null, role text not null default 'sales', "isActive" boolean not null default true, "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null default current_timestamp);
  create table "Agency" (id text primary key, name text not null, email text, phone text, website text, "isActive" boolean not null default true, "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null default current_timestamp);
  create table "Advertiser" (id text primary key, "agencyId" text, name text not null, industry text, "isActive" boolean not null default true, "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null default current_timestamp);
  create table "AdvertiserContact" (id text primary key, "advertiserId" text not null, name text not null, email text not null, phone text, "isPrimary" boolean not null default false);
  create table "Talent" (id text primary key, name text not null, email text, "isHost" boolean not null default true, "createdAt" timestamp(3) not null default current_timestamp);
  create table "TalentRate" (id text primary key, "talentId" text not null, "showId" text, "rateMinor" bigint not null, currency char(3) not null default 'USD', "validFrom" date not null default current_date);

  -- Campaigns and what is shown of them.
  create table "Campaign" (id text primary key, "advertiserId" text not null, "agencyId" text, name text not null, status "CampaignStatus" not null default 'draft', "startDate" date, "endDate" date, "budgetMinor" bigint not null default 0, "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null default current_timestamp);
  create table "CampaignNote" (id text primary key, "campaignId" text not null, "authorId" text, body text not null, "createdAt" timestamp(3) not null default current_timestamp);
  create table "CampaignMetric" (id text primary key, "campaignId" text not null, day date not null, impressions bigint not null default 0, clicks bigint not null default 0, conversions bigint not null default 0);
  create table "Creative" (id text primary key, "campaignId" text, name text not null, format text not null default 'audio', script text, "durationSeconds" integer, "createdAt" timestamp(3) not null default current_timestamp);
  create table "CreativeUsage" (id text primary key, "creativeId" text not null, "episodeId" text not null, "usedAt" timestamp(3) not null default current_timestamp);
  create table "AdPlacement" (id text primary key, "episodeId" text not null, "creativeId" text, kind text not null default 'midroll', "offsetSeconds" integer);

  -- Shows.
  create table "Show" (id text primary key, name text not null, host text, category text, "releaseFrequency" text not null default 'weekly', "isActive" boolean not null default true, "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null default current_timestamp);
  create table "Episode" (id text primary key, "showId" text not null, number integer not null, title text not null, "airDate" date, status text not null default 'planned', "createdAt" timestamp(3) not null default current_timestamp);
  create table "EpisodeMetric" (id text primary key, "episodeId" text not null, day date not null, downloads bigint not null default 0, "uniqueListeners" bigint not null default 0);

  -- Orders, contracts and proposals.
  create table "Order" (id text primary key, "campaignId" text not null, number text not null, status "OrderStatus" not null default 'draft', "totalMinor" bigint not null default 0, "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null default current_timestamp);
  create table "OrderItem" (id text primary key, "orderId" text not null, "showId" text not null, "episodeId" text, kind text not null default 'midroll', "priceMinor" bigint not null default 0, "airDate" date);
  create table "Reservation" (id text primary key, "campaignId" text not null, status text not null default 'held', "expiresAt" timestamp(3), "createdAt" timestamp(3) not null default current_timestamp);
  create table "ReservationItem" (id text primary key, "reservationId" text not null, "episodeId" text not null, kind text not null default 'midroll', "priceMinor" bigint not null default 0);
  create table "Contract" (id text primary key, "orderId" text not null, number text not null, status text not null default 'draft', "signedAt" timestamp(3), body text, "createdAt" timestamp(3) not null default current_timestamp);
  create table "ContractLine" (id text primary key, "contractId" text not null, position integer not null, description text not null, "amountMinor" bigint not null default 0);
  create table "Proposal" (id text primary key, "advertiserId" text not null, title text not null, status text not null default 'draft', "validUntil" date, "createdAt" timestamp(3) not null default current_timestamp);
  create table "ProposalItem" (id text primary key, "proposalId" text not null, "showId" text not null, spots integer not null default 1, "priceMinor" bigint not null default 0);

  -- Money.
  create table "Invoice" (id text primary key, "campaignId" text, "advertiserId" text, number text not null, status "InvoiceStatus" not null default 'draft', "amountMinor" bigint not null default 0, currency char(3) not null default 'USD', "issuedOn" date, "dueOn" date, "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null default current_timestamp);
  create table "InvoiceItem" (id text primary key, "invoiceId" text not null, description text not null, quantity numeric(12, 3) not null default 1, "unitMinor" bigint not null default 0);
  create table "Payment" (id text primary key, "invoiceId" text not null, "amountMinor" bigint not null, method text not null default 'transfer', "paidOn" date not null default current_date);
  create table "Expense" (id text primary key, "budgetCategoryId" text, vendor text not null, "amountMinor" bigint not null, "spentOn" date not null default current_date, notes text);
  create table "Budget" (id text primary key, name text not null, year integer not null, "totalMinor" bigint not null default 0, "createdAt" timestamp(3) not null default current_timestamp);
  create table "BudgetCategory" (id text primary key, "budgetId" text not null, name text not null, "plannedMinor" bigint not null default 0);
  create table "Commission" (id text primary key, "userId" text not null, "orderId" text not null, percent numeric(5, 2) not null default 0, "amountMinor" bigint not null default 0);

  -- Work around it.
  create table "Task" (id text primary key, "assigneeId" text, title text not null, status text not null default 'open', "dueOn" date, "createdAt" timestamp(3) not null default current_timestamp);
  create table "Comment" (id text primary key, "authorId" text, "entityType" text not null, "entityId" text not null, body text not null, "createdAt" timestamp(3) not null default current_timestamp);
  create table "Message" (id text primary key, "senderId" text, "recipientId" text, body text not null, "readAt" timestamp(3), "createdAt" timestamp(3) not null default current_timestamp);
  create table "UploadedFile" (id text primary key, "uploaderId" text, name text not null, url text not null, bytes bigint not null default 0, "createdAt" timestamp(3) not null default current_timestamp);
  create table "Tag" (id text primary key, name text not null, colour text not null default 'grey');
  create table "TagAssignment" (id text primary key, "tagId" text not null, "entityType" text not null, "entityId" text not null);
  create table "Report" (id text primary key, "ownerId" text, name text not null, definition jsonb not null default '{}', "createdAt" timestamp(3) not null default current_timestamp);
  create table "ReportSchedule" (id text primary key, "reportId" text not null, cron text not null, recipients text[] not null default '{}', "lastRunAt" timestamp(3));
  create table "Integration" (id text primary key, provider text not null, settings jsonb not null default '{}', "isEnabled" boolean not null default false, "createdAt" timestamp(3) not null default current_timestamp);
  create table "IntegrationSync" (id text primary key, "integrationId" text not null, status text not null default 'started', "startedAt" timestamp(3) not null default current_timestamp, "finishedAt" timestamp(3), error text);
  create table "ApiKey" (id text primary key, "userId" text not null, name text not null, hash bytea not null, "lastUsedAt" timestamp(3), "createdAt" timestamp(3) not null default current_timestamp);

  create index "Task_assigneeId_idx" on "Task" ("assigneeId");
  create index "Comment_entity_idx" on "Comment" ("entityType", "entityId");
  create index "InvoiceItem_invoiceId_idx" on "InvoiceItem" ("invoiceId");
  return v_schema;
end
$$;
