/**
 * One query for each kind of fact. Each takes the schemas as `$1` and returns the columns schema, kind, table, name, key and
 * definition. A definition is, wherever SQL has one, the statement that would make the object, with `{name}` where its own name
 * stands: so what differs in name alone can be told from what differs, and what is missing can be made from it.
 * They are to be run with an empty search path, which makes the server write every name in full.
 */
const RELATION = `format('%I.%I', n.nspname, c.relname)`
/** Whoever runs migrations, under whatever name: the owner of the schema or of the database, a superuser, or the one who asks. */
const owner = (column: string) => `
  case when ${column} in (n.nspowner, (select datdba from pg_database where datname = current_database()))
    or ${column} = (select oid from pg_roles where rolname = current_user) or (select rolsuper from pg_roles where oid = ${column})
  then '{owner}' else pg_get_userbyid(${column})::text end`
/** What a platform grants to its own roles is its own business and differs from one to the next. */
const GRANTEES = `left join pg_roles g on g.oid = acl.grantee
  where n.nspname = any ($1) and acl.grantee is distinct from {owner}
    and (acl.grantee = 0 or not g.rolsuper and g.rolname !~ '^(pg_|supabase_|postgres$|dashboard_user$|pgbouncer$)')`
const WHO = `case when acl.grantee = 0 then 'public' else quote_ident(g.rolname) end`
const OPTION = `case when acl.is_grantable then ' with grant option' else '' end`
const IS_OWNED_BY_EXTENSION = (catalogue: string, oid: string) =>
  `exists (select from pg_depend x where x.classid = '${catalogue}'::regclass and x.objid = ${oid} and x.deptype = 'e')`

