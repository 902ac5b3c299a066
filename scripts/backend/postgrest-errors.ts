/** What the API process reads of an error that Postgres raised, whichever driver brought it. */
interface DatabaseError {
  code: string
  message: string
  detail?: string | null
  hint?: string | null
}

/**
 * HTTP status of an SQLSTATE as PostgREST answers it
 * (https://docs.postgrest.org/en/stable/references/errors.html#http-status-codes).
 */
export function httpStatus(code: string, role: string): number {
  if (code === '42501' || /^(28|0L|0P)/.test(code)) return role === 'anon' ? 401 : 403
  if (code === '23503' || code === '23505') return 409
  if (code === '25006') return 405
  if (code === '42883' || code === '42P01') return 404
  if (code === '21000') return 400
  if (code === '53400') return 500
  if (/^(08|53)/.test(code)) return 503
  if (/^(09|25|2D|38|39|3B|40|54|55|57|58|F0|HV|P0|XX)/.test(code) && code !== 'P0001') return 500
  return code === '42P17' ? 500 : 400
}

/** Marks an error that is the caller's doing, so that it is answered but not printed. */
export const REFUSED = Symbol('refused')

/**
 * lite 0.10.0 answers 500 without details or hint for many SQLSTATEs. It does pass on an error raised as `PGRST` with its
 * answer in JSON, so every other error is turned into one of those. Raised `PTxyz` codes it already understands.
 */
export function asPostgrestError(error: unknown, role: string): unknown {
  if (!isDatabaseError(error)) return error
  const { code, message } = error
  // An unknown column is worded by PostgREST with its table, which lite does itself.
  if (/^(PT|PGRST)/.test(code) || code === '42703') return Object.assign(error, { [REFUSED]: true })
  const status = httpStatus(code, role)
  const answer = JSON.stringify({ code, message, details: error.detail ?? null, hint: error.hint ?? null })
  return Object.assign(new Error(answer), {
    severity: 'ERROR',
    code: 'PGRST',
    detail: JSON.stringify({ status, headers: {} }),
    [REFUSED]: status < 500,
  })
}

/** What PostgREST says while its database is away. Whoever asked may ask again. */
export function unreachableError(): Error {
  const message = 'Database connection error. Retrying the connection.'
  return Object.assign(new Error(JSON.stringify({ code: 'PGRST000', message, details: null, hint: null })), {
    severity: 'ERROR',
    code: 'PGRST',
    detail: JSON.stringify({ status: 503, headers: {} }),
    [REFUSED]: true,
  })
}

function isDatabaseError(error: unknown): error is DatabaseError {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return false
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
}
