let isInstalled = false

/**
 * When the Postgres server goes away in the middle of a write, the `postgres` driver throws past everybody who waits for it. That
 * request is never answered and its caller gives up and tries again; the API must not end with it. Every other error ends the
 * process as it would have done.
 */
export function surviveDriverFaults(): void {
  if (isInstalled) return
  isInstalled = true
  process.on('uncaughtException', (error) => {
    if (/node_modules.postgres.(src|cjs).*connection\.js/.test(error.stack ?? '')) {
      console.error(`database: a connection broke in the middle of a request (${error.message})`)
      return
    }
    console.error(error)
    process.exit(1)
  })
}
