-- What production has on the 41 tables of the base function and the function does not make: columns on 10 tables, constraints on all
-- 41, indexes on 10. Run with the reference schema as search_path, after the 43 other tables.

-- Columns.
alter table "Invoice" add column type text not null default 'incoming', add column "scheduleId" text;
alter table "Advertiser" add column "sellerId" text;
alter table "Agency" add column "sellerId" text;
alter table "Campaign" add column probability integer not null default 0, add column "approvalStatus" text not null default 'none', add column "approvedAt" timestamp(3), add column "approvedById" text;
alter table "Show" add column "prerollSlots" integer not null default 1, add column "midrollSlots" integer not null default 2, add column "postrollSlots" integer not null default 1, add column "inventoryDaysAhead" integer not null default 90, add column "competitiveSeparation" boolean not null default true;
alter table "Episode" add column "inventoryGeneratedAt" timestamp(3), add column "lengthMinutes" integer;
alter table "Order" add column "budgetId" text, add column "preBilledMinor" bigint not null default 0;
alter table "OrderItem" add column "inventoryId" text, add column "rateCardId" text;
alter table "Contract" add column "templateId" text;
alter table "Creative" add column "requestId" text, add column "approvalStatus" text not null default 'pending';

-- Constraints.
alter table "User" add constraint "User_email_key" unique (email);
alter table "Agency" add constraint "Agency_sellerId_fkey" foreign key ("sellerId") references "User" (id) on delete set null;
alter table "Advertiser" add constraint "Advertiser_agencyId_fkey" foreign key ("agencyId") references "Agency" (id) on delete set null,
  add constraint "Advertiser_sellerId_fkey" foreign key ("sellerId") references "User" (id) on delete set null;
alter table "AdvertiserContact" add constraint "AdvertiserContact_advertiserId_fkey" foreign key ("advertiserId") references "Advertiser" (id) on delete cascade;
alter table "Talent" add constraint "Talent_email_key" unique (email);
alter table "TalentRate" add constraint "TalentRate_talentId_fkey" foreign key ("talentId") references "Talent" (id) on delete cascade,
  add constraint "TalentRate_showId_fkey" foreign key ("showId") references "Show" (id) on delete cascade;
alter table "Campaign" add constraint "Campaign_advertiserId_fkey" foreign key ("advertiserId") references "Advertiser" (id) on delete restrict,
  add constraint "Campaign_agencyId_fkey" foreign key ("agencyId") references "Agency" (id) on delete set null,
  add constraint "Campaign_approvedById_fkey" foreign key ("approvedById") references "User" (id) on delete set null,
  add constraint campaign_probability_check check (probability between 0 and 100),
  add constraint campaign_dates_check check ("endDate" >= "startDate");
alter table "CampaignNote" add constraint "CampaignNote_campaignId_fkey" foreign key ("campaignId") references "Campaign" (id) on delete cascade;
alter table "CampaignMetric" add constraint "CampaignMetric_campaignId_day_key" unique ("campaignId", day),
  add constraint "CampaignMetric_campaignId_fkey" foreign key ("campaignId") references "Campaign" (id) on delete cascade;
alter table "Creative" add constraint "Creative_campaignId_fkey" foreign key ("campaignId") references "Campaign" (id) on delete cascade,
  add constraint "Creative_requestId_fkey" foreign key ("requestId") references "CreativeRequest" (id) on delete set null;
alter table "CreativeUsage" add constraint "CreativeUsage_creativeId_fkey" foreign key ("creativeId") references "Creative" (id) on delete cascade;
alter table "AdPlacement" add constraint "AdPlacement_episodeId_fkey" foreign key ("episodeId") references "Episode" (id) on delete cascade,
  add constraint adplacement_kind_check check (kind in ('preroll', 'midroll', 'postroll'));
alter table "Show" add constraint show_slots_check check ("prerollSlots" >= 0 and "midrollSlots" >= 0 and "postrollSlots" >= 0);
alter table "Episode" add constraint "Episode_showId_number_key" unique ("showId", number),
  add constraint "Episode_showId_fkey" foreign key ("showId") references "Show" (id) on delete cascade;
alter table "EpisodeMetric" add constraint "EpisodeMetric_episodeId_fkey" foreign key ("episodeId") references "Episode" (id) on delete cascade;
alter table "Order" add constraint "Order_number_key" unique (number),
  add constraint "Order_campaignId_fkey" foreign key ("campaignId") references "Campaign" (id) on delete restrict,
  add constraint "Order_budgetId_fkey" foreign key ("budgetId") references "HierarchicalBudget" (id) on delete set null;
alter table "OrderItem" add constraint "OrderItem_orderId_fkey" foreign key ("orderId") references "Order" (id) on delete cascade,
  add constraint "OrderItem_showId_fkey" foreign key ("showId") references "Show" (id) on delete restrict,
  add constraint "OrderItem_inventoryId_fkey" foreign key ("inventoryId") references "EpisodeInventory" (id) on delete set null,
  add constraint "OrderItem_rateCardId_fkey" foreign key ("rateCardId") references "RateCard" (id) on delete set null;
alter table "Reservation" add constraint "Reservation_campaignId_fkey" foreign key ("campaignId") references "Campaign" (id) on delete cascade,
  add constraint reservation_status_check check (status in ('held', 'confirmed', 'released', 'expired'));
