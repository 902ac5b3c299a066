import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { Failure } from '../backend/failure'

/** Not in package.json: its lock entry lacks some platforms, so `npm ci` would refuse it. npm keeps it in its own cache. */
const PACKAGE = 'supabase@3.1.0'
const TIMEOUT_MS = 180_000

/**
 * Runs the official Supabase CLI against a database (no Docker, no account) and resolves to what it printed.
 * Raises Failure when it ends badly, with the end of what it said.
 */
export function runSupabaseCli(args: readonly string[], databaseUrl: string): Promise<string> {
  const target = new URL(databaseUrl)
  // Otherwise it mentions on its standard output that a local server speaks no TLS.
  if (!target.searchParams.has('sslmode')) target.searchParams.set('sslmode', 'disable')
  const command = [
    'exec',
    '--yes',
    `--package=${PACKAGE}`,
    '--',
    'supabase',
    ...args,
    `--remote=${target.href}`,
  ]
  return new Promise((resolve, reject) => {
    const child = spawn('npm', [...command, '--agent=no'], {
      // It leaves a `supabase/.temp` where it runs.
      cwd: tmpdir(),
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      timeout: TIMEOUT_MS,
    })
    let out = ''
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(out)
      else
        reject(
          new Failure(
            `The Supabase CLI (${PACKAGE}, through npm) ended with ${code ?? 'a timeout'}: ${said.trim().slice(-500)}`,
          ),
        )
    })
  })
}
