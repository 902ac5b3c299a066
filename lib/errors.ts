import { codeInDigest, digestOf } from '@/lib/error-digest'

/** Every way in which something can be refused or fail. Machine codes of the database appear under their own name. */
export const ERROR_CODES = [
  // The connection and the session.
  'backend_unreachable',
  'session_expired',
  'too_many_requests',
  'unexpected',
  // What the auth server says.
  'code_wrong_or_expired',
  'credentials_wrong',
  'link_wrong_or_expired',
  'password_same',
  'password_weak',
  // What PostgREST and Postgres say on their own.
  'forbidden',
  'not_found',
  'conflict',
  'duplicate',
  'still_in_use',
  'invalid_input',
  'timeout',
  // Tenancy (supabase/migrations/*_create_tenancy.sql, *_provision_agencies.sql).
  'admin_required',
  'already_member',
  'email_unverified',
  'invalid_name',
  'invalid_slug',
  'last_owner',
  'name_is_the_persons_own',
  'own_role_is_fixed',
  'owner_required',
  'role_does_not_fit_client',
  'slug_taken',
  'tenant_key_is_fixed',
  // Runs, portals, publishing (supabase/migrations/*_runs*.sql, *_publish_*.sql).
  'invalid_market_mode',
  'invalid_portals',
  'invalid_schedule',
  'nothing_to_undo',
  'portal_inactive',
  'portal_not_found',
  'portal_of_another_agency',
  'run_incomplete',
  'run_not_found',
  'stale_version',
  // Claim links (supabase/migrations/*_create_invitations.sql).
  'claimed_by_other',
  'context_unsupported',
  'email_in_use',
  'email_mismatch',
  'invitation_claimed',
  'invitation_expired',
  'invitation_revoked',
  'invitation_unknown',
  'inviter_lost_rights',
  'link_still_works',
  'run_closed',
  'too_many_claims',
  'too_many_codes',
  'too_many_unknown_links',
  // Inviting people and telling them (supabase/migrations/*_create_invitations.sql, *_notifications.sql).
  'already_invited',
  'client_not_found',
  'invalid_body',
  'invalid_days',
  'invalid_role',
  'invalid_rows',
  'invalid_subject',
  'invalid_successor',
  'invitation_not_found',
  'mailed_recently',
  'member_not_found',
  'message_not_found',
  'no_email_address',
  'recipient_complained',
  'recipient_refuses_mail',
  'role_above_own',
  'stakeholder_not_found',
  'successor_required',
  'too_many_links',
  'too_many_resends',
  'too_many_rows',
  // Cartridges (supabase/migrations/*_create_cartridges.sql).
  'cartridge_not_found',
  'invalid_cartridge_type',
  // Client work (supabase/migrations/*_create_work.sql, *_create_communications.sql, *_read_client_work.sql).
  'alert_has_live_twin',
  'alert_is_resolved',
  'alert_not_found',
  'assignee_unknown',
  'comment_is_not_yours',
  'entry_is_not_yours',
  'invalid_alert',
  'invalid_changes',
  'invalid_cursor',
  'invalid_severity',
  'invalid_status',
  'note_required',
  'place_is_gone',
  'reason_required',
  'snooze_in_the_past',
  'snooze_too_long',
  'ticket_changed',
  'ticket_is_closed',
  'ticket_is_internal',
  'ticket_not_found',
  'too_late_to_edit',
  'too_late_to_undo',
  'too_many_pins',
  'too_many_tickets',
  'too_many_watchers',
  'waiting_for_whom',
  // Documents (supabase/migrations/*_create_documents.sql, lib/supabase/storage.ts).
  'document_gone',
  'document_not_yours',
  'document_too_old',
  'document_unknown',
  'upload_differs',
  'upload_missing',
  'upload_too_large',
  'upload_type_refused',
  // Automation (supabase/migrations/*_create_automation.sql).
  'invalid_rule',
  'made_by_a_rule',
  'too_many_rules',
  // Billing (supabase/migrations/*_create_billing.sql).
  'billing_required',
  'currency_required',
  'invalid_invoice',
  'invalid_invoice_lines',
  'invoice_changed',
  'invoice_due_before_issue',
  'invoice_has_no_lines',
  'invoice_is_draft',
  'invoice_is_fixed',
  'invoice_is_paid',
  'invoice_is_sent',
  'invoice_is_void',
  'invoice_needs_number',
  'invoice_not_found',
  // Notifications (supabase/migrations/*_create_notifications.sql).
  'nobody_to_send_for',
  'too_many_muted_runs',
  'too_many_test_mails',
  'too_many_updates',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

const KNOWN: ReadonlySet<string> = new Set(ERROR_CODES)

/**
 * The one error that the data layer throws. `details` is the machine detail beside the code (a version, a column, a
 * constraint), never words for people: those are in lib/error-messages.ts.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: string | null
  /** Next sends only this to the browser when a server component fails, so it is how the code gets to the error page. */
  readonly digest: string

  constructor(code: ErrorCode, details: string | null = null, options?: ErrorOptions) {
    super(details ? `${code}: ${details}` : code, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
    this.digest = digestOf(code)
  }
}

// SQLSTATE and PostgREST codes that mean the same whatever statement raised them.
const BY_SQLSTATE: Record<string, ErrorCode> = {
  '22P02': 'invalid_input',
  '22001': 'invalid_input',
  '22003': 'invalid_input',
  '22007': 'invalid_input',
  '22008': 'invalid_input',
  '22021': 'invalid_input',
  '23502': 'invalid_input',
  '23514': 'invalid_input',
  '23503': 'still_in_use',
  '23505': 'duplicate',
  '40001': 'conflict',
  '40P01': 'conflict',
  '42501': 'forbidden',
  '57014': 'timeout',
  '53300': 'backend_unreachable',
  '57P01': 'backend_unreachable',
  '57P03': 'backend_unreachable',
  PGRST000: 'backend_unreachable',
  PGRST001: 'backend_unreachable',
  PGRST002: 'backend_unreachable',
  PGRST003: 'backend_unreachable',
  PGRST116: 'not_found',
  PGRST301: 'session_expired',
  PGRST302: 'session_expired',
  PGRST303: 'session_expired',
}

// What a function checks can come true between its look and its write, when two people act at once; then the constraint
// speaks, and means the same.
const BY_CONSTRAINT: Record<string, ErrorCode> = {
  alerts_one_live_per_trouble: 'alert_has_live_twin',
  tickets_watcher_ids_check: 'too_many_watchers',
  // Somebody else restored it first.
  agency_cartridges_pkey: 'conflict',
  agency_cartridges_one_default_per_type: 'conflict',
  style_cartridges_pkey: 'conflict',
  preference_cartridges_pkey: 'conflict',
  instruction_cartridges_pkey: 'conflict',
  brand_cartridges_pkey: 'conflict',
}

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'invalid_input',
  401: 'session_expired',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  429: 'too_many_requests',
  502: 'backend_unreachable',
  503: 'backend_unreachable',
  504: 'backend_unreachable',
}

