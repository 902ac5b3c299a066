import {
  hiddenTables,
  privateFunctions,
  publicFunctions,
  tables,
  views,
  type TableName,
} from '../../access-matrix'
import { matrix } from '../model/shape'
import { nameOf } from '../../access-vocabulary'
import { difference, type Guard } from './guard'

const VERBS = ['select', 'insert', 'update', 'delete'] as const

/** `authenticated may update public.agencies (name)`, one line for each privilege and column. */
function wantedTableGrants(): string[] {
  const lines: string[] = []
  for (const table of Object.keys(tables) as TableName[])
    for (const [role, privileges] of Object.entries(matrix[table].privileges))
      for (const verb of VERBS) {
        const granted = privileges[verb]
        if (granted === true) lines.push(`${role} may ${verb} public.${table}`)
        else for (const column of granted ?? []) lines.push(`${role} may ${verb} public.${table} (${column})`)
      }
  for (const [table, privileges] of Object.entries(hiddenTables))
    for (const verb of VERBS) if (privileges[verb]) lines.push(`audienceos_definer may ${verb} ${table}`)
  for (const [view, { select }] of Object.entries(views))
    for (const role of select) lines.push(`${role} may select ${view}`)
  return lines
}

function wantedFunctionGrants(): string[] {
  return [
    ...Object.entries(publicFunctions).flatMap(([name, { arguments: list, roles }]) =>
      roles.map((role) => `${role} may call public.${nameOf(name)}(${list})`),
    ),
    ...Object.entries(privateFunctions).flatMap(([signature, { roles }]) =>
      roles.map((role) => `${role} may call private.${signature}`),
    ),
  ]
}

export const grantGuards: Guard[] = [
  {
    says: 'tables, columns, views and sequences are granted exactly as the access matrix says',
    find: async (sql) => {
      const rows = await sql<{ line: string }[]>`
        select coalesce(nullif(acl.grantee::regrole::text, '-'), 'everybody') || ' may ' || lower(acl.privilege_type) || ' '
          || n.nspname || '.' || c.relname || coalesce(' (' || acl.attname || ')', '') || case when acl.is_grantable then ' and pass it on' else '' end as line
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        cross join lateral (
          select x.*, null::name as attname from aclexplode(c.relacl) x
          union all
          select x.*, a.attname from pg_attribute a cross join lateral aclexplode(a.attacl) x
          where a.attrelid = c.oid and not a.attisdropped
        ) acl
        where n.nspname in ('public', 'private') and acl.grantee <> c.relowner`
      return difference(
        rows.map(({ line }) => line),
        wantedTableGrants(),
      )
    },
  },
  {
    says: 'functions may be called by exactly those whom the access matrix names, and anon by its short list only',
    find: async (sql) => {
      const rows = await sql<{ line: string }[]>`
        select coalesce(nullif(acl.grantee::regrole::text, '-'), 'everybody') || ' may call '
          || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as line
        from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        -- Without a list of its own a function is open to everybody.
        cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
        where n.nspname in ('public', 'private') and acl.grantee <> p.proowner`
      return difference(
        rows.map(({ line }) => line),
        wantedFunctionGrants(),
      )
    },
  },
  {
    says: 'nobody but the role of elevated functions may create anything, and types are granted to nobody by name',
    find: async (sql) => {
      const rows = await sql<{ line: string }[]>`
        select acl.grantee::regrole || ' may create in ' || n.nspname as line
        from pg_namespace n cross join lateral aclexplode(n.nspacl) acl
        where n.nspname in ('public', 'private') and acl.privilege_type = 'CREATE' and acl.grantee <> n.nspowner
          and not (n.nspname = 'private' and acl.grantee = 'audienceos_definer'::regrole)
        union all
        select acl.grantee::regrole || ' is named on ' || t.typname
        from pg_type t join pg_namespace n on n.oid = t.typnamespace cross join lateral aclexplode(t.typacl) acl
        where n.nspname in ('public', 'private') and acl.grantee not in (t.typowner, 0)`
      return rows.map(({ line }) => line)
    },
  },
  {
    says: 'what a later migration makes is granted to nobody by itself',
    find: async (sql) => {
      const rows = await sql<{ line: string }[]>`
        select acl.grantee::regrole || ' gets ' || acl.privilege_type || ' on new objects' as line
        from pg_default_acl d cross join lateral aclexplode(d.defaclacl) acl
        where acl.grantee <> d.defaclrole and d.defaclobjtype in ('r', 'S', 'f')
          and d.defaclnamespace in (0, 'public'::regnamespace, 'private'::regnamespace)`
      return rows.map(({ line }) => line)
    },
  },
]
