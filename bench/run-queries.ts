/** What `lib/queries/runs.ts` asks for, in the form that the API gives it. `$1` is the agency, `$2` how many rows a page asks for. */

interface Asked {
  statement: string
  /** The same for whom no policies concern, where it has to be written in another way. */
  limit?: string
}

const COLUMNS = `r.id, r.name, r.status, r.market_mode, r.starts_at, r.ends_at, r.updated_at, r.metadata ->> 'time_zone' as time_zone,
  (select to_json(x) from (select z.id, z.name from public.cc_zones z where z.tenant_id = r.tenant_id and z.id = r.zone_id) x) as zone`
const IN_LIST = `${COLUMNS}, (select coalesce(json_agg(x), '[]') from (
  select (select to_json(y) from (select o.name from public.cc_portals o where o.id = p.portal_id) y) as portal
  from public.cc_run_portal_publications p where p.unpublished_at is null and p.tenant_id = r.tenant_id and p.run_id = r.id) x) as publications`
const IN_DETAIL = `${COLUMNS}, r.description, r.publish_version, r.metadata, (select coalesce(json_agg(x), '[]') from (
  select p.id, p.portal_id, p.listing, p.publish_at, p.unpublish_at, p.unpublished_at,
    (select to_json(y) from (select o.id, o.name, o.slug, o.status, o.is_active from public.cc_portals o where o.id = p.portal_id) y) as portal
  from public.cc_run_portal_publications p where p.tenant_id = r.tenant_id and p.run_id = r.id) x) as publications`

const RUN = `md5('run 20')::uuid`
const list = (where: string, source = 'public.cc_n3_runs') =>
  `select ${IN_LIST} from ${source} r where r.tenant_id = $1 ${where} order by r.starts_at asc nulls last, r.id asc limit $2`
const search = (text: string): Asked => ({
  statement: list('', `public.find_runs('${text}')`),
  limit: list(`and r.name ilike '%${text}%'`),
})
const FAR = `now() + interval '90 days'`

export const RUN_QUERIES: Record<string, Asked> = {
  'run list, first page': { statement: list('') },
  'run list, filtered': { statement: list(`and r.status = 'scheduled' and r.market_mode = 'OPEN'`) },
  'run list, deep page': {
    statement: list(
      `and (r.starts_at > ${FAR} or r.starts_at = ${FAR} and r.id > md5('x')::uuid) and r.starts_at >= ${FAR}`,
    ),
  },
  // In the smallest world the first is in six names of the agency and the second in some five hundred.
  'run list, searched for little': search('un 2040'),
  'run list, searched for much': search('un 2'),
  // Without the people of the run, whom an elevated function answers for everybody alike.
  'run detail': {
    statement: `select
      (select coalesce(json_agg(x), '[]') from (select ${IN_DETAIL} from public.cc_n3_runs r where r.id = ${RUN} and r.tenant_id = a.id) x) as runs,
      (select coalesce(json_agg(x), '[]') from (
        select l.id, l.table_name, l.row_id, l.action, l.actor_id, l.old_values, l.new_values, l.created_at from public.activity_log l
        where l.subject_id = ${RUN} and l.table_name in ('cc_n3_runs', 'cc_run_portal_publications') and l.agency_id = a.id
        order by l.id desc limit 201) x) as activity,
      (select to_json(x) from (
        select (select coalesce(json_agg(y), '[]') from (select u.id, u.full_name, u.email from public.users u where u.client_id = c.id) y) as users
        from public.clients c where c.is_house and c.agency_id = a.id) x) as house
    from public.agencies a where a.id = $1 limit $2`,
  },
  'run activity': {
    statement: `select * from public.activity_log r where r.agency_id = $1 and r.subject_id = ${RUN} order by r.id desc limit $2`,
  },
}
