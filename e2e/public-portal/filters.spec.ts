import { person, rows } from '../fixtures/backend'
import { agencyOf, hoursAhead, makePortal, makeRun, publish } from '../fixtures/portal-world'
import { expect, test } from '../fixtures/test'

// The pages need no script, so neither do their filters.
test.use({ javaScriptEnabled: false })

let slug: string

test.beforeAll(async () => {
  const lena = await person('lena@linden.example')
  const portal = await makePortal(lena, 'Filters')
  slug = portal.slug
  const zones = await rows(lena, 'GET', `cc_zones?select=id,name&tenant_id=eq.${await agencyOf(lena)}`)
  const zoneId = (name: string) => zones.find((zone) => zone.name === name)?.id ?? ''
  await rows(lena, 'PATCH', `cc_portals?id=eq.${portal.id}`, { default_zone_id: zoneId('Pankow') })
  const place = async (name: string, zone: string, startsIn: number, endsIn: number) => {
    const id = await makeRun(lena, {
      name,
      zoneId: zoneId(zone),
      startsAt: hoursAhead(startsIn),
      endsAt: hoursAhead(endsIn),
    })
    await publish(lena, id, 'OPEN', [{ portalId: portal.id }])
  }
  await place('Courtyard concert', 'Pankow', 24, 26)
  await place('Façade inspection', 'Mitte', 48, 49)
  await place('Gutter cleaning', 'Pankow', -1, 5)
  await place('Key handover', 'Mitte', -50, -48)
})

test('upcoming and past runs, a zone and a word are chosen in the address', async ({ page }) => {
  // An address is there before the page that belongs to it, and what is filled in meanwhile goes with the one before.
  const runNames = page.locator('main li h3').getByRole('link')
  await page.goto(`/p/${slug}`)
  await expect(runNames).toHaveText(['Gutter cleaning', 'Courtyard concert', 'Façade inspection'])
  await expect(page.getByRole('heading', { name: 'Going on now' })).toBeVisible()

  await page.getByRole('link', { name: 'Past' }).click()
  await expect(page).toHaveURL(`/p/${slug}?when=past`)
  await expect(runNames).toHaveText(['Key handover'])

  await page.getByRole('link', { name: 'Upcoming' }).click()
  await expect(page).toHaveURL(`/p/${slug}`)
  await page.getByRole('combobox', { name: 'Zone' }).selectOption('Mitte')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/zone=Mitte/)
  await expect(runNames).toHaveText(['Façade inspection'])

  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(`/p/${slug}`)
  await page.getByRole('searchbox', { name: 'Search runs' }).fill('facade')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/q=facade/)
  await expect(runNames).toHaveText(['Façade inspection'])

  await page.getByRole('searchbox', { name: 'Search runs' }).fill('zebra')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
})

test('the portal’s own zone is offered but hides nothing by itself', async ({ page }) => {
  await page.goto(`/p/${slug}`)
  await expect(page.locator('main li h3')).toHaveCount(3)
  await page.getByRole('link', { name: 'Only Pankow' }).click()
  await expect(page).toHaveURL(`/p/${slug}?zone=Pankow`)
  await expect(page.locator('main li h3')).toHaveCount(2)
})

test('a run leads to a page that can be sent on, entered in a calendar, and left again', async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto(`/p/${slug}`)
  await page.getByRole('link', { name: 'Courtyard concert' }).click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/)
  const address = page.url()
  await expect(page.getByRole('link', { name: address })).toHaveAttribute('href', address)
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', address)
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', 'Courtyard concert')
  expect(address.startsWith(String(baseURL))).toBe(true)

  const calendar = await page.getByRole('link', { name: 'Add to calendar' }).getAttribute('href')
  const file = await request.get(String(calendar))
  expect(file.headers()['content-type']).toBe('text/calendar; charset=utf-8')
  expect(await file.text()).toContain('SUMMARY:Courtyard concert')

  await page.getByRole('link', { name: 'Filters' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Filters' })).toBeVisible()
})
