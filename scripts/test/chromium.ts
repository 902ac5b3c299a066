import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { Failure } from '../backend/failure'

/** The engine without the browser around it: the same pages for two thirds of the processor time. */
const HEADLESS = '/usr/bin/chromium-headless-shell'

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
  const found = existing(hasWindow)
  if (found) return found
  if (existsSync('/usr/bin/apt-get')) {
    log('installing Chromium from the system packages')
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    apt([...sudo, 'apt-get', 'update', '-qq'])
    const install = [
      ...sudo,
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'fonts-liberation',
    ]
    // Not every system has the engine by itself.
    if (hasWindow || !apt([...install, 'chromium-headless-shell'])) apt([...install, 'chromium'])
  }
  const installed = existing(hasWindow)
  if (installed) return installed
  throw new Failure(
    'The end-to-end tests need Chromium: install it (on Debian: sudo apt-get install chromium), or set CHROMIUM to its path.',
  )
}

function existing(hasWindow: boolean): string | undefined {
  const known = hasWindow ? BROWSERS : [HEADLESS, ...BROWSERS]
  return [process.env.CHROMIUM, ...known, chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  )
}

function apt([command = '', ...args]: string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}
