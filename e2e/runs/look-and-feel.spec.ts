import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { person } from '../fixtures/backend'
import { makePortal, makeRun, publish } from '../fixtures/portal-world'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

// The agency in which the fewest tests make portals: what is looked at stays small.
const OWNER = 'lena@linden.example'

let runId: string

test.beforeAll(async () => {
  const owner = await person(OWNER)
  runId = await makeRun(owner, { name: `${'A name as long as people write them '.repeat(4)}${randomUUID()}` })
  const portal = await makePortal(owner, `Portal ${randomUUID()}`)
  await publish(owner, runId, 'OPEN', [{ portalId: portal.id, listing: 'full' }])
})

const PLACES: Record<string, (page: Page) => Promise<unknown>> = {
  'the list of runs': async (page) => {
    await page.goto('/provider/runs')
    await page.getByRole('button', { name: 'Filters' }).click()
    return expect(page.getByLabel('Market mode')).toBeVisible()
  },
  'the drawer of a new run': async (page) => {
    await page.goto('/provider/runs?new=1')
    await page.getByRole('button', { name: 'Create run' }).click()
    return expect(page.getByText('Give the run a name.')).toBeVisible()
  },
  'a run': async (page) => {
    await page.goto(`/provider/runs/${runId}`)
    return expect(page.getByRole('region', { name: 'Activity' })).toBeVisible()
  },
  'the publish dialog': async (page) => {
    await page.goto(`/provider/runs/${runId}?publish=1`)
    const dialog = page.getByRole('dialog', { name: 'Publish' })
    await dialog.getByRole('radio', { name: /^Closed/ }).check()
    await dialog
      .getByRole('button', { name: /schedule for/ })
      .first()
      .click()
    return expect(dialog.getByText('What will change')).toBeVisible()
  },
  'the list of portals': async (page) => {
    await page.goto('/provider/portals')
    return expect(page.getByRole('list', { name: 'Your portals' })).toBeVisible()
  },
  'the drawer of a new portal': async (page) => {
    await page.goto('/provider/portals?new=1')
    return expect(page.getByRole('dialog', { name: 'New portal' }).getByLabel('Address')).toBeVisible()
  },
  'the drawer of zones': async (page) => {
    await page.goto('/provider/portals?zones=1')
    return expect(page.getByRole('list', { name: 'Zones' })).toBeVisible()
  },
}

for (const [place, visit] of Object.entries(PLACES)) {
  test(`${place} breaks no rule of accessibility in either theme, and fits phones`, async ({ pageAs }) => {
    const page = await pageAs(OWNER)
    await visit(page)
    await expectAccessible(page)
    await expectFits(page, 375, 320)
  })
}

test('an opened page asks the data API only from the server, and a closed dialog asks for nothing', async ({
  pageAs,
}) => {
  const page = await pageAs(OWNER)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/rest/v1/')) asked.push(request.url())
  })
  for (const path of ['/provider/runs', `/provider/runs/${runId}`, '/provider/portals']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForFunction(() => document.readyState === 'complete')
  }
  expect(asked).toEqual([])
})