export const FACT_QUERIES: readonly string[] = [
  // Tables, their row-level security and their owners.
  `select n.nspname as schema, k.kind, c.relname as table, c.relname as name, c.relname as key, k.definition
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   cross join lateral (values
     ('table', 'create ' || case c.relpersistence when 'u' then 'unlogged ' else '' end || 'table ' || format('%I', n.nspname) || '.{name} ()'
       || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '')
       || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), '')
       || coalesce(' inherits ' || (select string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid), '')
       || case c.relreplident when 'd' then '' else ' replica identity ' || c.relreplident::text end),
     ('rls', 'alter table ' || ${RELATION} || case when c.relrowsecurity then ' enable' else ' disable' end || ' row level security; alter table '
       || ${RELATION} || case when c.relforcerowsecurity then ' force' else ' no force' end || ' row level security'),
     ('owner', 'alter table ' || ${RELATION} || ' owner to ' || ${owner('c.relowner')})
   ) k (kind, definition)
   where n.nspname = any ($1) and c.relkind in ('r', 'p') and not ${IS_OWNED_BY_EXTENSION('pg_class', 'c.oid')}`,

  // Columns, in their order.
  `select n.nspname as schema, 'column' as kind, c.relname as table, a.attname as name, c.relname || '.' || a.attname as key,
     format_type(a.atttypid, a.atttypmod)
     || case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation else '' end
     || case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') ' || case a.attgenerated when 's' then 'stored' else 'virtual' end
       when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
       when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
     || case when a.attnotnull then ' not null' else '' end as definition
   from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
   join pg_type t on t.oid = a.atttypid
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where n.nspname = any ($1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
     and not ${IS_OWNED_BY_EXTENSION('pg_class', 'c.oid')}
   order by c.oid, a.attnum`,

  // Constraints; that a column is not null is said by the column.
  `select n.nspname as schema, 'constraint' as kind, c.relname as table, k.conname as name, c.relname || '.' || k.conname as key,
     'alter table ' || ${RELATION} || ' add constraint {name} ' || pg_get_constraintdef(k.oid)
     || case when i.indisvalid is false then ' -- its index is not valid' else '' end as definition
   from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
   left join pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
   where n.nspname = any ($1) and c.relkind in ('r', 'p')
     and (k.contype in ('p', 'u', 'f', 'c', 'x') or k.contype = 'n' and not k.convalidated)
     and not ${IS_OWNED_BY_EXTENSION('pg_class', 'c.oid')}`,

  // Indexes that are not a constraint's.
  `select n.nspname as schema, 'index' as kind, c.relname as table, o.relname as name, c.relname || '.' || o.relname as key,
     regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX (\\S+|"[^"]*") ON', 'create \\1index {name} on')
     || case when not i.indisvalid then ' -- not valid' else '' end as definition
   from pg_index i join pg_class c on c.oid = i.indrelid join pg_class o on o.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = any ($1) and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
     and not ${IS_OWNED_BY_EXTENSION('pg_class', 'c.oid')}`,

  // Policies.
  `select n.nspname as schema, 'policy' as kind, c.relname as table, p.polname as name, c.relname || '.' || p.polname as key,
     'create policy {name} on ' || ${RELATION} || case when p.polpermissive then '' else ' as restrictive' end
     || ' for ' || case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end
     || ' to ' || (select string_agg(case when r = 0 then 'public' else quote_ident(pg_get_userbyid(r)) end, ', ' order by pg_get_userbyid(r)) from unnest(p.polroles) r)
     || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
     || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') as definition
   from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1)`,

  // Grants on tables, views and sequences, whole and by column.
  `select n.nspname as schema, 'grant' as kind, c.relname as table, ${WHO} as name,
     ${WHO} || ' ' || lower(acl.privilege_type) || ' ' || c.relname || coalesce('.' || acl.attname, '') as key,
     'grant ' || lower(acl.privilege_type) || coalesce(' (' || quote_ident(acl.attname) || ')', '') || ' on ' || case c.relkind when 'S' then 'sequence ' else 'table ' end
     || ${RELATION} || ' to ' || ${WHO} || ${OPTION} as definition
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   cross join lateral (
     select x.grantee, x.privilege_type, x.is_grantable, null::name as attname from aclexplode(c.relacl) x
     union all
     select x.grantee, x.privilege_type, x.is_grantable, a.attname from pg_attribute a cross join lateral aclexplode(a.attacl) x
     where a.attrelid = c.oid and a.attacl is not null and not a.attisdropped
   ) acl ${GRANTEES.replace('{owner}', 'c.relowner')} and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
   and not ${IS_OWNED_BY_EXTENSION('pg_class', 'c.oid')}`,

  // Functions and procedures: the whole statement, whose they are, who may call them.
  `select n.nspname as schema, k.kind, null as table, p.proname as name, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as key, k.definition
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   cross join lateral (values
     ('function', pg_get_functiondef(p.oid)),
     ('owner', 'alter routine ' || format('%I.%I', n.nspname, p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ') owner to ' || ${owner('p.proowner')})
   ) k (kind, definition)
   where n.nspname = any ($1) and p.prokind in ('f', 'p', 'w') and not ${IS_OWNED_BY_EXTENSION('pg_proc', 'p.oid')}`,
  `select n.nspname as schema, 'grant' as kind, null as table, ${WHO} as name,
     ${WHO} || ' execute ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as key,
     'grant execute on routine ' || format('%I.%I', n.nspname, p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ') to ' || ${WHO} || ${OPTION} as definition
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   -- Without a list of its own a function is open to everybody.
   cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl ${GRANTEES.replace('{owner}', 'p.proowner')}
   and not ${IS_OWNED_BY_EXTENSION('pg_proc', 'p.oid')}`,

  // Triggers, and whether they are awake.
  `select n.nspname as schema, 'trigger' as kind, c.relname as table, t.tgname as name, c.relname || '.' || t.tgname as key,
     regexp_replace(pg_get_triggerdef(t.oid), '^CREATE (CONSTRAINT )?TRIGGER (\\S+|"[^"]*") ', 'create \\1trigger {name} ')
     || case t.tgenabled when 'O' then '' when 'D' then '; alter table ' || ${RELATION} || ' disable trigger {name}'
       else '; alter table ' || ${RELATION} || ' enable ' || case t.tgenabled when 'A' then 'always' else 'replica' end || ' trigger {name}' end as definition
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = any ($1) and not t.tgisinternal`,

  // Types.
  `select n.nspname as schema, case t.typtype when 'e' then 'enum' else 'type' end as kind, null as table, t.typname as name, t.typname as key,
     case t.typtype
       when 'e' then 'create type ' || format('%I.%I', n.nspname, t.typname) || ' as enum ('
         || (select coalesce(string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder), '') from pg_enum e where e.enumtypid = t.oid) || ')'
       when 'c' then 'create type ' || format('%I.%I', n.nspname, t.typname) || ' as ('
         || (select string_agg(format('%I ', a.attname) || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum) from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) || ')'
       else 'create domain ' || format('%I.%I', n.nspname, t.typname) || ' as ' || format_type(t.typbasetype, t.typtypmod)
         || coalesce(' default ' || t.typdefault, '') || case when t.typnotnull then ' not null' else '' end
         || coalesce((select string_agg(format(' constraint %I ', k.conname) || pg_get_constraintdef(k.oid), '' order by k.conname) from pg_constraint k where k.contypid = t.oid and k.contype = 'c'), '')
     end as definition
   from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
   where n.nspname = any ($1) and (t.typtype in ('e', 'd') or t.typtype = 'c' and c.relkind = 'c') and not ${IS_OWNED_BY_EXTENSION('pg_type', 't.oid')}`,
  `select n.nspname as schema, 'grant' as kind, null as table, ${WHO} as name, ${WHO} || ' usage type ' || t.typname as key,
     'grant usage on type ' || format('%I.%I', n.nspname, t.typname) || ' to ' || ${WHO} || ${OPTION} as definition
   from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
   cross join lateral aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) acl ${GRANTEES.replace('{owner}', 't.typowner')}
   and (t.typtype in ('e', 'd') or t.typtype = 'c' and c.relkind = 'c') and not ${IS_OWNED_BY_EXTENSION('pg_type', 't.oid')}`,

  // Views, with the rights they read by.
  `select n.nspname as schema, k.kind, null as table, c.relname as name, c.relname as key, k.definition
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   cross join lateral (values
     ('view', 'create ' || case c.relkind when 'm' then 'materialized ' else '' end || 'view ' || ${RELATION}
       || coalesce(' with (' || array_to_string(array(select o from unnest(c.reloptions) o order by o), ', ') || ')', '')
       || ' as' || chr(10) || pg_get_viewdef(c.oid)),
     ('owner', 'alter view ' || ${RELATION} || ' owner to ' || ${owner('c.relowner')})
   ) k (kind, definition)
   where n.nspname = any ($1) and c.relkind in ('v', 'm') and not ${IS_OWNED_BY_EXTENSION('pg_class', 'c.oid')}`,

  // Sequences that are not an identity column's, and rules.
  `select n.nspname as schema, 'sequence' as kind, null as table, c.relname as name, c.relname as key,
     'create sequence ' || ${RELATION} || ' as ' || format_type(s.seqtypid, null) || ' increment by ' || s.seqincrement || ' minvalue ' || s.seqmin
     || ' maxvalue ' || s.seqmax || ' start with ' || s.seqstart || ' cache ' || s.seqcache || case when s.seqcycle then ' cycle' else '' end as definition
   from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = any ($1) and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('i', 'e'))`,
  // Which column a sequence goes with: without it ORMs do not find the sequence, and it outlives its table.
  `select n.nspname as schema, 'sequence' as kind, null as table, c.relname as name, 'owner of ' || c.relname as key,
     'alter sequence ' || ${RELATION} || ' owned by ' || format('%I.%I.%I', m.nspname, t.relname, a.attname) as definition
   from pg_depend d join pg_class c on c.oid = d.objid and c.relkind = 'S' join pg_namespace n on n.oid = c.relnamespace
   join pg_class t on t.oid = d.refobjid join pg_namespace m on m.oid = t.relnamespace
   join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
   where n.nspname = any ($1) and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a'`,
  `select n.nspname as schema, 'rule' as kind, c.relname as table, r.rulename as name, c.relname || '.' || r.rulename as key, pg_get_ruledef(r.oid) as definition
   from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = any ($1) and r.rulename <> '_RETURN'`,

  // Who may look into the schema, and what things to come are granted by themselves.
  `select n.nspname as schema, 'grant' as kind, null as table, ${WHO} as name, ${WHO} || ' ' || lower(acl.privilege_type) || ' schema' as key,
     'grant ' || lower(acl.privilege_type) || ' on schema ' || format('%I', n.nspname) || ' to ' || ${WHO} || ${OPTION} as definition
   from pg_namespace n cross join lateral aclexplode(n.nspacl) acl ${GRANTEES.replace('{owner}', 'n.nspowner')}`,
  `select n.nspname as schema, 'default grant' as kind, null as table, ${WHO} as name,
     ${WHO} || ' ' || lower(acl.privilege_type) || ' new ' || d.defaclobjtype::text as key,
     'alter default privileges in schema ' || format('%I', n.nspname) || ' grant ' || lower(acl.privilege_type) || ' on '
     || case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'routines' when 'T' then 'types' else 'schemas' end
     || ' to ' || ${WHO} || ${OPTION} as definition
   from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace
   cross join lateral aclexplode(d.defaclacl) acl ${GRANTEES.replace('{owner}', 'd.defaclrole')}`,

  // What is there and of no kind above is named, so that nothing is passed over in silence.
  `select n.nspname as schema, 'unmodelled' as kind, null as table, o.name, o.what || ' ' || o.name as key, '' as definition
   from (
     select 'aggregate' as what, p.proname::text || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name, 'pg_proc'::regclass as class, p.oid, p.pronamespace as space from pg_proc p where p.prokind = 'a'
     union all select 'foreign table', c.relname, 'pg_class'::regclass, c.oid, c.relnamespace from pg_class c where c.relkind = 'f'
     union all select 'range type', t.typname, 'pg_type'::regclass, t.oid, t.typnamespace from pg_type t where t.typtype = 'r'
     union all select 'base type', t.typname, 'pg_type'::regclass, t.oid, t.typnamespace from pg_type t where t.typtype = 'b' and t.typelem = 0
     union all select 'operator', o.oid::regoperator::text, 'pg_operator'::regclass, o.oid, o.oprnamespace from pg_operator o
     union all select 'operator class', o.opcname, 'pg_opclass'::regclass, o.oid, o.opcnamespace from pg_opclass o
     union all select 'collation', o.collname, 'pg_collation'::regclass, o.oid, o.collnamespace from pg_collation o
     union all select 'conversion', o.conname, 'pg_conversion'::regclass, o.oid, o.connamespace from pg_conversion o
     union all select 'statistics', o.stxname, 'pg_statistic_ext'::regclass, o.oid, o.stxnamespace from pg_statistic_ext o
     union all select 'text search configuration', o.cfgname, 'pg_ts_config'::regclass, o.oid, o.cfgnamespace from pg_ts_config o
     union all select 'text search dictionary', o.dictname, 'pg_ts_dict'::regclass, o.oid, o.dictnamespace from pg_ts_dict o
   ) o join pg_namespace n on n.oid = o.space
   -- Said of the catalogues themselves, so that each is read once and not once for every schema.
   where o.space = any (array(select oid from pg_namespace where nspname = any ($1)))
     and not exists (select from pg_depend x where x.classid = o.class and x.objid = o.oid and x.deptype = 'e')`,
]
