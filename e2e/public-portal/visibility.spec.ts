import type { APIRequestContext } from '@playwright/test'
import { person, rows, type Person } from '../fixtures/backend'
import {
  hoursAhead,
  makePortal,
  makeRun,
  publish,
  type Listing,
  type MarketMode,
  type RunFields,
} from '../fixtures/portal-world'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, test } from '../fixtures/test'

const SOON_MS = 5_000
const DETAIL = 'Bring the blue folder.'

type Seen = 'details' | 'teaser' | 'nothing'
type Case = {
  what: string
  mode: MarketMode
  listing: Listing
  seen: Seen
  word?: 'By invitation' | 'Closed'
  fields?: RunFields
  publishAt?: string
  unpublishAt?: string
}

// The truth table for somebody who was not invited (DESIGN, section 6), then everything that keeps a run off the air.
const CASES: Case[] = [
  { what: 'OPEN, full', mode: 'OPEN', listing: 'full', seen: 'details' },
  { what: 'OPEN, teaser', mode: 'OPEN', listing: 'teaser', seen: 'teaser' },
  { what: 'OPEN, hidden', mode: 'OPEN', listing: 'hidden', seen: 'nothing' },
  { what: 'INVITE_ONLY, full', mode: 'INVITE_ONLY', listing: 'full', seen: 'teaser', word: 'By invitation' },
  {
    what: 'INVITE_ONLY, teaser',
    mode: 'INVITE_ONLY',
    listing: 'teaser',
    seen: 'teaser',
    word: 'By invitation',
  },
  { what: 'INVITE_ONLY, hidden', mode: 'INVITE_ONLY', listing: 'hidden', seen: 'nothing' },
  { what: 'CLOSED, full', mode: 'CLOSED', listing: 'full', seen: 'details', word: 'Closed' },
  { what: 'CLOSED, teaser', mode: 'CLOSED', listing: 'teaser', seen: 'teaser', word: 'Closed' },
  { what: 'CLOSED, hidden', mode: 'CLOSED', listing: 'hidden', seen: 'nothing' },
  { what: 'a draft', mode: 'OPEN', listing: 'full', seen: 'nothing', fields: { status: 'draft' } },
  {
    what: 'a cancelled run',
    mode: 'OPEN',
    listing: 'full',
    seen: 'nothing',
    fields: { status: 'cancelled' },
  },
  {
    what: 'a run in progress',
    mode: 'OPEN',
    listing: 'full',
    seen: 'details',
    fields: { status: 'in_progress' },
  },
  {
    what: 'a time that has not come',
    mode: 'OPEN',
    listing: 'full',
    seen: 'nothing',
    publishAt: hoursAhead(1),
  },
  {
    what: 'a time that is over',
    mode: 'OPEN',
    listing: 'full',
    seen: 'nothing',
    publishAt: hoursAhead(-2),
    unpublishAt: hoursAhead(-1),
  },
  {
    what: 'a time that ends later',
    mode: 'OPEN',
    listing: 'full',
    seen: 'details',
    unpublishAt: hoursAhead(1),
  },
]

type World = { slug: string; runs: Map<Case, { id: string; name: string }> }
let world: World

test.beforeAll(async () => {
  const olivia = await person('olivia@harbour.example')
  const portal = await makePortal(olivia)
  const runs = new Map<Case, { id: string; name: string }>()
  for (const one of CASES) {
    const name = `Case of ${one.what} ${String(runs.size)}`
    const id = await makeRun(olivia, { name, description: DETAIL, ...one.fields })
    await publish(olivia, id, one.mode, [
      {
        portalId: portal.id,
        listing: one.listing,
        publishAt: one.publishAt ?? null,
        unpublishAt: one.unpublishAt ?? null,
      },
    ])
    runs.set(one, { id, name })
  }
  world = { slug: portal.slug, runs }
})

function pathOf(one: Case): { id: string; name: string; path: string } {
  const run = world.runs.get(one)
  if (!run) throw new Error(`There is no run for ${one.what}.`)
  return { ...run, path: `/p/${world.slug}/runs/${run.id}` }
}

async function text(request: APIRequestContext, path: string): Promise<string> {
  return (await request.get(path)).text()
}

