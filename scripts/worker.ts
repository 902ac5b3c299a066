import { runCommand } from './backend/command'

/** `npm run worker`: delivers what is in the queue until Ctrl-C. */
runCommand(process.stderr, async (tools, onStop) => {
  // React checks itself at every mail unless it is told that this is production, and takes three times as long.
  Reflect.set(process.env, 'NODE_ENV', 'production')
  const { runWorker } = await import('./delivery/run-worker')
  await runWorker(tools, onStop)
})
