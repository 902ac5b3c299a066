/* eslint-disable max-lines -- one file on purpose: who may do what is read, reviewed and changed in one place. */
/**
 * Who may do what: actor × table × verb, and actor × function. The only place where access is decided in words; the policies and
 * grants in `migrations/` say the same in SQL. The schema guards compare the catalogue with this file, the model check derives its
 * oracle from it, and `docs/access.md` is printed from it. A table or function that is not listed here fails the tests.
 */
import type {
  Actor,
  ApiRole,
  Cells,
  Condition,
  Executor,
  Privileges,
  PublicFunction,
  Standing,
  TableAccess,
} from './access-vocabulary'

export const actors: Record<Actor, { standing: Standing; who: string }> = {
  anon: { standing: 'anon', who: 'nobody is signed in' },
  stranger: { standing: 'outsider', who: 'signed in, but belongs to no agency' },
  stakeholder: { standing: 'stakeholder', who: 'has a profile without a client' },
  client_viewer: { standing: 'client_viewer', who: 'a person of a client' },
  sibling_viewer: { standing: 'client_viewer', who: 'a person of another client of the same agency' },
  team_member: { standing: 'team_member', who: 'staff' },
  agency_admin: { standing: 'agency_admin', who: 'staff who look after the agency' },
  agency_owner: { standing: 'agency_owner', who: 'staff who also decide about owners' },
  foreign_owner: { standing: 'agency_owner', who: 'an owner, seen from every other agency' },
  removed_member: { standing: 'outsider', who: 'was staff; still holds a valid token' },
}

/**
 * What the database refuses beyond row conditions, with the SQLSTATE. `PT403` and the like are HTTP statuses.
 * The oracle of the model check implements each by its name.
 */
export const rules = {
  'a stakeholder has no client': '23514, and everybody else has one',
  'a role fits its client': '23514: staff belong to a house client, viewers to another one',
  'a name is the person’s own': 'PT403: an admin may not rename people',
  'own standing is fixed': 'PT403: nobody changes their own role or permissions',
  'only admins change standing': 'PT403: role, permissions and removal',
  'only owners touch owners': 'PT403: making, changing or removing an owner',
  'an agency keeps an owner': 'PT409: the last owner stays',
  'a shared portal has no zone': '23514: it belongs to no agency whose zone it could name',
  'a portal is own or shared': '23503: a publication names a portal of its own agency or a shared one',
} as const
export type Rule = keyof typeof rules

const admins = (condition: Condition): Cells => ({ agency_admin: condition, agency_owner: condition })
const staff = (condition: Condition): Cells => ({ team_member: condition, ...admins(condition) })
const nobody = {}
const everything: Privileges = { select: true, insert: true, update: true, delete: true }

const portalColumns = ['name', 'slug', 'status', 'primary_audience', 'is_active', 'default_zone_id'] as const
const runColumns = ['name', 'description', 'status', 'starts_at', 'ends_at', 'metadata', 'zone_id'] as const

