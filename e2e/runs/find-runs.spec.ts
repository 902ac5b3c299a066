import { randomUUID } from 'node:crypto'
import { person, rows } from '../fixtures/backend'
import { agencyOf, makePortal, makeRun, publish } from '../fixtures/portal-world'
import { expect, test } from '../fixtures/test'

const MEMBER = 'mika@linden.example'

test('filters, search and order live in the address, so that reload and Back keep them', async ({
  pageAs,
}) => {
  const staff = await person(MEMBER)
  const word = randomUUID()
  await makeRun(staff, { name: `Open house ${word}` })
  await makeRun(staff, { name: `Draft house ${word}`, status: 'draft' })
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs')
  await page.getByRole('searchbox', { name: 'Search runs by name' }).fill(word)
  const found = page.getByRole('list', { name: 'Runs' }).getByRole('link')
  await expect(found).toHaveCount(2)
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Status').selectOption('Draft')
  await expect(found).toHaveText([`Draft house ${word}`])
  await expect(page).toHaveURL(/status=draft/)
  await page.reload()
  await expect(found).toHaveText([`Draft house ${word}`])
  await page.goBack()
  await expect(found).toHaveCount(2)
})

test('runs are found by portal, and by being on none', async ({ pageAs }) => {
  const staff = await person(MEMBER)
  const word = randomUUID()
  const portal = await makePortal(staff, `Portal ${word}`)
  const published = await makeRun(staff, { name: `Published ${word}` })
  await makeRun(staff, { name: `Kept back ${word}` })
  await publish(staff, published, 'OPEN', [{ portalId: portal.id }])
  const page = await pageAs(MEMBER)
  const found = page.getByRole('list', { name: 'Runs' }).getByRole('link')
  await page.goto(`/provider/runs?q=${word}&portal=${portal.id}`)
  await expect(found).toHaveText([`Published ${word}`])
  await expect(page.getByRole('list', { name: 'Runs' }).getByRole('listitem')).toContainText(`Portal ${word}`)
  await page.goto(`/provider/runs?q=${word}&portal=none`)
  await expect(found).toHaveText([`Kept back ${word}`])
})

test('wildcards of the database mean nothing in a search', async ({ pageAs }) => {
  const staff = await person(MEMBER)
  const word = randomUUID()
  await makeRun(staff, { name: `100% ${word}` })
  await makeRun(staff, { name: `100 paces ${word}` })
  const page = await pageAs(MEMBER)
  await page.goto(`/provider/runs?q=${encodeURIComponent(`100% ${word}`)}`)
  await expect(page.getByRole('list', { name: 'Runs' }).getByRole('link')).toHaveText([`100% ${word}`])
})

test('pages lead forth and back over every run once, undated ones included', async ({ pageAs }) => {
  const staff = await person(MEMBER)
  const word = randomUUID()
  const agency = await agencyOf(staff)
  // Several share a start, so that the id has to decide; a few have none.
  await rows(
    staff,
    'POST',
    'cc_n3_runs',
    Array.from({ length: 65 }, (_, index) => ({
      tenant_id: agency,
      name: `Stop ${String(index).padStart(2, '0')} ${word}`,
      status: 'scheduled',
      starts_at: index < 5 ? null : `2032-01-${String(1 + (index % 7)).padStart(2, '0')}T10:00:00Z`,
    })),
  )
  const page = await pageAs(MEMBER)
  const found = page.getByRole('list', { name: 'Runs' }).getByRole('link')
  for (const sort of ['start', '-start']) {
    await page.goto(`/provider/runs?q=${word}&sort=${sort}`)
    await expect(found).toHaveCount(30)
    const seen = await found.allTextContents()
    for (const count of [30, 5]) {
      const last = seen.at(-1) ?? ''
      await page.getByRole('link', { name: 'Next' }).click()
      await expect(page.getByRole('link', { name: last, exact: true })).toBeHidden()
      await expect(found).toHaveCount(count)
      seen.push(...(await found.allTextContents()))
    }
    expect(new Set(seen).size, sort).toBe(65)
    await page.getByRole('link', { name: 'Previous' }).click()
    await expect(found).toHaveText(seen.slice(30, 60))
    await page.reload()
    await expect(found).toHaveText(seen.slice(30, 60))
    await page.getByRole('link', { name: 'Previous' }).click()
    await expect(found).toHaveText(seen.slice(0, 30))
    await expect(page.getByRole('link', { name: 'Previous' })).toBeHidden()
  }
})

test('the list is walked and opened by keyboard', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs')
  const links = page.getByRole('list', { name: 'Runs' }).getByRole('link')
  await expect(links.first()).toBeVisible()
  // The page is there before its script listens.
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(links.first()).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('j')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('k')
  await expect(links.first()).toBeFocused()
  const name = await links.first().textContent()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name ?? '')
  await page.goBack()
  await expect(links.first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search runs by name' })).toBeFocused()
})

test('nothing found says so and leads back', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await page.goto(`/provider/runs?q=${randomUUID()}`)
  await expect(page.getByText('No run matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page.getByRole('list', { name: 'Runs' })).toBeVisible()
})

test('while the server is out of reach the list says so, and recovers by itself', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs')
  await expect(page.getByRole('list', { name: 'Runs' })).toBeVisible()
  await page.route('**/rest/v1/**', (route) => route.abort())
  await page.getByText('Past', { exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'We cannot reach the server' })).toBeVisible()
  await page.unroute('**/rest/v1/**')
  await expect(page.getByRole('list', { name: 'Runs' })).toBeVisible({ timeout: 20_000 })
})

for (const [who, email] of [
  ['a client viewer', 'vera@northquay.example'],
  ['a stakeholder', 'noor@crew.example'],
] as const) {
  test(`${who} has no pages of a provider`, async ({ pageAs }) => {
    const page = await pageAs(email)
    for (const path of ['/provider/runs', '/provider/portals']) {
      const answer = await page.goto(path)
      expect(answer?.status() === 404 || new URL(page.url()).pathname !== path, path).toBe(true)
      await expect(page.getByRole('button', { name: /^New (run|portal)/ })).toHaveCount(0)
    }
  })
}

test('staff have them', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  for (const path of ['/provider/runs', '/provider/portals']) {
    expect((await page.goto(path))?.status()).toBe(200)
    await expect(page.getByRole('button', { name: /^New (run|portal)/ }).first()).toBeVisible()
  }
})
