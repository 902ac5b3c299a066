import { explain, Failure } from './failure'

export interface CommandTools {
  /** Runs one step and tells how long it took. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>
  log: (line: string) => void
  /** Ends the command because something it started has ended by itself. */
  abort: (error: Failure) => void
}

type Stop = () => Promise<void>

/**
 * Runs a command that stays in the foreground until Ctrl-C. `start` returns how to stop what it started; what it hands to
 * `onStop` meanwhile is stopped too when a signal or a failure comes before that. Nothing is left behind either way.
 */
export function runCommand(
  output: NodeJS.WriteStream,
  start: (tools: CommandTools, onStop: (stop: Stop) => void) => Promise<void>,
): void {
  const { step, log } = progress(output)
  const stops: Stop[] = []
  let isStopping = false
  const stop = async (exitCode: number) => {
    if (isStopping) return
    isStopping = true
    const stopAll = async () => {
      for (let next = stops.pop(); next; next = stops.pop()) await next()
    }
    try {
      await stopAll()
      // A step that was in the middle may start one thing more; it must not outlive this process either.
      await settled
      await stopAll()
      process.exit(exitCode)
    } catch (error) {
      fail(error)
    }
  }
  const abort = (error: unknown) => {
    if (isStopping) return
    process.stderr.write(`${clearLine(output)}${error instanceof Failure ? '✗ ' : ''}${explain(error)}\n`)
    void stop(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  // scripts/run.mjs was killed: nobody is left who could stop this process.
  process.on('disconnect', () => void stop(0))
  const started = start({ step, log, abort }, (next) => stops.push(next))
  const settled = started.then(
    () => undefined,
    () => undefined,
  )
  started.catch(abort)
}

/** One sentence and exit code 1. */
export function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Failure ? '✗ ' : ''}${explain(error)}\n`)
  process.exit(1)
}

/** A line for each step: while it runs on a terminal, and with its seconds when it is done. */
function progress(output: NodeJS.WriteStream): Pick<CommandTools, 'step' | 'log'> {
  const clear = clearLine(output)
  return {
    log: (line) => output.write(`${clear}  ${line}\n`),
    step: async (name, work) => {
      const began = performance.now()
      if (output.isTTY) output.write(`${clear}… ${name}`)
      const result = await work()
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      output.write(`${clear}✓ ${name.padEnd(16)} ${seconds.padStart(6)} s\n`)
      return result
    },
  }
}

function clearLine(output: NodeJS.WriteStream): string {
  return output.isTTY ? '\r\x1b[2K' : ''
}