type Fields = {
  code?: unknown
  message?: unknown
  details?: unknown
  name?: unknown
  status?: unknown
}

/**
 * Makes an `AppError` of anything: an error answer of PostgREST (`{ code, message, details }`), a failed fetch, an
 * error that crossed from the server to an error page, or something nobody expected. `status` is the HTTP status beside
 * the error, when there was one; postgrest-js reports 0 for a request that never got an answer.
 */
export function toAppError(error: unknown, status?: number): AppError {
  if (error instanceof AppError) return error
  const fields: Fields = typeof error === 'object' && error !== null ? error : {}
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const wrap = (code: ErrorCode, details: string | null = null) =>
    new AppError(code, details, { cause: error })

  const carried = codeInDigest(error)
  if (isErrorCode(carried)) return wrap(carried)

  // Our own functions and triggers raise a machine code as the message, whatever their SQLSTATE.
  const message = text(fields.message)
  if (isErrorCode(message)) return wrap(message, text(fields.details) || null)
  if (message === 'sign_in_required') return wrap('session_expired')

  const [, constraint = ''] = /constraint "(\w+)"/.exec(message) ?? []
  const meant = BY_CONSTRAINT[constraint]
  if (meant) return wrap(meant)

  const known = BY_SQLSTATE[text(fields.code)]
  if (known) return wrap(known, message || null)

  const httpStatus = status ?? (typeof fields.status === 'number' ? fields.status : undefined)
  if (httpStatus === 0 || isFailedFetch(fields)) return wrap('backend_unreachable')
  const byStatus = httpStatus === undefined ? undefined : BY_STATUS[httpStatus]
  return wrap(byStatus ?? 'unexpected', message || null)
}

/** `fetch` rejects with a TypeError when there is no connection; postgrest-js turns that into a message with this start. */
function isFailedFetch(fields: Fields): boolean {
  const message = typeof fields.message === 'string' ? fields.message : ''
  return /^(TypeError: |FetchError: )?(fetch failed|Failed to fetch|NetworkError|Load failed)/i.test(message)
}

export function isErrorCode(value: string): value is ErrorCode {
  return KNOWN.has(value)
}

/** The part of a PostgREST answer that `unwrap` looks at. */
type Answer<Data> = { data: Data | null; error: unknown; status: number }

/** Returns the data of a PostgREST answer or throws its error as an `AppError`, so that no error is ever dropped. */
export function unwrap<Data>(answer: Answer<Data>): Data {
  if (answer.error) throw toAppError(answer.error, answer.status)
  // A statement that returns nothing (204) is typed as null by the client as well.
  return answer.data as Data
}
