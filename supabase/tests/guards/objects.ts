import {
  hiddenTables,
  privateFunctions,
  publicFunctions,
  sequences,
  tables,
  types,
  views,
} from '../../access-matrix'
import { nameOf } from '../../access-vocabulary'
import { difference, type Guard } from './guard'

const DEFINER = 'audienceos_definer'
/** They read `auth.users`, `storage.objects` or what was migrated, which only the migration's own role may do on hosted Supabase. */
const OWNED_BY_THE_MIGRATION = [
  'private.my_verified_email()',
  'private.schema_version()',
  'private.stored_object(path text)',
  'private.stray_objects(max_rows integer)',
]

const listedFunctions = [
  ...Object.entries(publicFunctions).map(([name, listed]) => `public.${nameOf(name)}(${listed.arguments})`),
  ...Object.keys(privateFunctions).map((signature) => `private.${signature}`),
]
const definers = Object.entries(privateFunctions).flatMap(([signature, { definer }]) =>
  definer ? [`private.${signature}`] : [],
)

export const objectGuards: Guard[] = [
  {
    says: 'every table, view and sequence is in the access matrix',
    find: async (sql) => {
      const rows = await sql<{ kind: string; name: string }[]>`
        select case c.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end as kind,
          n.nspname || '.' || c.relname as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')`
      return difference(
        rows.map(({ kind, name }) => `${kind} ${name}`),
        [
          ...Object.keys(tables).map((name) => `table public.${name}`),
          ...Object.keys(hiddenTables).map((name) => `table ${name}`),
          ...Object.keys(views).map((name) => `view ${name}`),
          ...sequences.map((name) => `sequence ${name}`),
        ],
      )
    },
  },
  {
    says: 'every type is in the access matrix',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select n.nspname || '.' || t.typname as name
        from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
        where n.nspname in ('public', 'private') and (t.typtype in ('e', 'd', 'r', 'm') or c.relkind = 'c')`
      return difference(
        rows.map(({ name }) => name),
        types,
      )
    },
  },
  {
    says: 'every function is in the access matrix',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'private')`
      return difference(
        rows.map(({ name }) => name),
        listedFunctions,
      )
    },
  },
  {
    says: 'elevated functions are private, belong to the role made for them, and are those of the access matrix',
    find: async (sql) => {
      const rows = await sql<{ name: string; owner: string }[]>`
        select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
          pg_get_userbyid(p.proowner) as owner
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema', 'auth', 'extensions')`
      return [
        ...difference(
          rows.map(({ name }) => name),
          definers,
        ),
        ...rows
          .filter(({ name, owner }) => (owner === DEFINER) === OWNED_BY_THE_MIGRATION.includes(name))
          .map(({ name, owner }) => `${name} belongs to ${owner}`),
      ]
    },
  },
  {
    says: 'the role of elevated functions cannot sign in and owns nothing else',
    find: async (sql) => {
      const [role] = await sql<{ canLogin: boolean; isSuper: boolean; relations: number }[]>`
        select r.rolcanlogin as "canLogin", r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication as "isSuper",
          (select count(*)::int from pg_class c where c.relowner = r.oid) as relations
        from pg_roles r where r.rolname = ${DEFINER}`
      return role && !role.canLogin && !role.isSuper && role.relations === 0 ? [] : [JSON.stringify(role)]
    },
  },
  {
    says: 'no function looks names up in a search path',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'private') and not coalesce('search_path=""' = any (p.proconfig), false)`
      return rows.map(({ name }) => name)
    },
  },
  {
    says: 'views read with the rights of whoever asks',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'private') and c.relkind in ('v', 'm')
          and not coalesce('security_invoker=true' = any (c.reloptions), false)`
      return rows.map(({ name }) => name)
    },
  },
  {
    says: 'moments in time carry their zone',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select c.oid::regclass || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'c') and a.atttypid = 'timestamp'::regtype`
      return rows.map(({ name }) => name)
    },
  },
]
