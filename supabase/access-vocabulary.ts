/** The words in which `access-matrix.ts` speaks. They are few and closed: the oracle and the access page know each of them. */

export type Verb = 'select' | 'insert' | 'update' | 'move' | 'delete'

/** Which rows a cell speaks of, always relative to the actor's own agency, client and id. A missing cell means `none`. */
export type Condition =
  | 'none'
  | 'own agency'
  | 'own agency or shared'
  | 'own agency, not the house client'
  | 'own client'
  | 'self'
  | 'self or own agency'
  /** The row's person is the actor; `TableAccess.person` names the column. */
  | 'own row'
  | 'own agency or own row'
  /** A run that the actor follows as a stakeholder. */
  | 'held run'
  | 'own agency or held run'
  /** A row of the actor's own client that staff have shared with its people. */
  | 'shared with own client'
  /** The same, of a ticket that is shared too. */
  | 'shared with own client, as its ticket is'
  /** The actor's own agency's, unless it was removed by somebody else. */
  | 'own agency, not removed'
  /** The row's person is the actor, and they are staff of the agency. */
  | 'own row of own agency'
  /** The same, or shared by a colleague. */
  | 'own row of own agency or shared in it'
  /** A document shared with the actor's client and not deleted: whole, or the actor's own on its way. */
  | 'shared with own client, whole or own'
  /** A file as people of a client bring one: shared, and theirs. */
  | 'a shared file of own client'
  /** The actor's own agency's, and not deleted. */
  | 'own agency, not deleted'
  /** The same, and the actor's own. */
  | 'own row of own agency, not deleted'
  /** A ticket as a client opens it: shared, open, nobody's yet. */
  | 'plain and of own client'
  /** The actor's own agency's, for its admins and for team members with the permission `billing`. */
  | 'own agency, with billing'
  /** The actor's own agency's, but what is about its money only for those. */
  | 'own agency, its money with billing'
  /** An outgoing invoice to the actor's client that is no draft any more. */
  | 'sent to own client'
  /** A line of such an invoice. */
  | 'line of what was sent to own client'
  /** The actor wrote it and may still read it. */
  | 'own row shared with own client'

/** How far access rules tell people apart. Everybody within one standing is treated alike. */
export type Standing =
  'anon' | 'outsider' | 'stakeholder' | 'client_viewer' | 'team_member' | 'agency_admin' | 'agency_owner'

export type Actor =
  | 'anon'
  | 'stranger'
  | 'stakeholder'
  | 'client_viewer'
  | 'sibling_viewer'
  | 'team_member'
  | 'agency_admin'
  | 'agency_owner'
  | 'foreign_owner'
  | 'removed_member'

export type Cells = Partial<Record<Standing, Condition>>
export type Privileges = {
  select?: true
  insert?: true | readonly string[]
  update?: true | readonly string[]
  delete?: true
}

/** The parent that a column names: one of the same agency, of the same client in it, of the same agency or shared, or (`any`) of whichever agency. */
export type Parent = { table: string; of: 'same agency' | 'same client' | 'same agency or shared' | 'any' }

export interface TableAccess {
  /** The column that names the agency; `users` reach theirs through the client. */
  tenant: { column: string } | { through: string; table: string }
  parents: Readonly<Record<string, Parent>>
  /** The column that names the person whose row it is, where rows belong to people. */
  person?: string
  /** Columns that never change after insert, for anybody, by trigger. */
  fixed: readonly string[]
  /** Columns naming the agency and the subject in `activity_log`; null when changes are not logged. */
  history: { agency: string; subject: string } | null
  rules: readonly string[]
  /** Table and column privileges by database role; `anon` never has any. */
  privileges: { authenticated: Privileges; service_role: Privileges; audienceos_definer: Privileges }
  cells: Record<Exclude<Verb, 'move'>, Cells> & {
    /** Nobody moves a row to another agency. */ move: Record<string, never>
  }
  says: string
}

export type ApiRole = 'anon' | 'authenticated'
export interface PublicFunction {
  arguments: string
  /** The database roles that may call it at all. */
  roles: readonly (ApiRole | 'service_role')[]
  /**
   * Whose rows a call may change at all: those of the caller's agency or their own; those that belong to the link (or the proved address)
   * and the caller's own; anybody's, by workers only.
   */
  reach: 'nothing' | 'self' | 'own agency' | 'the link' | 'everything'
  /** On whose rows it works for each standing; the functions refuse all others as if the row did not exist. */
  cells: Partial<Record<Standing, string>>
  says: string
}

export type Executor = ApiRole | 'service_role' | 'audienceos_definer'

/** A function's name without what tells it from another of the same name: `author_name.communications` is `author_name`. */
export const nameOf = (key: string) => key.replace(/\..*$/, '')
