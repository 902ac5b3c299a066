import type { Page } from '@playwright/test'
import { person } from '../fixtures/backend'
import { hoursAhead, makePortal, makeRun, publish } from '../fixtures/portal-world'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

const HOSTILE =
  '<img src=x onerror="document.title=\'broken\'"></title><script>document.title="broken"</script>'
const RIGHT_TO_LEFT = 'أمسية شعرية على ضفاف المرفأ'
const REVERSING = 'Invoice \u202Etxt.exe'
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)

let slug: string
const runs = new Map<string, string>()

test.beforeAll(async () => {
  const olivia = await person('olivia@harbour.example')
  const portal = await makePortal(olivia, `What’s on ${HOSTILE}`.slice(0, 120))
  slug = portal.slug
  const place = async (name: string, mode: 'OPEN' | 'INVITE_ONLY' | 'CLOSED', description: string) => {
    const id = await makeRun(olivia, { name, description, endsAt: hoursAhead(60) })
    await publish(olivia, id, mode, [{ portalId: portal.id, listing: 'full' }])
    runs.set(name, id)
  }
  await place(HOSTILE, 'OPEN', `${HOSTILE}\n\n${RIGHT_TO_LEFT}\nsecond line`)
  await place(RIGHT_TO_LEFT, 'OPEN', RIGHT_TO_LEFT)
  await place(REVERSING, 'INVITE_ONLY', 'Nobody reads this.')
  await place(LONG, 'CLOSED', LONG)
})

const runPath = (name: string) => `/p/${slug}/runs/${runs.get(name) ?? ''}`
const PAGES: Record<string, () => string> = {
  list: () => `/p/${slug}`,
  'list of the demo data': () => '/p/northquay',
  'past runs': () => '/p/northquay?when=past',
  'nothing found': () => '/p/northquay?q=zebra',
  'run with markup in its name': () => runPath(HOSTILE),
  'run written from right to left': () => runPath(RIGHT_TO_LEFT),
  teaser: () => runPath(REVERSING),
  'run with an endless word': () => runPath(LONG),
  'unknown portal': () => '/p/nobody-has-this',
  unavailable: () => `/p/${slug}/unavailable?back=${encodeURIComponent(`/p/${slug}`)}`,
}

/** Everything the page asked for that did not come from here. */
function watchForeignRequests(page: Page, baseURL: string | undefined): string[] {
  const foreign: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== baseURL) foreign.push(request.url())
  })
  return foreign
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name}: can be read by everybody in either theme, fits phones and asks no other server for anything`, async ({
    page,
    baseURL,
  }) => {
    const foreign = watchForeignRequests(page, baseURL)
    // The page about an outage looks every few seconds whether it is over, and would leave while it is being judged.
    await page.route(`**/p/${slug}`, (route) =>
      route.request().resourceType() === 'fetch' ? route.fulfill({ status: 503 }) : route.fallback(),
    )
    await page.goto(path())
    await expectAccessible(page, { isSystemTheme: true })
    await expectFits(page, 320, 375)
    expect(foreign).toEqual([])
  })
}

test('markup in names and descriptions is text, wherever they appear', async ({ page }) => {
  await page.goto(`/p/${slug}`)
  await expect(page.getByRole('link', { name: HOSTILE, exact: true })).toBeVisible()
  await page.getByRole('link', { name: HOSTILE, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(HOSTILE)
  await expect(page.getByRole('main').getByText(HOSTILE, { exact: true })).toHaveCount(2)
  await expect(page.locator('img')).toHaveCount(0)
  await expect(page).toHaveTitle(new RegExp('^<img src=x'))
  const data = await page.locator('script[type="application/ld+json"]').textContent()
  expect((JSON.parse(data ?? '') as { name: string }).name).toBe(HOSTILE)
})

test('names keep their own direction and cannot turn the rest of the page around', async ({ page }) => {
  await page.goto(`/p/${slug}`)
  const direction = (name: string) =>
    page.getByRole('link', { name, exact: true }).evaluate((link) => getComputedStyle(link).direction)
  expect(await direction(RIGHT_TO_LEFT)).toBe('rtl')
  expect(await direction(REVERSING)).toBe('ltr')
  await page.goto(`/p/${slug}/runs/${runs.get(HOSTILE) ?? ''}`)
  await expect(page.getByText(`${RIGHT_TO_LEFT} second line`)).toHaveAttribute('dir', 'auto')
})

test('while the backend is away a visitor is told so and brought back', async ({ page, request }) => {
  const away = `/p/${slug}/unavailable?back=${encodeURIComponent(`/p/${slug}?when=past`)}`
  const answer = await request.get(away)
  expect(answer.status()).toBe(503)
  expect(answer.headers()['retry-after']).toBe('5')
  await page.goto(away)
  await expect(page.getByRole('heading', { name: 'This page cannot be reached right now' })).toBeVisible()
  await page.waitForURL(`/p/${slug}?when=past`)

  const elsewhere = await request.get(
    `/p/${slug}/unavailable?back=${encodeURIComponent('https://elsewhere.example/')}`,
  )
  expect(await elsewhere.text()).not.toContain('elsewhere')
})
