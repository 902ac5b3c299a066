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
  'a role fits its context': '23514: roles of a run for a run, roles of people for a client or team',
  'a claim is whole': '23514: claimed, by whom and when belong together',
  'one live invitation': '23505: an address is invited to one thing once at a time',
  'a lease is whole': '23514: leased, by which token and until when belong together',
  'quiet hours are a window': '23514: a beginning and another end, or neither',
} as const
export type Rule = keyof typeof rules

const admins = (condition: Condition): Cells => ({ agency_admin: condition, agency_owner: condition })
const staff = (condition: Condition): Cells => ({ team_member: condition, ...admins(condition) })
const nobody = {}
/** Everybody who is signed in, in whatever agency or none. */
const everyone = (condition: Condition): Cells => ({
  outsider: condition,
  stakeholder: condition,
  client_viewer: condition,
  ...staff(condition),
})
const closed = { select: nobody, insert: nobody, update: nobody, move: nobody, delete: nobody }
const everything: Privileges = { select: true, insert: true, update: true, delete: true }

const portalColumns = ['name', 'slug', 'status', 'primary_audience', 'is_active', 'default_zone_id'] as const
const preferenceColumns = [
  'overrides',
  'quiet_start',
  'quiet_end',
  'quiet_days',
  'time_zone',
  'digest_hour',
  'digest_weekday',
] as const
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
      // The update is for a row lock alone: whoever changes somebody's standing takes it first.
      audienceos_definer: {
        select: true,
        insert: ['agency_id', 'name', 'is_house'],
        update: ['updated_at'],
      },
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
        update: ['client_id', 'role', 'permissions', 'updated_at'],
        delete: true,
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
      select: {
        stakeholder: 'held run',
        client_viewer: 'held run',
        ...staff('own agency or held run'),
      },
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
  cc_invitations: {
    tenant: { column: 'inviter_tenant_id' },
    parents: {
      inviter_tenant_id: { table: 'agencies', of: 'any' },
      inviter_individual_id: { table: 'users', of: 'any' },
      run_id: { table: 'cc_n3_runs', of: 'same agency' },
      client_id: { table: 'clients', of: 'same agency' },
    },
    fixed: ['inviter_tenant_id', 'context_type', 'context_id'],
    history: { agency: 'inviter_tenant_id', subject: 'context_id' },
    rules: ['a role fits its context', 'a claim is whole', 'one live invitation'],
    privileges: {
      authenticated: { select: true, delete: true },
      service_role: everything,
      audienceos_definer: everything,
    },
    cells: {
      select: staff('own agency'),
      insert: nobody,
      update: nobody,
      move: nobody,
      delete: admins('own agency'),
    },
    says: 'Written by functions only, so that no step of a claim can be skipped. The secret of the link is not in it.',
  },
  cc_invitation_tokens: {
    tenant: { column: 'tenant_id' },
    parents: {
      tenant_id: { table: 'agencies', of: 'any' },
      invitation_id: { table: 'cc_invitations', of: 'same agency' },
    },
    fixed: [],
    history: null,
    rules: [],
    privileges: { authenticated: {}, service_role: {}, audienceos_definer: everything },
    cells: closed,
    says: 'Hashes of links. Functions alone look at them.',
  },
  cc_run_stakeholders: {
    tenant: { column: 'tenant_id' },
    person: 'user_id',
    parents: {
      tenant_id: { table: 'agencies', of: 'any' },
      run_id: { table: 'cc_n3_runs', of: 'same agency' },
      user_id: { table: 'users', of: 'any' },
      invitation_id: { table: 'cc_invitations', of: 'same agency' },
    },
    fixed: ['tenant_id', 'run_id', 'user_id'],
    history: { agency: 'tenant_id', subject: 'run_id' },
    rules: [],
    privileges: {
      authenticated: { select: true, update: ['role'], delete: true },
      service_role: everything,
      audienceos_definer: everything,
    },
    cells: {
      select: { stakeholder: 'own row', client_viewer: 'own row', ...staff('own agency or own row') },
      insert: nobody,
      update: staff('own agency'),
      move: nobody,
      delete: { stakeholder: 'own row', client_viewer: 'own row', ...staff('own agency or own row') },
    },
    says: 'Made by claiming an invitation. A row counts whoever holds it: staff of one agency may hold runs of another.',
  },
  cc_external_contact_points: {
    tenant: { column: 'tenant_id' },
    parents: { tenant_id: { table: 'agencies', of: 'any' } },
    fixed: ['tenant_id', 'kind', 'value'],
    history: null,
    rules: [],
    privileges: {
      authenticated: {
        select: true,
        insert: ['tenant_id', 'kind', 'value', 'name'],
        update: ['name'],
        delete: true,
      },
      service_role: everything,
      audienceos_definer: {
        select: true,
        insert: ['tenant_id', 'kind', 'value', 'name', 'created_by'],
        update: ['name', 'updated_at'],
      },
    },
    cells: {
      select: staff('own agency'),
      insert: staff('own agency'),
      update: staff('own agency'),
      move: nobody,
      delete: staff('own agency'),
    },
    says: 'An address never changes; another one is another contact.',
  },
  cc_notification_templates: {
    tenant: { column: 'tenant_id' },
    parents: { tenant_id: { table: 'agencies', of: 'any' } },
    fixed: [],
    history: null,
    rules: [],
    privileges: {
      authenticated: { select: true },
      service_role: everything,
      audienceos_definer: { select: true },
    },
    cells: {
      select: staff('own agency or shared'),
      insert: nobody,
      update: nobody,
      move: nobody,
      delete: nobody,
    },
    says: 'Those of nobody are the product’s own words.',
  },
  cc_notifications: {
    tenant: { column: 'sender_tenant_id' },
    person: 'recipient_individual_id',
    parents: {
      sender_tenant_id: { table: 'agencies', of: 'any' },
      recipient_individual_id: { table: 'users', of: 'any' },
    },
    fixed: ['sender_tenant_id', 'recipient_individual_id', 'dedupe_key'],
    history: null,
    rules: [],
    privileges: {
      authenticated: { select: true, update: ['seen_at', 'read_at', 'archived_at'] },
      service_role: everything,
      audienceos_definer: everything,
    },
    cells: {
      select: everyone('own row'),
      insert: nobody,
      update: everyone('own row'),
      move: nobody,
      delete: nobody,
    },
    says: 'Whoever it is for reads it, and nobody else, whichever agency it comes from.',
  },
  cc_notification_preferences: {
    tenant: { through: 'individual_id', table: 'users' },
    person: 'individual_id',
    parents: { individual_id: { table: 'users', of: 'any' } },
    fixed: ['individual_id'],
    history: null,
    rules: ['quiet hours are a window'],
    privileges: {
      authenticated: {
        select: true,
        insert: ['individual_id', ...preferenceColumns],
        update: preferenceColumns,
      },
      service_role: everything,
      audienceos_definer: everything,
    },
    cells: {
      select: everyone('own row'),
      insert: everyone('own row'),
      update: everyone('own row'),
      move: nobody,
      delete: nobody,
    },
    says: 'Without a profile there is nothing to add them to. Muted runs change through mute_run only.',
  },
  cc_suppressions: {
    tenant: { column: 'tenant_id' },
    parents: { tenant_id: { table: 'agencies', of: 'any' } },
    fixed: [],
    history: null,
    rules: [],
    privileges: { authenticated: {}, service_role: everything, audienceos_definer: everything },
    cells: closed,
    says: 'Hashes of addresses that get no mail; those of no agency get none from anybody.',
  },
  cc_notification_deliveries: {
    tenant: { column: 'tenant_id' },
    parents: {
      tenant_id: { table: 'agencies', of: 'any' },
      notification_id: { table: 'cc_notifications', of: 'same agency' },
      invitation_id: { table: 'cc_invitations', of: 'same agency' },
      recipient_individual_id: { table: 'users', of: 'any' },
    },
    fixed: ['tenant_id', 'idempotency_key'],
    history: null,
    rules: ['a lease is whole'],
    privileges: {
      authenticated: { select: true },
      service_role: everything,
      audienceos_definer: everything,
    },
    cells: { select: staff('own agency'), insert: nobody, update: nobody, move: nobody, delete: nobody },
    says: 'The queue, and afterwards the log. Workers go through functions too, which know who holds a lease.',
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

/** Tables out of everybody's sight: only elevated functions use them, and no policy opens them. */
export const hiddenTables: Record<string, Privileges> = {
  'private.rate_limits': everything,
  'private.settings': { select: true },
}
/** Views, readable by the roles named; all are `security_invoker`. */
export const views: Record<string, { select: readonly string[] }> = {
  'private.live_publications': { select: ['audienceos_definer'] },
}
/** Sequences are used by their table's owner only, so nobody is granted any. */
export const sequences: readonly string[] = ['public.activity_log_id_seq']
/** Types carry no data: everybody may name them. */
export const types: readonly string[] = [
  'private.delivery_verdict',
  'private.notification_decision',
  'private.publish_outcome',
  'public.cc_invitation_context',
  'public.cc_portal_audience',
  'public.cc_portal_status',
  'public.invitation_view',
  'public.leased_delivery',
  'public.portal_listing',
  'public.run_person',
  'public.run_update',
  'public.shared_run',
  'public.user_role',
  'public.waiting_invitation',
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
const forAdmins = (what: string): PublicFunction['cells'] => ({ agency_admin: what, agency_owner: what })
const forProfiles = (what: string): PublicFunction['cells'] => ({
  stakeholder: what,
  client_viewer: what,
  ...forStaff(what),
})
const forSignedIn = (what: string): PublicFunction['cells'] => ({ outsider: what, ...forProfiles(what) })
const invitationCells = {
  ...forStaff('invitations of the own agency'),
  team_member: 'invitations to runs of the own agency',
}
const everybody: readonly ApiRole[] = ['anon', 'authenticated']
const signedIn: readonly ApiRole[] = ['authenticated']
const workers = ['service_role'] as const

/** What the API offers: `security invoker` wrappers in `public`. */
export const publicFunctions: Record<string, PublicFunction> = {
  portal_page: {
    arguments: 'slug text',
    roles: everybody,
    reach: 'nothing',
    cells: forEverybody('live portals, what a stranger may see'),
    says: 'A public portal with its listed runs.',
  },
  portal_run: {
    arguments: 'slug text, run_id uuid',
    roles: everybody,
    reach: 'nothing',
    cells: forEverybody('live publications, what a stranger may see'),
    says: 'One run on a public portal.',
  },
  portal_sitemap: {
    arguments: '',
    roles: everybody,
    reach: 'nothing',
    cells: forEverybody('live portals and listed OPEN runs'),
    says: 'Addresses for search engines.',
  },
  publish_run: {
    arguments: 'run_id uuid, market_mode text, portals jsonb, expected_version integer',
    roles: signedIn,
    reach: 'own agency',
    cells: forStaff('runs of the own agency, on its own and shared portals'),
    says: 'Declares where and how a run shows.',
  },
  undo_publish: {
    arguments: 'run_id uuid, publish_version integer',
    roles: signedIn,
    reach: 'own agency',
    cells: forStaff('runs of the own agency'),
    says: 'Takes the last publish back.',
  },
  register_agency: {
    arguments: 'name text, slug text',
    roles: signedIn,
    reach: 'self',
    cells: {
      outsider: 'themselves, once their address is proved',
      stakeholder: 'themselves, once their address is proved',
      agency_owner: 'nothing more: the same name again changes nothing',
    },
    says: 'Makes a person the owner of a new agency.',
  },
  create_run_invitations: {
    arguments: 'run_id uuid, rows jsonb, dry_run boolean',
    roles: signedIn,
    reach: 'own agency',
    cells: forStaff('runs of the own agency'),
    says: 'Invites up to 1,000 people to a run.',
  },
  create_member_invitations: {
    arguments: 'client_id uuid, rows jsonb, dry_run boolean',
    roles: signedIn,
    reach: 'own agency',
    cells: forAdmins('clients of the own agency and its house client, never above one’s own role'),
    says: 'Invites people to a client or to the team.',
  },
  invitation_link: {
    arguments: 'invitation_id uuid',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Makes another link.',
  },
  reset_invitation_links: {
    arguments: 'invitation_id uuid',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Ends all links given out so far.',
  },
  resend_invitation: {
    arguments: 'invitation_id uuid',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Mails the invitation again.',
  },
  extend_invitation: {
    arguments: 'invitation_id uuid, days integer',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Gives more days.',
  },
  revoke_invitation: {
    arguments: 'invitation_id uuid',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Ends an invitation.',
  },
  restore_invitation: {
    arguments: 'invitation_id uuid',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Takes a revocation back.',
  },
  change_invitation_role: {
    arguments: 'invitation_id uuid, role text',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Changes what claiming will grant, never above one’s own role.',
  },
  set_invitation_reminders: {
    arguments: 'invitation_id uuid, enabled boolean',
    roles: signedIn,
    reach: 'own agency',
    cells: invitationCells,
    says: 'Switches reminders on or off.',
  },
  open_invitation: {
    arguments: 'token text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the invitation whose link they hold'),
    says: 'What the holder of a link may see.',
  },
  mark_invitation_viewed: {
    arguments: 'token text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the invitation whose link they hold'),
    says: 'Says that a person looked.',
  },
  decline_invitation: {
    arguments: 'token text, reason text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the invitation whose link they hold'),
    says: 'Declines; the link still works.',
  },
  stop_invitations: {
    arguments: 'token text, report text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the invitation whose link they hold'),
    says: 'No more mail of this agency to this address.',
  },
  ask_for_new_link: {
    arguments: 'token text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the invitation whose link they hold'),
    says: 'Tells the inviter that the link no longer works.',
  },
  allow_claim_attempt: {
    arguments: 'token text, kind text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the invitation whose link they hold'),
    says: 'Counts a code sent or tried, and gives the invited address.',
  },
  claim_invitation: {
    arguments: 'token text',
    roles: signedIn,
    reach: 'the link',
    cells: forSignedIn('the invitation whose link they hold, with the invited address proved'),
    says: 'Binds an invitation to the caller, once.',
  },
  claim_my_invitation: {
    arguments: 'invitation_id uuid',
    roles: signedIn,
    reach: 'the link',
    cells: forSignedIn('an invitation to their proved address'),
    says: 'The same without the link.',
  },
  my_invitations: {
    arguments: '',
    roles: signedIn,
    reach: 'nothing',
    cells: forSignedIn('open invitations to their proved address'),
    says: 'Who signs in without a link finds what waits for them.',
  },
  shared_page: {
    arguments: 'run_id uuid',
    roles: signedIn,
    reach: 'nothing',
    cells: forSignedIn('runs they hold'),
    says: 'The same with open invitations, or one run with its updates, in one request.',
  },
  shared_runs: {
    arguments: 'run_id uuid',
    roles: signedIn,
    reach: 'nothing',
    cells: forSignedIn('runs they hold'),
    says: 'The runs that somebody follows, with what they may know.',
  },
  remove_member: {
    arguments: 'user_id uuid, successor_id uuid',
    roles: signedIn,
    reach: 'own agency',
    cells: forAdmins('people of the own agency; owners by owners, never the last one'),
    says: 'Takes somebody out of the agency; their open invitations go to the successor.',
  },
  list_run_people: {
    arguments: 'run_id uuid, group_name text, search text, before timestamp with time zone, before_id uuid',
    roles: signedIn,
    reach: 'nothing',
    cells: forStaff('runs of the own agency'),
    says: 'Everybody invited to a run or on it.',
  },
  count_run_people: {
    arguments: 'run_id uuid',
    roles: signedIn,
    reach: 'nothing',
    cells: forStaff('runs of the own agency'),
    says: 'How many they are in each group.',
  },
  run_people: {
    arguments: 'run cc_n3_runs',
    roles: signedIn,
    reach: 'nothing',
    cells: forStaff('runs of the own agency'),
    says: 'The first page of both, as a column of the run.',
  },
  waiting_invitations: {
    arguments: 'agency agencies',
    roles: signedIn,
    reach: 'nothing',
    cells: forSignedIn('open invitations to their proved address'),
    says: 'The same as my_invitations, as a column of the agency.',
  },
  inbox_counts: {
    arguments: '',
    roles: signedIn,
    reach: 'nothing',
    cells: forSignedIn('their own notifications'),
    says: 'Unread and unseen, each counted to 100.',
  },
  mark_all_notifications_read: {
    arguments: 'up_to timestamp with time zone, category text',
    roles: signedIn,
    reach: 'self',
    cells: forSignedIn('their own notifications'),
    says: 'Marks what had arrived by then as read.',
  },
  undo_mark_all_read: {
    arguments: 'stamp timestamp with time zone',
    roles: signedIn,
    reach: 'self',
    cells: forSignedIn('their own notifications'),
    says: 'Takes that back.',
  },
  notify_run_stakeholders: {
    arguments: 'run_id uuid, subject text, body text',
    roles: signedIn,
    reach: 'own agency',
    cells: forStaff('runs of the own agency'),
    says: 'Sends an update to everybody who follows a run.',
  },
  mute_run: {
    arguments: 'run_id uuid, muted boolean',
    roles: signedIn,
    reach: 'self',
    cells: forProfiles('their own preferences'),
    says: 'Silences one run, except what is required.',
  },
  preference_decision: {
    arguments: '"user" uuid, category text, channel text',
    roles: signedIn,
    reach: 'nothing',
    cells: forProfiles('themselves'),
    says: 'Whether something reaches them, and why.',
  },
  send_test_notification: {
    arguments: '',
    roles: signedIn,
    reach: 'self',
    cells: forProfiles('themselves'),
    says: 'Queues a test mail to the caller.',
  },
  unsubscribe_page: {
    arguments: 'token text',
    roles: everybody,
    reach: 'nothing',
    cells: forEverybody('the address whose mail the link came with'),
    says: 'What the preference page of a mail shows.',
  },
  unsubscribe: {
    arguments: 'token text, category text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the address whose mail the link came with'),
    says: 'Ends the mails of a category.',
  },
  resubscribe: {
    arguments: 'token text, category text',
    roles: everybody,
    reach: 'the link',
    cells: forEverybody('the address whose mail the link came with'),
    says: 'Takes that back.',
  },
  replay_delivery: {
    arguments: 'delivery_id uuid',
    roles: signedIn,
    reach: 'own agency',
    cells: forStaff('failed deliveries of the own agency'),
    says: 'Sends a failed delivery again.',
  },
  lease_deliveries: {
    arguments: 'worker text, max integer, lease_seconds integer',
    roles: workers,
    reach: 'everything',
    cells: {},
    says: 'For workers: takes what is due.',
  },
  record_deliveries: {
    arguments: 'results jsonb',
    roles: workers,
    reach: 'everything',
    cells: {},
    says: 'For workers: how it went.',
  },
  record_delivery_event: {
    arguments: 'provider_message_id text, kind text, event_id text, detail text',
    roles: workers,
    reach: 'everything',
    cells: {},
    says: 'For webhooks: delivered, bounced or complained.',
  },
  run_delivery_housekeeping: {
    arguments: '',
    roles: workers,
    reach: 'everything',
    cells: {},
    says: 'For workers: what is due by the clock.',
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
  'my_stakeholder_run_ids()': { roles: signedIn, definer: true },
  'new_token()': { roles: ['audienceos_definer'], definer: false },
  'token_hash(token text)': { roles: ['audienceos_definer'], definer: false },
  'normal_email(typed text)': { roles: ['audienceos_definer'], definer: false },
  'normal_phone(typed text)': { roles: ['audienceos_definer'], definer: false },
  'masked_address(address text)': { roles: ['audienceos_definer'], definer: false },
  'role_rank(role text)': { roles: ['audienceos_definer'], definer: false },
  'my_rank()': { roles: [], definer: true },
  'count_attempt(key text, max_hits integer, seconds integer)': { roles: [], definer: true },
  'visitor_address()': { roles: ['audienceos_definer'], definer: false },
  'create_invitations(p_context cc_invitation_context, p_context_id uuid, p_rows jsonb, p_dry_run boolean)': {
    roles: signedIn,
    definer: true,
  },
  'my_invitation(p_invitation_id uuid)': { roles: [], definer: true },
  'require_live(invitation cc_invitations)': { roles: ['audienceos_definer'], definer: false },
  'invitation_link(p_invitation_id uuid)': { roles: signedIn, definer: true },
  'reset_invitation_links(p_invitation_id uuid)': { roles: signedIn, definer: true },
  'resend_invitation(p_invitation_id uuid)': { roles: signedIn, definer: true },
  'renew_invitation(invitation cc_invitations, until timestamp with time zone)': { roles: [], definer: true },
  'extend_invitation(p_invitation_id uuid, p_days integer)': { roles: signedIn, definer: true },
  'revoke_invitation(p_invitation_id uuid)': { roles: signedIn, definer: true },
  'restore_invitation(p_invitation_id uuid)': { roles: signedIn, definer: true },
  'cancel_invitation_mail(invitation cc_invitations, reason text)': { roles: [], definer: true },
  'change_invitation_role(p_invitation_id uuid, p_role text)': { roles: signedIn, definer: true },
  'set_invitation_reminders(p_invitation_id uuid, p_enabled boolean)': { roles: signedIn, definer: true },
  'find_invitation(p_token text)': { roles: [], definer: true },
  'invitation_state(invitation cc_invitations)': { roles: [], definer: true },
  'person_name(p_user_id uuid)': { roles: [], definer: true },
  'open_invitation(p_token text)': { roles: everybody, definer: true },
  'mark_invitation_viewed(p_token text)': { roles: everybody, definer: true },
  'decline_invitation(p_token text, p_reason text)': { roles: everybody, definer: true },
  'stop_invitations(p_token text, p_report text)': { roles: everybody, definer: true },
  'ask_for_new_link(p_token text)': { roles: everybody, definer: true },
  'allow_claim_attempt(p_token text, p_kind text)': { roles: everybody, definer: true },
  'claim(p_invitation_id uuid)': { roles: [], definer: true },
  'claim_invitation(p_token text)': { roles: signedIn, definer: true },
  'claim_my_invitation(p_invitation_id uuid)': { roles: signedIn, definer: true },
  'my_invitations()': { roles: signedIn, definer: true },
  'shared_runs(p_run_id uuid)': { roles: signedIn, definer: true },
  'remove_member(p_user_id uuid, p_successor_id uuid)': { roles: signedIn, definer: true },
  // Checks call these, so whoever may write the rows needs them.
  'is_time_zone(zone text)': {
    roles: ['authenticated', 'service_role', 'audienceos_definer'],
    definer: false,
  },
  'are_overrides(choices jsonb)': {
    roles: ['authenticated', 'service_role', 'audienceos_definer'],
    definer: false,
  },
  'local_instant(local_time timestamp without time zone, zone text, is_later boolean)': {
    roles: ['audienceos_definer'],
    definer: false,
  },
  'quiet_until(preferences cc_notification_preferences, at timestamp with time zone)': {
    roles: ['audienceos_definer'],
    definer: false,
  },
  'next_digest(preferences cc_notification_preferences, rhythm text, at timestamp with time zone)': {
    roles: ['audienceos_definer'],
    definer: false,
  },
  'decide(preferences cc_notification_preferences, category text, channel text, is_required boolean, run_id uuid, at timestamp with time zone)':
    { roles: ['audienceos_definer'], definer: false },
  'fill(pattern text, data jsonb)': { roles: ['audienceos_definer'], definer: false },
  'notify(p_type text, p_agency uuid, p_recipients uuid[], p_event_key text, p_context_type text, p_context_id uuid, p_run_id uuid, p_data jsonb, p_action_url text, p_mail_after interval)':
    { roles: [], definer: true },
  'tell_inviter(p_type text, invitation cc_invitations, p_event_key text, p_data jsonb)': {
    roles: [],
    definer: true,
  },
  'tell_team_of_member(invitation cc_invitations)': { roles: [], definer: true },
  'run_people(p_agency uuid, p_run_id uuid)': { roles: [], definer: true },
  'notify_run_stakeholders(p_run_id uuid, p_subject text, p_body text)': { roles: signedIn, definer: true },
  'announce_run_change()': { roles: [], definer: true },
  'forget_run_notifications()': { roles: [], definer: true },
  'mute_run(p_run_id uuid, p_muted boolean)': { roles: signedIn, definer: true },
  'preference_decision(p_user uuid, p_category text, p_channel text)': { roles: signedIn, definer: true },
  'send_test_notification()': { roles: signedIn, definer: true },
  'signature(message text)': { roles: [], definer: true },
  'preference_token(delivery_id uuid)': { roles: [], definer: true },
  'preference_delivery(p_token text)': { roles: [], definer: true },
  'is_suppressed(p_agency uuid, p_address text, p_category text)': { roles: [], definer: true },
  'unsubscribe_page(p_token text)': { roles: everybody, definer: true },
  'set_subscription(p_token text, p_category text, p_is_on boolean)': { roles: everybody, definer: true },
  'retry_seconds(attempts integer)': { roles: ['audienceos_definer'], definer: false },
  'recheck_delivery(delivery cc_notification_deliveries)': { roles: [], definer: true },
  'release_expired_leases()': { roles: [], definer: true },
  'lease_deliveries(p_worker text, p_max integer, p_lease_seconds integer)': {
    roles: workers,
    definer: true,
  },
  'tell_of_failure(delivery cc_notification_deliveries, p_reason text)': { roles: [], definer: true },
  'record_deliveries(p_results jsonb)': { roles: workers, definer: true },
  'record_delivery_event(p_provider_message_id text, p_kind text, p_event_id text, p_detail text)': {
    roles: workers,
    definer: true,
  },
  'replay_delivery(p_delivery_id uuid)': { roles: signedIn, definer: true },
  'run_delivery_housekeeping()': { roles: workers, definer: true },
  'run_people(p_run_id uuid)': { roles: [], definer: true },
  'run_person_group(person run_person)': { roles: ['audienceos_definer'], definer: false },
  'list_run_people(p_run_id uuid, p_group text, p_search text, p_before timestamp with time zone, p_before_id uuid)':
    { roles: signedIn, definer: true },
  'count_run_people(p_run_id uuid)': { roles: signedIn, definer: true },
  'log_changes()': { roles: [], definer: true },
  'guard_publication_portal()': { roles: [], definer: true },
  'guard_user_change()': { roles: [], definer: false },
  'refuse_key_change()': { roles: [], definer: false },
  'set_updated_at()': { roles: [], definer: false },
}
