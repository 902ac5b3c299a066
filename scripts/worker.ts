import { runCommand } from './backend/command'
import { runWorker } from './delivery/run-worker'

/** `npm run worker`: delivers what is in the queue until Ctrl-C. */
runCommand(process.stderr, runWorker)