/** In the order in which rows can be inserted: parents before children. */
export const tables = {
  agencies: {
    tenant: { column: 'id' },
    parents: {},
    fixed: [],
    history: { agency: 'id', subject: 'id' },
    rules: [],
    privileges: {
      authenticated: { select: true, update: ['name', 'slug', 'settings'] },
      service_role: everything,
      audienceos_definer: { select: true, insert: ['name', 'slug'] },
    },
    cells: {
      select: staff('own agency'),
      insert: nobody,
      update: admins('own agency'),
      move: nobody,
      delete: nobody,
    },
    says: 'Made by register_agency only. Clients’ viewers do not read it.',
  },
  clients: {
    tenant: { column: 'agency_id' },
    parents: { agency_id: { table: 'agencies', of: 'any' } },
    fixed: ['agency_id', 'is_house'],
    history: { agency: 'agency_id', subject: 'id' },
    rules: [],
    privileges: {
      authenticated: {
        select: true,
        insert: ['agency_id', 'name', 'status', 'website', 'notes'],
        update: ['name', 'status', 'website', 'notes'],
        delete: true,
      },
      service_role: everything,
      audienceos_definer: { select: true, insert: ['agency_id', 'name', 'is_house'] },
    },
    cells: {
      select: { client_viewer: 'own client', ...staff('own agency') },
      insert: admins('own agency'),
      update: admins('own agency'),
      move: nobody,
      delete: admins('own agency, not the house client'),
    },
    says: 'The house client stands for the agency itself and cannot be removed.',
  },
  users: {
    tenant: { through: 'client_id', table: 'clients' },
    parents: { client_id: { table: 'clients', of: 'any' } },
    fixed: [],
    history: null,
    rules: [
      'a stakeholder has no client',
      'a role fits its client',
      'a name is the person’s own',
      'own standing is fixed',
      'only admins change standing',
      'only owners touch owners',
      'an agency keeps an owner',
    ],
    privileges: {
      authenticated: { select: true, update: ['full_name', 'role', 'permissions'], delete: true },
      service_role: everything,
      audienceos_definer: {
        select: true,
        insert: ['id', 'client_id', 'email', 'full_name', 'role'],
        update: ['client_id', 'role', 'updated_at'],
      },
    },
    cells: {
      select: { stakeholder: 'self', client_viewer: 'self', ...staff('self or own agency') },
      insert: nobody,
      update: {
        stakeholder: 'self',
        client_viewer: 'self',
        team_member: 'self',
        ...admins('self or own agency'),
      },
      move: nobody,
      delete: admins('own agency'),
    },
    says: 'A row is only made by a function, with the id of the signed-in account. One’s own row: the name only.',
  },
  cc_zones: {
    tenant: { column: 'tenant_id' },
    parents: { tenant_id: { table: 'agencies', of: 'any' } },
    fixed: ['tenant_id'],
    history: { agency: 'tenant_id', subject: 'id' },
    rules: [],
    privileges: {
      authenticated: { select: true, insert: ['tenant_id', 'name'], update: ['name'], delete: true },
      service_role: everything,
      audienceos_definer: { select: true },
    },
    cells: {
      select: staff('own agency'),
      insert: staff('own agency'),
      update: staff('own agency'),
      move: nobody,
      delete: admins('own agency'),
    },
    says: '',
  },
  cc_portals: {
    tenant: { column: 'owning_tenant_id' },
    parents: {
      owning_tenant_id: { table: 'agencies', of: 'any' },
      default_zone_id: { table: 'cc_zones', of: 'same agency' },
    },
    fixed: ['owning_tenant_id'],
    history: { agency: 'owning_tenant_id', subject: 'id' },
    rules: ['a shared portal has no zone'],
    privileges: {
      authenticated: {
        select: true,
        insert: ['owning_tenant_id', ...portalColumns],
        update: portalColumns,
        delete: true,
      },
      service_role: everything,
      audienceos_definer: { select: true, insert: ['owning_tenant_id', 'name', 'slug', 'status'] },
    },
    cells: {
      select: staff('own agency or shared'),
      insert: staff('own agency'),
      update: staff('own agency'),
      move: nobody,
      delete: admins('own agency'),
    },
    says: 'Shared portals have no owner; the operator keeps them.',
  },
  cc_n3_runs: {
    tenant: { column: 'tenant_id' },
    parents: {
      tenant_id: { table: 'agencies', of: 'any' },
      zone_id: { table: 'cc_zones', of: 'same agency' },
      portal_id: { table: 'cc_portals', of: 'any' },
    },
    fixed: ['tenant_id'],
    history: { agency: 'tenant_id', subject: 'id' },
    rules: [],
    privileges: {
      authenticated: {
        select: true,
        insert: ['tenant_id', ...runColumns],
        update: runColumns,
        delete: true,
      },
      service_role: everything,
      audienceos_definer: { select: true, update: ['market_mode', 'publish_version', 'updated_at'] },
    },
    cells: {
      select: staff('own agency'),
      insert: staff('own agency'),
      update: staff('own agency'),
      move: nobody,
      delete: admins('own agency'),
    },
    says: 'Market mode and version change through publish_run only; the legacy portal column is not written any more.',
  },
  cc_run_portal_publications: {
    tenant: { column: 'tenant_id' },
    parents: {
      tenant_id: { table: 'agencies', of: 'any' },
      run_id: { table: 'cc_n3_runs', of: 'same agency' },
      portal_id: { table: 'cc_portals', of: 'same agency or shared' },
    },
    fixed: ['tenant_id', 'run_id', 'portal_id'],
    history: { agency: 'tenant_id', subject: 'run_id' },
    rules: ['a portal is own or shared'],
    privileges: {
      authenticated: { select: true },
      service_role: everything,
      audienceos_definer: everything,
    },
    cells: { select: staff('own agency'), insert: nobody, update: nobody, move: nobody, delete: nobody },
    says: 'Written by publish_run and undo_publish only, so that no write slips past the version check.',
  },
  activity_log: {
    tenant: { column: 'agency_id' },
    parents: { agency_id: { table: 'agencies', of: 'any' } },
    fixed: [],
    history: null,
    rules: [],
    privileges: {
      authenticated: { select: true },
      service_role: { select: true },
      audienceos_definer: { select: true, insert: true },
    },
    cells: { select: staff('own agency'), insert: nobody, update: nobody, move: nobody, delete: nobody },
    says: 'Written by triggers in the transaction of the change, never changed afterwards.',
  },
} as const satisfies Record<string, TableAccess & { rules: readonly Rule[] }>
export type TableName = keyof typeof tables

