import { startBackend } from './backend/backend'
import { runCommand } from './backend/command'
import { readSettings } from './backend/settings'

/** `npm run backend`: everything but the app, in the foreground. Only the one JSON line goes to stdout. */
runCommand(process.stderr, async (tools, onStop) => {
  const ready = await startBackend({ ...readSettings(), ...tools }, onStop)
  process.stdout.write(`${JSON.stringify(ready)}\n`)
})
