import { errorCode } from './failure'

let isInstalled = false
let saidAt = Number.NEGATIVE_INFINITY
const SAY_AGAIN_MS = 5_000

/**
 * When the Postgres server goes away in the middle of a write, the `postgres` driver may throw past everybody who waits for it.
 * That request is never answered and its caller gives up and tries again; the API must not end with it. Every other error ends
 * the process as it would have done.
 */
export function surviveDriverFaults(): void {
  if (isInstalled) return
  isInstalled = true
  process.on('uncaughtException', (error) => {
    if (/node_modules.postgres.(src|cjs).*connection\.js/.test(error.stack ?? '')) {
      sayUnreachable(error)
      return
    }
    console.error(error)
    process.exit(1)
  })
}

/** Whether the server could not be reached, is starting or stopping, or the connection to it broke. */
export function isConnectionFault(error: unknown): boolean {
  const code = errorCode(error) ?? ''
  return (
    /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EAI_AGAIN|ENOTFOUND)$/.test(code) ||
    /^CONNECT(ION_(CLOSED|DESTROYED|ENDED)|_TIMEOUT)$/.test(code) ||
    // Too many connections passes as well; what else begins with 57 is a statement that was ended, not a connection.
    /^(08\w{3}|57P0[1-5]|53300)$/.test(code)
  )
}

/** One line while it lasts, not one for each request that meets it. */
export function sayUnreachable(error: unknown): void {
  const now = performance.now()
  if (now - saidAt < SAY_AGAIN_MS) return
  saidAt = now
  console.error(
    `database: cannot be reached (${errorCode(error) ?? 'the connection broke'}); requests are answered again once it is back`,
  )
}
