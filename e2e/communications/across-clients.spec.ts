import { randomUUID } from 'node:crypto'
import { person, sessionCookie, stranger, type Person } from '../fixtures/backend'
import { logEntry, makeClient } from '../fixtures/client-work'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { pressUntil } from '../fixtures/tickets'

const STAFF = 'lena@linden.example'

test('what was said with all clients stands in one list, by day, with each client’s name', async ({
  pageAs,
}) => {
  const lena = await person(STAFF)
  const word = `posters-${randomUUID().slice(0, 8)}`
  const [one, other] = [await makeClient(lena), await makeClient(lena)]
  await logEntry(lena, one, { subject: `${word} asked` })
  await logEntry(lena, other, { subject: `${word} answered`, direction: 'outbound' })
  const page = await pageAs(STAFF)
  await page.goto(`/communications?q=${word}`)
  const entries = page.getByRole('region', { name: 'Today' }).getByRole('listitem')
  await expect(entries).toHaveCount(2)
  await expect(entries.filter({ hasText: `${word} asked` })).toContainText(one.name)
  await expectAccessible(page)
  await expectFits(page, 375, 320)

  await page.getByLabel('Direction').selectOption({ label: 'To client' })
  await expect(entries).toHaveCount(1)
  await expect(entries).toContainText(other.name)
  await page.getByRole('link', { name: other.name }).click()
  await expect(page).toHaveURL(`/clients/${other.id}/communications`)
})

test('a bar of the home page leads to the entries of its week, and the week comes off again', async ({
  pageAs,
}) => {
  const lena = await person(STAFF)
  await logEntry(lena, await makeClient(lena))
  const page = await pageAs(STAFF)
  await page.goto('/home')
  const chart = page.getByRole('region', { name: 'Communications by week' })
  const bar = chart.getByRole('link', { name: /messages? (and|or) calls? in/ }).last()
  await bar.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/communications\?direction=inbound&occurred=/)
  await expect(page.getByRole('heading', { name: 'Communications', level: 1 })).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Communications' }).getByRole('listitem').first(),
  ).toBeVisible()
  await page.getByRole('button', { name: /remove this filter/ }).click()
  await expect(page).toHaveURL('/communications?direction=inbound')
})

test('the palette knows the way', async ({ pageAs }) => {
  const page = await pageAs(STAFF)
  await page.goto('/home')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await pressUntil(page, 'ControlOrMeta+k', () => expect(palette).toBeVisible({ timeout: 1000 }))
  await palette.getByRole('combobox').fill('communications')
  await palette.getByRole('option', { name: 'Communications', exact: true }).click()
  await expect(page).toHaveURL('/communications')
})

test('to people who are not staff there is no such list, as there are no other pages of staff', async ({
  request,
  pageAs,
}) => {
  const look = async (who: Person, path: string) => {
    const { name, value } = sessionCookie(who)
    const answer = await request.get(path, { headers: { cookie: `${name}=${value}` }, maxRedirects: 0 })
    return { status: answer.status(), location: answer.headers().location }
  }
  const viewer = await person('vera@northquay.example')
  const stakeholder = await person('noor@crew.example')
  for (const who of [viewer, stakeholder, await stranger()]) {
    const asked = await look(who, '/communications')
    expect(asked.status, who.email).not.toBe(200)
    expect(asked, who.email).toEqual(await look(who, '/tickets'))
  }
  for (const who of [viewer, stakeholder]) {
    const page = await pageAs(who)
    expect((await page.goto('/communications'))?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'This is not here' })).toBeVisible()
  }
  expect((await look(await person(STAFF), '/communications')).status).toBe(200)
})

test('somebody without a session is asked to sign in, and staff of another agency find nothing of it', async ({
  page,
  pageAs,
}) => {
  const olivia = await person('olivia@harbour.example')
  const secret = `secret-${randomUUID().slice(0, 8)}`
  await logEntry(olivia, await makeClient(olivia), { subject: secret })
  await page.goto('/communications')
  await expect(page).toHaveURL(/\/sign-in\?/)
  const foreign = await pageAs(STAFF)
  await foreign.goto(`/communications?q=${secret}`)
  await expect(foreign.getByText('Nothing matches')).toBeVisible()
  const own = await pageAs('olivia@harbour.example')
  await own.goto(`/communications?q=${secret}`)
  await expect(own.getByRole('heading', { name: secret })).toBeVisible()
})
