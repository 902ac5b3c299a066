import { explain, Failure } from './failure'

export interface CommandTools {
  /** Runs one step and tells on stderr how long it took. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>
  log: (line: string) => void
}

/**
 * Runs a command that stays in the foreground until Ctrl-C. `start` returns how to stop what it started. A signal that comes
 * while it is still starting is obeyed as soon as that is done, so that nothing is left behind.
 */
export function runCommand(start: (tools: CommandTools) => Promise<() => Promise<void>>): void {
  const log = (line: string) => process.stderr.write(`  ${line}\n`)
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await work()
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    process.stderr.write(`✓ ${name.padEnd(16)} ${seconds.padStart(5)} s\n`)
    return result
  }
  const running = start({ step, log })
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    running
      .then((stopAll) => stopAll())
      .then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  // scripts/run.mjs was killed: nobody is left who could stop this process.
  process.on('disconnect', stop)
  running.catch((error: unknown) => fail(error))
}

/** One sentence and exit code 1. */
export function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Failure ? '✗ ' : ''}${explain(error)}\n`)
  process.exit(1)
}
