import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { Failure } from '../backend/failure'

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium, installed from the system's packages when there is none and this user may install. */
export function findChromium(log: (line: string) => void): string {
  const found = existing()
  if (found) return found
  if (existsSync('/usr/bin/apt-get')) {
    log('installing Chromium from the system packages')
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    apt([...sudo, 'apt-get', 'update', '-qq'])
    apt([
      ...sudo,
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-liberation',
    ])
  }
  const installed = existing()
  if (installed) return installed
  throw new Failure(
    'The end-to-end tests need Chromium: install it (on Debian: sudo apt-get install chromium), or set CHROMIUM to its path.',
  )
}

function existing(): string | undefined {
  return [process.env.CHROMIUM, ...KNOWN, chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  )
}

function apt([command = '', ...args]: string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