test.describe('what a stranger finds of', () => {
  for (const one of CASES) {
    test(`${one.what}: ${one.seen}`, async ({ page, request }) => {
      const { id, name, path } = pathOf(one)

      await page.goto(`/p/${world.slug}`)
      const link = page.getByRole('link', { name, exact: true })
      await expect(link).toHaveCount(one.seen === 'nothing' ? 0 : 1)

      const answer = await page.goto(path)
      expect(answer?.status()).toBe(one.seen === 'nothing' ? 404 : 200)
      const source = (await answer?.text()) ?? ''
      if (one.seen === 'nothing') {
        expect(source).not.toContain(name)
      } else {
        await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
        await expect(page.getByText('London time')).toBeVisible()
        if (one.word) await expect(page.getByText(one.word, { exact: true })).toBeVisible()
      }
      // Neither the text nor the data that travels beside it may hold what only details show.
      expect(source.includes(DETAIL)).toBe(one.seen === 'details')
      expect(/Harbour (&amp;|&|\\u0026) Main/.test(source)).toBe(one.seen === 'details')
      expect((await text(request, `/p/${world.slug}`)).includes(id)).toBe(one.seen !== 'nothing')

      const isIndexed = one.seen !== 'nothing' && one.mode === 'OPEN'
      expect((await text(request, '/sitemap.xml')).includes(path)).toBe(isIndexed)
      expect(source).toContain(isIndexed ? 'content="index, follow"' : 'content="noindex')
      expect(source.includes('application/ld+json')).toBe(one.seen === 'details' && one.mode === 'OPEN')
      expect((await request.get(`${path}/calendar.ics`)).status()).toBe(one.seen === 'details' ? 200 : 404)
    })
  }
})

test('what is hidden answers like an address that nobody ever had', async ({ request }) => {
  const nonsense = '0b8f6c1e-7f3a-4a57-9f21-2f3f7d1f6c11'
  const expected = withoutIdentity(await text(request, `/p/${world.slug}/runs/${nonsense}`), nonsense)
  expect(expected).toContain('There is nothing at this address')
  for (const one of CASES.filter(({ seen }) => seen === 'nothing')) {
    const { id, path } = pathOf(one)
    expect(withoutIdentity(await text(request, path), id), one.what).toBe(expected)
    expect(await text(request, `${path}/calendar.ics`)).toBe(
      await text(request, `/p/${world.slug}/runs/${nonsense}/calendar.ics`),
    )
  }
  expect(withoutIdentity(await text(request, `/p/${world.slug}/runs/nonsense`), 'nonsense')).toBe(expected)
})

test('a run shows only on the portals it was published to', async ({ request }) => {
  const open = CASES[0]
  if (!open) throw new Error('The table is empty.')
  const { id, path } = pathOf(open)
  expect((await request.get(path)).status()).toBe(200)
  expect((await request.get(`/p/open-city/runs/${id}`)).status()).toBe(404)
})

test('a portal that is paused, archived, a draft or unknown says the same, and its runs are gone with it', async ({
  request,
}) => {
  const olivia = await person('olivia@harbour.example')
  const portal = await makePortal(olivia)
  const id = await makeRun(olivia)
  await publish(olivia, id, 'OPEN', [{ portalId: portal.id }])
  const path = `/p/${portal.slug}`
  const isThere = async () => [
    (await request.get(path)).status(),
    (await request.get(`${path}/runs/${id}`)).status(),
    (await text(request, '/sitemap.xml')).includes(portal.slug),
  ]
  expect(await isThere()).toEqual([200, 200, true])
  for (const change of [{ is_active: false }, { is_active: true, status: 'archived' }, { status: 'draft' }]) {
    await changePortal(olivia, portal.id, change)
    await expect
      .poll(isThere, { message: JSON.stringify(change), timeout: SOON_MS })
      .toEqual([404, 404, false])
    const unknown = 'test-there-is-no-such-portal'
    expect(withoutIdentity(await text(request, path), portal.slug)).toBe(
      withoutIdentity(await text(request, `/p/${unknown}`), unknown),
    )
  }
  await changePortal(olivia, portal.id, { status: 'active' })
  await expect.poll(isThere, { timeout: SOON_MS }).toEqual([200, 200, true])
})

async function changePortal(staff: Person, portalId: string, change: object): Promise<void> {
  await rows(staff, 'PATCH', `cc_portals?id=eq.${portalId}`, change)
}

test('publishing and taking down show within five seconds', async ({ page }) => {
  const olivia = await person('olivia@harbour.example')
  const portal = await makePortal(olivia)
  const id = await makeRun(olivia, { name: 'Quick as a flash' })
  const link = page.getByRole('link', { name: 'Quick as a flash' })
  // What somebody sees who keeps coming back: the run's own page and the list.
  const look = async () => {
    const run = await page.request.get(`/p/${portal.slug}/runs/${id}`)
    await page.goto(`/p/${portal.slug}`)
    return [run.status(), await link.count()]
  }
  expect(await look()).toEqual([404, 0])
  await expect(page.getByRole('heading', { name: 'Nothing is announced yet' })).toBeVisible()

  await publish(olivia, id, 'OPEN', [{ portalId: portal.id }])
  await expect.poll(look, { timeout: SOON_MS }).toEqual([200, 1])

  await publish(olivia, id, 'OPEN', [])
  await expect.poll(look, { timeout: SOON_MS }).toEqual([404, 0])
})
