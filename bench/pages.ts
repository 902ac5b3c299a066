import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import autocannon from 'autocannon'
import { build } from '../scripts/app/build'
import { startWeb, webProcessEnv, type WebEnv } from '../scripts/app/web'
import { startBackend } from '../scripts/backend/backend'
import { freePort } from '../scripts/backend/ports'
import { benchInteraction } from './interaction'
import { median, type Figure } from './measure'
import { benchPageRequests } from './page-requests'
import { longestSequence, startRequestLog, type RequestLog } from './request-log'
import { findPortal, openInvitation, signIn, type Session } from './visitors'

const NEXT = 'node_modules/next/dist/bin/next'
const FLOOR = 'bench/floor'
/** Of its own, so that a running app keeps its build. */
const BUILD_DIRECTORY = '.next-bench'
const VISITS = 7
const LOAD_SECONDS = 5
const LOAD_CONNECTIONS = 8
const MAX_REQUESTS = 2
/** After loading, pages fetch what they load lazily; what comes later than this is not part of the first view. */
const SETTLE_MS = 1_000

/**
 * What the peer kit needed on a machine of this size, measured once when the product was designed (see docs/benchmarks.md).
 * It is not built here, so these are fixed numbers beside ours, not a paired measurement.
 */
const PEER = {
  'sign-in': { ttfb: 54, lcp: 512, perSecond: 54 },
  'run list': { ttfb: 36, lcp: 1712, perSecond: 26 },
}

interface Page {
  name: string
  path: string
  /** Who looks at it: anybody, a member of an agency, or somebody who has followed a private link. */
  visitor: 'anybody' | 'member' | 'invited'
  /** Largest share of the floor's JavaScript. */
  weightLimit: number
  peer?: { ttfb: number; lcp: number; perSecond: number }
}

const PAGES: readonly Page[] = [
  { name: 'sign-in', path: '/sign-in', visitor: 'anybody', weightLimit: 1.15, peer: PEER['sign-in'] },
  { name: 'public portal', path: '', visitor: 'anybody', weightLimit: 1.15 },
  { name: 'claim', path: '/i', visitor: 'invited', weightLimit: 1.15 },
  { name: 'run list', path: '/provider/runs', visitor: 'member', weightLimit: 1.7, peer: PEER['run list'] },
]

type MeasuredPage = Omit<Page, 'visitor'> & { url: string; session: Session | undefined }

interface Visit {
  scriptBytes: number
  ttfb: number
  lcp: number
}

/**
 * Weight, speed and backend requests of the pages people meet first, in a production build, beside an empty Next app, and how
 * soon the pages people work on answer them.
 */
export async function benchPages(): Promise<Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-bench-'))
  const stops: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })]
  try {
    const [appPort, floorPort] = [await freePort(), await freePort()]
    const siteUrl = `http://127.0.0.1:${String(appPort)}`
    const floorUrl = `http://127.0.0.1:${String(floorPort)}/`
    const backend = await startBackend(
      {
        directory,
        host: '127.0.0.1',
        backendPort: await freePort(),
        mailboxPort: await freePort(),
        siteUrl,
        isEmpty: false,
        step: (_name, work) => work(),
        log: () => undefined,
      },
      (stop) => stops.push(stop),
    )
    const log = await startRequestLog(backend.url)
    stops.push(() => log.stop())
    const env: WebEnv = {
      NEXT_PUBLIC_SUPABASE_URL: log.url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: backend.publishableKey,
      NEXT_PUBLIC_SITE_URL: siteUrl,
    }
    const onStop = (stop: () => Promise<void>) => stops.push(stop)
    process.env.NEXT_DIST_DIR = BUILD_DIRECTORY
    console.log('  building the product …')
    await build(env, onStop)
    await startWeb('start', { env, port: appPort, host: '127.0.0.1', isLoud: false }, onStop)
    console.log('  building an empty Next app …')
    stops.push(serveFloor(floorPort, env))
    await isUp(floorUrl)

    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    })
    stops.push(() => browser.close())
    const session = await signIn(browser, siteUrl, backend)
    const portal = await findPortal(backend)
    const invited = await openInvitation(browser, siteUrl, backend)
    const pages = PAGES.map(({ visitor, ...page }) => ({
      ...page,
      url: siteUrl + (page.path || `/p/${portal}`),
      session: visitor === 'member' ? session : visitor === 'invited' ? invited : undefined,
    }))
    return [
      ...(await measure(browser, pages, floorUrl, log)),
      ...(await benchPageRequests(browser, session, siteUrl, backend, log)),
      ...(await benchInteraction(browser, session, siteUrl, backend)),
    ]
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function measure(
  browser: Browser,
  pages: readonly MeasuredPage[],
  floorUrl: string,
  log: RequestLog,
): Promise<Figure[]> {
  const floor: Visit[] = []
  const visits = new Map<MeasuredPage, Visit[]>(pages.map((page) => [page, []]))
  const requests = new Map<MeasuredPage, { count: number; sequence: number }>()
  for (let round = 0; round <= VISITS; round++) {
    const counted = round > 0
    const bare = await visit(browser, floorUrl)
    if (counted) floor.push(bare)
    for (const page of pages) {
      log.take()
      const seen = await visit(browser, page.url, page.session)
      const asked = log.take()
      if (!counted) continue
      visits.get(page)?.push(seen)
      const worst = requests.get(page) ?? { count: 0, sequence: 0 }
      requests.set(page, {
        count: Math.max(worst.count, asked.length),
        sequence: Math.max(worst.sequence, longestSequence(asked)),
      })
    }
  }
  const floorBytes = median(floor.map((v) => v.scriptBytes))
  const floorRate = await requestsPerSecond(floorUrl)
  const figures: Figure[] = [
    { name: 'empty Next page', setting: 'JavaScript, gzip', value: floorBytes / 1024, unit: 'KB' },
    { name: 'empty Next page', setting: 'served', value: floorRate, unit: 'requests/s' },
  ]
  for (const page of pages) {
    const seen = visits.get(page) ?? []
    const asked = requests.get(page) ?? { count: NaN, sequence: NaN }
    const bytes = median(seen.map((v) => v.scriptBytes))
    const perSecond = await requestsPerSecond(page.url, page.session)
    figures.push(
      {
        name: page.name,
        setting: 'JavaScript, gzip',
        value: bytes / 1024,
        unit: 'KB',
        reference: { name: 'empty Next page', value: floorBytes / 1024 },
        target: { text: `≤ ${String(page.weightLimit)} ×`, isMet: bytes <= floorBytes * page.weightLimit },
      },
      {
        name: page.name,
        setting: 'requests to the backend a view',
        value: asked.count,
        unit: '',
        target: {
          text: `≤ ${String(MAX_REQUESTS)}, none in sequence (longest chain ${String(asked.sequence)})`,
          isMet: asked.count <= MAX_REQUESTS && asked.sequence <= 1,
        },
      },
      versusPeer(
        page.name,
        'time to first byte',
        median(seen.map((v) => v.ttfb)),
        'ms',
        page.peer?.ttfb,
        0.5,
      ),
      versusPeer(
        page.name,
        'largest contentful paint',
        median(seen.map((v) => v.lcp)),
        'ms',
        page.peer?.lcp,
        0.5,
      ),
      versusPeer(page.name, 'served', perSecond, 'requests/s', page.peer?.perSecond, 4),
    )
  }
  return figures
}

