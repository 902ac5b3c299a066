-- Every order of the ticket list, read from an index at any depth. What is closed is nearly all there is, so a list of what is not
-- would search through it for a page that has too few rows: its own indexes leave it out, and such lists say so in their filter.

-- indexes

create index tickets_unclosed_by_change on public.tickets (agency_id, updated_at desc, id desc) where status <> 'closed';
create index tickets_unclosed_by_creation on public.tickets (agency_id, created_at desc, id desc) where status <> 'closed';
create index tickets_unclosed_by_priority on public.tickets (agency_id, priority_rank, updated_at desc, id desc) where status <> 'closed';
create index tickets_unclosed_by_due on public.tickets (agency_id, due_on, id) where status <> 'closed';
create index tickets_unclosed_by_number on public.tickets (agency_id, number desc, id desc) where status <> 'closed';
create index tickets_by_due on public.tickets (agency_id, due_on, id);
