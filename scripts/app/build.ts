import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../backend/failure'
import { filterNoise } from '../test/noise'
import { webProcessEnv, type WebEnv } from './web'

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/** Folder of the production build. Tests build into one of their own, so that they never pull it from under a running app. */
export function buildDirectory(): string {
  return process.env.NEXT_DIST_DIR ?? '.next'
}

/** True when the last build was made from these very sources and for these addresses, which are part of it. */
export function isBuilt(env: WebEnv): boolean {
  const stamp = stampFile()
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(env)
}

/** Builds the app for production. The child is handed to `onStop`, so that Ctrl-C ends it. */
export async function build(env: WebEnv, onStop: (stop: () => Promise<void>) => void): Promise<void> {
  const print = fingerprint(env)
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: webProcessEnv(env, true),
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output += filterNoise(chunk.toString())
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  onStop(async () => {
    child.kill('SIGTERM')
    await ended
  })
  if ((await ended) !== 0) throw new Failure(`The app does not build:\n${output.trim()}`)
  writeFileSync(stampFile(), print)
}

function stampFile(): string {
  return join(buildDirectory(), 'build-stamp')
}

function fingerprint(env: WebEnv): string {
  const hash = createHash('sha256').update(JSON.stringify(env)).update(process.versions.node)
  const add = (path: string) => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else if (!/\.test\.tsx?$/.test(path)) hash.update(path).update(readFileSync(path))
  }
  for (const source of SOURCES) add(source)
  return hash.digest('hex')
}