/** `factor` below one: at most that share of the peer's; above one: at least that multiple. */
function versusPeer(
  name: string,
  setting: string,
  value: number,
  unit: string,
  peer: number | undefined,
  factor: number,
): Figure {
  if (peer === undefined) return { name, setting, value, unit }
  const isMet = factor < 1 ? value <= peer * factor : value >= peer * factor
  const text = `${factor < 1 ? 'at most' : 'at least'} ${String(factor)} × the peer`
  return {
    name,
    setting,
    value,
    unit,
    reference: { name: 'peer, recorded', value: peer },
    target: { text, isMet },
  }
}

/** One visit with a cold cache. */
async function visit(browser: Browser, url: string, storageState?: Session): Promise<Visit> {
  const context = await browser.newContext(storageState ? { storageState } : {})
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    const scripts = new Set<string>()
    let scriptBytes = 0
    devtools.on('Network.responseReceived', (event) => {
      if (event.type === 'Script') scripts.add(event.requestId)
    })
    devtools.on('Network.loadingFinished', (event) => {
      if (scripts.has(event.requestId)) scriptBytes += event.encodedDataLength
    })
    await page.goto(url, { waitUntil: 'load' })
    const times = await page.evaluate(async (settleMs) => {
      let lcp = Number.NaN
      new PerformanceObserver((list) => {
        lcp = list.getEntries().at(-1)?.startTime ?? lcp
      }).observe({ type: 'largest-contentful-paint', buffered: true })
      await new Promise((resolve) => setTimeout(resolve, settleMs))
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      return { ttfb: navigation ? navigation.responseStart - navigation.requestStart : Number.NaN, lcp }
    }, SETTLE_MS)
    return { scriptBytes, ...times }
  } finally {
    await context.close()
  }
}

async function requestsPerSecond(url: string, session?: Session): Promise<number> {
  const cookie = session?.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const result = await autocannon({
    url,
    connections: LOAD_CONNECTIONS,
    duration: LOAD_SECONDS,
    headers: { 'accept-encoding': 'gzip', ...(cookie ? { cookie } : {}) },
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} did not answer every request with success.`)
  return result.requests.average
}

/** Builds and serves the empty app; returns what ends it. */
function serveFloor(port: number, webEnv: WebEnv): () => void {
  const { NEXT_DIST_DIR: _own, ...env } = webProcessEnv(webEnv, true)
  const run = [process.execPath, [NEXT, 'build', FLOOR], { env, encoding: 'utf8' }] as const
  const built = spawnSync(...run)
  if (built.status !== 0) throw new Error(`The empty app does not build:\n${built.stdout}${built.stderr}`)
  const child = spawn(process.execPath, [NEXT, 'start', FLOOR, '-p', String(port), '-H', '127.0.0.1'], {
    env,
    stdio: 'ignore',
  })
  return () => child.kill()
}

async function isUp(url: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not come up.`)
}
