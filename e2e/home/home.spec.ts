import { person, rows } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { agencyOf } from '../fixtures/portal-world'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { makeTicket, ticketLinks } from '../fixtures/tickets'

const STAFF = 'lena@linden.example'

test('home shows who needs somebody now, breaks no rule of accessibility in either theme, and fits phones', async ({
  pageAs,
}) => {
  const lena = await person(STAFF)
  const client = await makeClient(lena)
  await makeTicket(lena, { client_id: client.id, due_on: '2020-01-01' })
  await rows(lena, 'POST', 'rpc/raise_alert', {
    client_id: client.id,
    dedup_key: null,
    severity: 'critical',
    title: 'The site is down',
    description: null,
  })
  const page = await pageAs(STAFF)
  await page.goto('/home')
  const list = page.getByRole('region', { name: 'Who needs you now' })
  // Who needs nobody much waits behind this, once there are many.
  const more = list.getByText(/^Show \d+ more$/)
  if (await more.isVisible()) await more.click()
  const row = list.getByRole('listitem').filter({ hasText: client.name })
  await expect(row).toContainText('1 critical alert is open')
  await expect(row).toContainText('1 overdue')
  await expectAccessible(page)
  await page.getByText('Show as table').first().click()
  await expect(page.getByRole('table').first()).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 375, 320)

  await page.setViewportSize({ width: 1280, height: 800 })
  await row.getByRole('link', { name: '1 critical' }).click()
  await expect(page).toHaveURL(new RegExp(`/clients/${client.id}/alerts\\?`))
  await expect(page.getByRole('list', { name: 'Alerts' }).getByRole('listitem')).toHaveCount(1)
})

test('a bar leads to exactly the tickets that it counts, and the filter comes off again', async ({
  pageAs,
}) => {
  const page = await pageAs(STAFF)
  await page.goto('/home')
  const chart = page.getByRole('region', { name: 'Tickets by week' })
  const bars = chart.getByRole('link', { name: /tickets? opened/ })
  const href = await bars.last().getAttribute('href')
  // This very bar: the first ticket that another journey opens in a week makes that week's the last.
  const bar = bars.and(page.locator(`[href="${href ?? ''}"]`))
  const lena = await person(STAFF)
  const [from = '', until = ''] = (
    new URL(href ?? '', 'http://app.example').searchParams.get('opened') ?? ''
  ).split('~')
  const agency = await agencyOf(lena)
  const opened = async () => {
    const path = `tickets?agency_id=eq.${agency}&created_at=gte.${from}&created_at=lt.${until}&select=id`
    return (await rows(lena, 'GET', path)).length
  }
  const before = await opened()
  await page.reload()
  const name = (await bar.getAttribute('aria-label')) ?? ''
  // Other journeys open tickets meanwhile: what the bar has counted lies between.
  expect(parseInt(name)).toBeGreaterThanOrEqual(before)
  expect(parseInt(name)).toBeLessThanOrEqual(await opened())
  await bar.focus()
  await page.keyboard.press('Enter')
  const chip = page.getByRole('button', { name: /^Opened .*remove this filter/ })
  await expect(chip).toBeVisible()
  await expect(ticketLinks(page).first()).toBeVisible()
  await chip.click()
  await expect(page).toHaveURL('/tickets?tab=all')
})

test('what waits leads to the lists that are counted', async ({ pageAs }) => {
  const page = await pageAs(STAFF)
  await page.goto('/home')
  const numbers = page.getByRole('list', { name: 'What waits' })
  for (const [name, address] of [
    [/Overdue tickets/, '/tickets?tab=overdue'],
    [/Unassigned tickets/, '/tickets?tab=unassigned'],
    [/Silent clients/, '/clients?contact=silent'],
    [/Runs this week/, /\/provider\/runs\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/],
  ] as const) {
    await numbers.getByRole('link', { name }).click()
    await expect(page).toHaveURL(address)
    await page.goBack()
    await expect(page).toHaveURL('/home')
  }
})