alter table "ReservationItem" add constraint "ReservationItem_reservationId_fkey" foreign key ("reservationId") references "Reservation" (id) on delete cascade;
alter table "Contract" add constraint "Contract_orderId_fkey" foreign key ("orderId") references "Order" (id) on delete restrict,
  add constraint "Contract_templateId_fkey" foreign key ("templateId") references "ContractTemplate" (id) on delete set null;
alter table "ContractLine" add constraint "ContractLine_contractId_position_key" unique ("contractId", position) deferrable initially deferred;
alter table "Proposal" add constraint "Proposal_advertiserId_fkey" foreign key ("advertiserId") references "Advertiser" (id) on delete cascade;
alter table "ProposalItem" add constraint proposalitem_spots_check check (spots > 0);
alter table "Invoice" add constraint invoice_type_check check (type in ('incoming', 'outgoing')),
  add constraint "Invoice_advertiserId_fkey" foreign key ("advertiserId") references "Advertiser" (id) on delete restrict,
  add constraint "Invoice_scheduleId_fkey" foreign key ("scheduleId") references "InvoiceSchedule" (id) on delete set null;
alter table "InvoiceItem" add constraint "InvoiceItem_invoiceId_fkey" foreign key ("invoiceId") references "Invoice" (id) on delete cascade;
alter table "Payment" add constraint "Payment_invoiceId_fkey" foreign key ("invoiceId") references "Invoice" (id) on delete restrict,
  add constraint payment_amount_check check ("amountMinor" > 0);
alter table "Expense" add constraint "Expense_budgetCategoryId_fkey" foreign key ("budgetCategoryId") references "BudgetCategory" (id) on delete set null;
alter table "Budget" add constraint "Budget_name_year_key" unique (name, year);
alter table "BudgetCategory" add constraint "BudgetCategory_budgetId_fkey" foreign key ("budgetId") references "Budget" (id) on delete cascade;
alter table "Commission" add constraint commission_percent_check check (percent between 0 and 100),
  add constraint "Commission_orderId_fkey" foreign key ("orderId") references "Order" (id) on delete cascade;
alter table "Task" add constraint "Task_assigneeId_fkey" foreign key ("assigneeId") references "User" (id) on delete set null;
alter table "Comment" add constraint "Comment_authorId_fkey" foreign key ("authorId") references "User" (id) on delete set null;
alter table "Message" add constraint "Message_senderId_fkey" foreign key ("senderId") references "User" (id) on delete set null,
  add constraint message_parties_check check ("senderId" <> "recipientId");
alter table "UploadedFile" add constraint uploadedfile_bytes_check check (bytes >= 0);
alter table "Tag" add constraint "Tag_name_key" unique (name);
alter table "TagAssignment" add constraint "TagAssignment_tagId_fkey" foreign key ("tagId") references "Tag" (id) on delete cascade;
alter table "Report" add constraint "Report_ownerId_fkey" foreign key ("ownerId") references "User" (id) on delete set null;
alter table "ReportSchedule" add constraint "ReportSchedule_reportId_fkey" foreign key ("reportId") references "Report" (id) on delete cascade;
alter table "Integration" add constraint "Integration_provider_key" unique (provider);
alter table "IntegrationSync" add constraint "IntegrationSync_integrationId_fkey" foreign key ("integrationId") references "Integration" (id) on delete cascade;
alter table "ApiKey" add constraint "ApiKey_hash_key" unique (hash);

-- Indexes.
create index "Invoice_type_idx" on "Invoice" (type);
create index "Advertiser_sellerId_idx" on "Advertiser" ("sellerId");
create index "Agency_sellerId_idx" on "Agency" ("sellerId");
create index "Campaign_status_startDate_idx" on "Campaign" (status, "startDate");
create index "Campaign_status_endDate_idx" on "Campaign" (status, "endDate" desc);
create index "Show_active_name_idx" on "Show" (lower(name)) where "isActive";
create index "Episode_airDate_idx" on "Episode" ("airDate") include (status);
create index "Order_budgetId_idx" on "Order" ("budgetId");
create index "OrderItem_inventoryId_idx" on "OrderItem" ("inventoryId");
create index "Payment_invoiceId_idx" on "Payment" ("invoiceId");
create index "Reservation_expiresAt_idx" on "Reservation" ("expiresAt") where status = 'held';

-- What acts on them.
create trigger touch before update on "Invoice" for each row execute function touch_updated_at();
create trigger touch before update on "Campaign" for each row execute function touch_updated_at();
create trigger touch before update on "Order" for each row when (old.* is distinct from new.*) execute function touch_updated_at();
create view "CampaignRevenue" with (security_invoker = true) as
  select c.id, c.name, c.status, coalesce(sum(i."amountMinor") filter (where i.type = 'outgoing'), 0) as "invoicedMinor"
  from "Campaign" c left join "Invoice" i on i."campaignId" = c.id group by c.id;
create view "LateInvoice" with (security_invoker = true) as
  select i.*, r.name as "campaignName" from "Invoice" i left join "CampaignRevenue" r on r.id = i."campaignId"
  where i.status = 'overdue';
create function campaign_value(p_campaign "Campaign") returns bigint language sql stable set search_path = '' as
  $$select p_campaign."budgetMinor" * p_campaign.probability / 100$$;
revoke execute on function campaign_value("Campaign") from public;
-- Said, because a database may have it that what is made from now on is nobody's to call.
grant execute on function next_invoice_number() to public;
grant execute on function campaign_value("Campaign") to authenticated;

-- The settings that every organisation starts with.
insert into "BillingSettings" default values;
insert into workflow_settings default values;