/** Views, readable by the roles named; all are `security_invoker`. */
export const views: Record<string, { select: readonly string[] }> = {
  'private.live_publications': { select: ['audienceos_definer'] },
}
/** Sequences are used by their table's owner only, so nobody is granted any. */
export const sequences: readonly string[] = ['public.activity_log_id_seq']
/** Types carry no data: everybody may name them. */
export const types: readonly string[] = [
  'private.publish_outcome',
  'public.cc_portal_audience',
  'public.cc_portal_status',
  'public.portal_listing',
  'public.user_role',
]

const forEverybody = (what: string): PublicFunction['cells'] => ({
  anon: what,
  outsider: what,
  stakeholder: what,
  client_viewer: what,
  team_member: what,
  agency_admin: what,
  agency_owner: what,
})
const forStaff = (what: string): PublicFunction['cells'] => ({
  team_member: what,
  agency_admin: what,
  agency_owner: what,
})
const everybody: readonly ApiRole[] = ['anon', 'authenticated']
const signedIn: readonly ApiRole[] = ['authenticated']

/** What the API offers: `security invoker` wrappers in `public`. */
export const publicFunctions: Record<string, PublicFunction> = {
  portal_page: {
    arguments: 'slug text',
    roles: everybody,
    cells: forEverybody('live portals, what a stranger may see'),
    says: 'A public portal with its listed runs.',
  },
  portal_run: {
    arguments: 'slug text, run_id uuid',
    roles: everybody,
    cells: forEverybody('live publications, what a stranger may see'),
    says: 'One run on a public portal.',
  },
  portal_sitemap: {
    arguments: '',
    roles: everybody,
    cells: forEverybody('live portals and listed OPEN runs'),
    says: 'Addresses for search engines.',
  },
  publish_run: {
    arguments: 'run_id uuid, market_mode text, portals jsonb, expected_version integer',
    roles: signedIn,
    cells: forStaff('runs of the own agency, on its own and shared portals'),
    says: 'Declares where and how a run shows.',
  },
  undo_publish: {
    arguments: 'run_id uuid, publish_version integer',
    roles: signedIn,
    cells: forStaff('runs of the own agency'),
    says: 'Takes the last publish back.',
  },
  register_agency: {
    arguments: 'name text, slug text',
    roles: signedIn,
    cells: {
      outsider: 'themselves, once their address is proved',
      stakeholder: 'themselves, once their address is proved',
      agency_owner: 'nothing more: the same name again changes nothing',
    },
    says: 'Makes a person the owner of a new agency.',
  },
}

/** Unexposed functions: who may execute each, and whether it runs with the rights of `audienceos_definer`. */
export const privateFunctions: Record<string, { roles: readonly Executor[]; definer: boolean }> = {
  // The default of `created_by` and `published_by`, so whoever may insert those rows needs it.
  'my_user_id()': { roles: ['anon', 'authenticated', 'service_role', 'audienceos_definer'], definer: false },
  // Stays with the migration's role, the only one that may read `auth` on hosted Supabase.
  'my_verified_email()': { roles: ['audienceos_definer'], definer: true },
  'my_client_id()': { roles: signedIn, definer: true },
  'my_agency_id()': { roles: signedIn, definer: true },
  'my_staff_agency_id()': { roles: signedIn, definer: true },
  'my_admin_agency_id()': { roles: signedIn, definer: true },
  'my_staff_client_ids()': { roles: signedIn, definer: true },
  'my_admin_client_ids()': { roles: signedIn, definer: true },
  'portal_page(slug text)': { roles: everybody, definer: true },
  'portal_run(slug text, run_id uuid)': { roles: everybody, definer: true },
  'portal_sitemap()': { roles: everybody, definer: true },
  'publish_run(p_run_id uuid, p_market_mode text, p_portals jsonb, p_expected_version integer)': {
    roles: signedIn,
    definer: true,
  },
  'undo_publish(p_run_id uuid, p_publish_version integer)': { roles: signedIn, definer: true },
  'register_agency(p_name text, p_slug text)': { roles: signedIn, definer: true },
  'hidden_reason(run_status text)': { roles: ['audienceos_definer'], definer: false },
  'refuse(status integer, code text, detail text, hint text)': {
    roles: ['authenticated', 'audienceos_definer'],
    definer: false,
  },
  'keep_history(IN watched regclass, IN tenant_column text, IN subject_column text)': {
    roles: [],
    definer: false,
  },
  'log_changes()': { roles: [], definer: true },
  'guard_publication_portal()': { roles: [], definer: true },
  'guard_user_change()': { roles: [], definer: false },
  'refuse_key_change()': { roles: [], definer: false },
  'set_updated_at()': { roles: [], definer: false },
}
