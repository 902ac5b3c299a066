import { tables, type TableName } from '../../access-matrix'
import { matrix } from '../model/shape'
import type { Guard } from './guard'

interface Policy {
  table: string
  name: string
  cmd: string
  roles: string[]
  permissive: string
  qual: string | null
  check: string | null
}

const WRAPPED_CALL = /\( SELECT private\.\w+\(\)( AS \w+)?\)/g
const VERBS = ['select', 'insert', 'update', 'delete'] as const

export const policyGuards: Guard[] = [
  {
    says: 'row-level security is on and forced on every table',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select c.oid::regclass::text as name from pg_class c
        where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p')
          and not (c.relrowsecurity and c.relforcerowsecurity)`
      return rows.map(({ name }) => name)
    },
  },
  {
    says: 'each table has one policy for each verb that the access matrix opens, and no other',
    find: async (sql) => {
      const policies = await sql<Policy[]>`
        select tablename as table, policyname as name, cmd, roles, permissive, qual, with_check as check
        from pg_policies where schemaname in ('public', 'private')`
      const faults: string[] = []
      for (const table of Object.keys(tables) as TableName[])
        for (const verb of VERBS) {
          const found = policies.filter((p) => p.table === table && p.cmd === verb.toUpperCase())
          const wanted = Object.keys(matrix[table].cells[verb]).length > 0 ? 1 : 0
          if (found.length !== wanted)
            faults.push(`${table}: ${found.length} policies for ${verb}, not ${wanted}`)
        }
      for (const policy of policies) {
        const where = `${policy.table}, "${policy.name}"`
        if (!(policy.table in tables)) faults.push(`${where}: the table is not in the access matrix`)
        if (policy.cmd === 'ALL') faults.push(`${where}: for all verbs`)
        if (policy.roles.join() !== '{authenticated}' && policy.roles.join() !== 'authenticated')
          faults.push(`${where}: to ${policy.roles.join()}`)
        if (policy.permissive !== 'PERMISSIVE') faults.push(`${where}: ${policy.permissive}`)
        if (!/^[A-Z][a-z]+ [a-z].* /.test(policy.name)) faults.push(`${where}: its name is no sentence`)
        // What a row may become is what it may have been, or a row could be written out of reach.
        if (policy.cmd === 'UPDATE' && policy.check !== policy.qual)
          faults.push(`${where}: its two conditions differ`)
        if (policy.cmd === 'INSERT' && !policy.check) faults.push(`${where}: no condition`)
      }
      return faults
    },
  },
  {
    says: 'policies call helpers once for each statement, not once for each row',
    find: async (sql) => {
      const rows = await sql<{ table: string; name: string; text: string }[]>`
        select tablename as table, policyname as name, coalesce(qual, '') || ' ' || coalesce(with_check, '') as text
        from pg_policies where schemaname in ('public', 'private')`
      return rows
        .filter(({ text }) => /\w+\.\w+\(|\w+\(\)/.test(text.replaceAll(WRAPPED_CALL, '')))
        .map(({ table, name }) => `${table}, "${name}"`)
    },
  },
  {
    says: 'authorisation reads nothing from the token but who it is',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select tablename || ', "' || policyname || '"' as name from pg_policies
        where schemaname in ('public', 'private') and concat(qual, with_check) ~* 'jwt|metadata|current_setting|auth\\.'
        union all
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.proname <> 'my_user_id'
          -- It sets who is asking, to somebody with fewer rights, and authorises nothing by it.
          and p.proname <> 'view_as_client'
          -- The look-ups that policies make read the very same in place, because a call costs as much as the look-up.
          and replace(p.prosrc, (
            select substring(m.prosrc from 'return (.*); end') from pg_proc m where m.oid = 'private.my_user_id()'::regprocedure
          ), '') ~* 'user_metadata|app_metadata|auth\\.jwt|request\\.jwt'`
      return rows.map(({ name }) => name)
    },
  },
]
