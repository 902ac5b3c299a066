import { startBackend } from './backend/backend'
import { dataDirectory } from './backend/state'
import { portFromEnv } from './backend/ports'
import { runCommand } from './backend/command'

/** `npm run backend`: everything but the app, in the foreground. Only the one JSON line goes to stdout. */
runCommand(async ({ step, log }) => {
  const host = process.env.HOST ?? '127.0.0.1'
  const backend = await startBackend({
    directory: dataDirectory(),
    host,
    backendPort: portFromEnv('BACKEND_PORT', 54321),
    mailboxPort: portFromEnv('MAILBOX_PORT', 1080),
    siteUrl: process.env.NEXT_PUBLIC_SITE_URL ?? `http://localhost:${String(portFromEnv('PORT', 3000))}`,
    isEmpty: process.argv.includes('--empty'),
    step,
    log,
  })
  process.stdout.write(`${JSON.stringify(backend.ready)}\n`)
  return backend.stop
})
