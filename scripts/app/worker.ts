import { spawn, type ChildProcess } from 'node:child_process'
import { filterNoise } from '../test/noise'

/** A little longer than the worker itself takes to finish what it holds. */
const STOP_TIMEOUT_MS = 16_000
const RESTART_MS = 1_000

export interface WorkerEnv {
  SUPABASE_URL: string
  SUPABASE_SECRET_KEY: string
  NEXT_PUBLIC_SITE_URL: string
  DATA_DIR: string
  WORKER_PORT: string
  /** Where mails go whatever else is set: tests must not write to real people. */
  SMTP_URL?: string
}

/**
 * Runs one delivery worker in a process of its own, beside the app: it holds the secret key, which the web process must
 * not have. One that ends by itself is started again; `onStop` is told how to end it for good.
 */
export function startWorkerProcess(
  env: WorkerEnv,
  log: (line: string) => void,
  onStop: (stop: () => Promise<void>) => void,
): void {
  let isStopping = false
  let child: ChildProcess
  let ended: Promise<void>
  let restart: NodeJS.Timeout | undefined
  const start = () => {
    // The channel tells it when this process is gone without having stopped it.
    const started = spawn(process.execPath, ['--import', 'tsx', 'scripts/worker.ts'], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
    })
    child = started
    const show = (chunk: Buffer) => {
      for (const line of filterNoise(chunk.toString()).split('\n')) if (line.trim() !== '') log(line)
    }
    started.stdout?.on('data', show)
    started.stderr?.on('data', show)
    ended = new Promise((resolve) => started.once('close', () => resolve()))
    void ended.then(() => {
      if (isStopping) return
      log('worker: ended by itself and is started again')
      restart = setTimeout(start, RESTART_MS)
    })
  }
  start()
  onStop(async () => {
    isStopping = true
    clearTimeout(restart)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(timer)
  })
}
