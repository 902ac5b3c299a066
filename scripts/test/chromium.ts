import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { Failure } from '../backend/failure'

/** The engine without the browser around it: the same pages for two thirds of the processor time. */
const HEADLESS = '/usr/lib/chromium/chromium-headless-shell'
const APT_TIMEOUT_MS = 300_000

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The path of a Chromium, installed from the system's packages when there is none and this user may install. `hasWindow`: one
 * that somebody can watch.
 */
export function findChromium(log: (line: string) => void, hasWindow: boolean): string {
  const isRoot = process.getuid?.() === 0
  const hasApt = existsSync('/usr/bin/apt-get')
  // Root is who runs tests in a container that lives no longer than they do: there the quicker one is fetched in any case.
  if (
    !existing(hasWindow) ||
    (hasApt && isRoot && !hasWindow && !process.env.CHROMIUM && !existsSync(HEADLESS))
  )
    if (hasApt) install(isRoot ? [] : ['sudo', '-n'], hasWindow, log)
  const installed = existing(hasWindow)
  if (installed) return installed
  throw new Failure(
    'The end-to-end tests need Chromium: install it (on Debian: sudo apt-get install chromium), or set CHROMIUM to its path.',
  )
}

function install(sudo: string[], hasWindow: boolean, log: (line: string) => void): void {
  log('installing Chromium from the system packages')
  apt([...sudo, 'apt-get', 'update', '-qq'])
  // Nothing that is there may go for it: a browser of an earlier version is worth more than a quicker one.
  const add = [
    ...sudo,
    'apt-get',
    'install',
    '-y',
    '-qq',
    '--no-remove',
    '--no-install-recommends',
    'fonts-liberation',
  ]
  // Not every system has the engine by itself.
  if ((hasWindow || !apt([...add, 'chromium-headless-shell'])) && !existing(hasWindow))
    apt([...add, 'chromium'])
}

function existing(hasWindow: boolean): string | undefined {
  const known = hasWindow ? BROWSERS : [HEADLESS, ...BROWSERS]
  return [process.env.CHROMIUM, ...known, chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  )
}

function apt([command = '', ...args]: string[]): boolean {
  const { status } = spawnSync(command, args, {
    timeout: APT_TIMEOUT_MS,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}
