import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { BackendReady } from '../scripts/backend/backend'
import { median, type Figure } from './measure'

const ROUNDS = 9
const PAINT_LIMIT_MS = 100
const CARDS = 1000
const WHEELS = 60
const WHEEL_PX = 900
/** Entries arrive after the paint that they describe. */
const REPORT_MS = 150

// Watches from the first moment on. What takes less than 16 ms the browser does not report.
const WATCH = `
globalThis.seenEvents = []
globalThis.seenTasks = []
const watch = (type, seen, options) =>
  new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type, buffered: true, ...options })
watch('event', seenEvents, { durationThreshold: 16 })
watch('longtask', seenTasks, {})
`
const TAKE = `new Promise((resolve) => setTimeout(() => resolve({
  paint: Math.max(0, ...seenEvents.splice(0).filter((entry) => entry.interactionId).map((entry) => entry.duration)),
  longTasks: seenTasks.splice(0).map((entry) => entry.duration),
}), ${String(REPORT_MS)}))`

type Seen = { paint: number; longTasks: number[] }
const take = (page: Page) => page.evaluate<Seen>(TAKE)

/** From a key or click to the paint that answers it, and scrolling through a thousand cards, in the production build. */
export async function benchInteraction(
  browser: Browser,
  session: BrowserContextOptions['storageState'],
  siteUrl: string,
  backend: BackendReady,
): Promise<Figure[]> {
  const client = await makeClient(backend)
  const context = await browser.newContext({ ...(session ? { storageState: session } : {}) })
  try {
    const page = await context.newPage()
    await page.addInitScript(WATCH)
    await page.goto(`${siteUrl}/clients/${client}/tickets`, { waitUntil: 'networkidle' })
    const figures = [
      paint('ticket status', await rounds((round) => changeStatus(page, round))),
      paint('palette opens', await rounds(() => openPalette(page))),
      paint('tab of a list', await rounds((round) => changeTab(page, round))),
      paint('tab of a client', await rounds((round) => changeClientTab(page, round))),
    ]
    return [...figures, await scroll(page, `${siteUrl}/clients/${client}/tickets?view=board`)]
  } finally {
    await context.close()
  }
}

/** The first round fetches what is loaded lazily, and is not counted. */
async function rounds(act: (round: number) => Promise<number>): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round <= ROUNDS; round++) took.push(await act(round))
  return took.slice(1)
}

function paint(name: string, took: readonly number[]): Figure {
  const value = median([...took])
  return {
    name,
    setting: 'interaction to paint',
    value,
    unit: 'ms',
    target: { text: `≤ ${String(PAINT_LIMIT_MS)} ms`, isMet: value <= PAINT_LIMIT_MS },
  }
}

async function changeStatus(page: Page, round: number): Promise<number> {
  await page.getByRole('list', { name: 'Tickets' }).getByRole('link').first().focus()
  await page.keyboard.press('s')
  await page.getByRole('combobox', { name: 'Set the status' }).waitFor()
  await page.keyboard.type(round % 2 === 0 ? 'in prog' : 'open')
  await take(page)
  await page.keyboard.press('Enter')
  const { paint: took } = await take(page)
  await page.waitForLoadState('networkidle')
  return took
}

async function openPalette(page: Page): Promise<number> {
  await take(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  const { paint: took } = await take(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return took
}

async function changeTab(page: Page, round: number): Promise<number> {
  const tab = page.getByRole('navigation', { name: 'Lists of tickets' })
  await take(page)
  await tab.getByRole('link', { name: round % 2 === 0 ? /^All/ : /^Live/ }).click()
  const { paint: took } = await take(page)
  await page.waitForLoadState('networkidle')
  return took
}

async function changeClientTab(page: Page, round: number): Promise<number> {
  const [tab, address] = round % 2 === 0 ? [/^Alerts/, '**/alerts'] : [/^Documents/, '**/documents']
  await take(page)
  await page.getByRole('navigation', { name: 'Client' }).getByRole('link', { name: tab }).click()
  const { paint: took } = await take(page)
  await page.waitForURL(address)
  return took
}

async function scroll(page: Page, url: string): Promise<Figure> {
  await page.goto(url, { waitUntil: 'networkidle' })
  const column = page.getByRole('list', { name: /^Open/ })
  const more = column.getByRole('button', { name: 'Load more' })
  const links = column.getByRole('link')
  while (await more.isVisible()) {
    const loaded = await links.count()
    await more.click()
    // With the last of them the button goes, too.
    await links.nth(loaded).waitFor({ state: 'attached' })
  }
  await column.hover({ position: { x: 20, y: 20 } })
  await take(page)
  for (let wheel = 0; wheel < WHEELS; wheel++) {
    await page.mouse.wheel(0, wheel < WHEELS / 2 ? WHEEL_PX : -WHEEL_PX)
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))')
  }
  const { longTasks } = await take(page)
  const cards = await column.getByRole('listitem').count()
  return {
    name: `board with ${String(cards)} cards loaded`,
    setting: 'tasks of 50 ms and more while it scrolls',
    value: longTasks.length,
    unit: '',
    target: {
      text: `none (longest ${String(Math.round(Math.max(0, ...longTasks)))} ms)`,
      isMet: longTasks.length === 0,
    },
  }
}

/** A client with as many open tickets as a column holds at most. */
async function makeClient(backend: BackendReady): Promise<string> {
  const account = backend.demo.find((demo) => demo.role === 'agency_owner')
  if (!account) throw new Error('The demo data has no agency owner.')
  const call = async <Answer>(
    path: string,
    body: unknown,
    token = backend.publishableKey,
  ): Promise<Answer> => {
    const answer = await fetch(backend.url + path, {
      method: 'POST',
      headers: {
        apikey: backend.publishableKey,
        authorization: `Bearer ${token}`,
        prefer: 'return=representation',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  const { email, password } = account
  const { access_token: token } = await call<{ access_token: string }>('/auth/v1/token?grant_type=password', {
    email,
    password,
  })
  const agencies = await fetch(`${backend.url}/rest/v1/agencies?select=id`, {
    headers: { apikey: backend.publishableKey, authorization: `Bearer ${token}` },
  })
  const [agency] = (await agencies.json()) as { id: string }[]
  const [client] = await call<{ id: string }[]>(
    '/rest/v1/clients?select=id',
    { agency_id: agency?.id, name: 'A busy one' },
    token,
  )
  if (!agency || !client) throw new Error('No client was made.')
  const tickets = Array.from({ length: CARDS }, (_, index) => ({
    agency_id: agency.id,
    client_id: client.id,
    title: `Ticket ${String(index)} about something that takes a few words to say`,
  }))
  await call('/rest/v1/tickets?select=id', tickets, token)
  return client.id
}
