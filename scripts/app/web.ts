import { spawn, type ChildProcess } from 'node:child_process'
import { Failure } from '../backend/failure'
import { filterNoise } from '../test/noise'

const NEXT = 'node_modules/next/dist/bin/next'
const READY_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 5_000

export interface WebEnv {
  NEXT_PUBLIC_SUPABASE_URL: string
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: string
  NEXT_PUBLIC_SITE_URL: string
}

/** The environment of the web process: this one's without anything that would get it past row-level security or let it send mail. */
export function webProcessEnv(env: WebEnv, isProduction: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DATABASE_URL|SMTP_.*|DKIM_.*|.*SECRET.*|.*SERVICE_ROLE.*)$/.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    ...env,
    NODE_ENV: isProduction ? 'production' : 'development',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** Starts Next in a process of its own and resolves when it answers, with the promise of its end. */
export async function startWeb(
  mode: 'start' | 'dev',
  options: {
    env: WebEnv
    port: number
    host: string
    isLoud: boolean
    /** Told everything that it prints, shown or not. */
    onOutput?: (text: string) => void
  },
  onStop: (stop: () => Promise<void>) => void,
): Promise<{ ended: Promise<void> }> {
  const args = [NEXT, mode, '-p', String(options.port), '-H', options.host]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: webProcessEnv(options.env, mode === 'start'),
  })
  let output = ''
  const show = (chunk: Buffer) => {
    const text = filterNoise(chunk.toString())
    output = (output + text).slice(-4000)
    options.onOutput?.(text)
    if (options.isLoud) process.stdout.write(text)
  }
  child.stdout.on('data', show)
  child.stderr.on('data', (chunk: Buffer) => {
    if (!options.isLoud) process.stderr.write(filterNoise(chunk.toString()))
    show(chunk)
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  onStop(() => stopChild(child, ended))
  const address = `http://${options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host}:${options.port}/api/health`
  const isUp = await Promise.race([answers(address), ended.then(() => false)])
  if (!isUp)
    throw new Failure(`The app does not start: ${output.trim().split('\n').at(-1) ?? 'it gave no reason'}`)
  return { ended }
}

async function answers(address: string): Promise<boolean> {
  for (const end = Date.now() + READY_TIMEOUT_MS; Date.now() < end;) {
    try {
      const response = await fetch(address)
      await response.arrayBuffer()
      if (response.ok) return true
    } catch {
      // Nothing listens yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(timer)
}
