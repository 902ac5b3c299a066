import { randomUUID } from 'node:crypto'
import { makeAgencyOfTwo } from '../fixtures/agency-of-two'
import { person, rows, sessionCookie, type Person } from '../fixtures/backend'
import { logEntry, makeClient, makeViewer } from '../fixtures/client-work'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

const ADMIN = 'adam@harbour.example'
const MEMBER = 'tara@harbour.example'
const PAGES = ['overview', 'communications'] as const

test('an admin adds a client, changes it, archives it and takes that back; a team member only looks', async ({
  pageAs,
}) => {
  const name = `Lantern Makers ${randomUUID().slice(0, 8)}`
  const page = await pageAs(ADMIN)
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  const drawer = page.getByRole('dialog', { name: 'New client' })
  await drawer.getByLabel('Website').fill('javascript:alert(1)')
  await drawer.getByRole('button', { name: 'Create client' }).click()
  await expect(drawer.getByText('Give the client a name.')).toBeVisible()
  await expect(drawer.getByText('Enter the address of a website')).toBeVisible()
  await expectAccessible(page)
  await drawer.getByLabel('Name').fill(name)
  await drawer.getByLabel('Website').fill('lanterns.example')
  await expect(drawer.getByText('People of this client can read it.')).toBeVisible()
  await drawer.getByLabel('About').fill('Everything is lit by hand.')
  await drawer.getByRole('button', { name: 'Create client' }).click()
  await expect(drawer).toBeHidden()

  await page.getByLabel('Search clients by name').fill(name.toUpperCase())
  const list = page.getByRole('list', { name: 'Clients' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('Not enough data')
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await expect(list).toHaveCount(0)
  await page.getByRole('radio', { name: 'Archived' }).check()
  await expect(list).toContainText(name)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('No client matches')).toBeVisible()
  // The list shows it at once, and a page that is left takes what it has not sent with it.
  await expect(page.getByText(`“${name}” is active again`)).toBeVisible()
  await page.goto('/clients')
  await expect(page.getByRole('list', { name: 'Clients' })).toContainText(name)
  await expectAccessible(page)
  await expectFits(page, 375, 320)

  const theirs = await pageAs(MEMBER)
  await theirs.goto('/clients')
  await expect(theirs.getByRole('list', { name: 'Clients' })).toContainText(name)
  await expect(theirs.getByRole('button', { name: /New client|Actions for/ })).toHaveCount(0)
})

test('a client’s page adds its health up, says what is needed and tells everything that happened', async ({
  pageAs,
}) => {
  const [admin, member] = await Promise.all([person(ADMIN), person(MEMBER)])
  const client = await makeClient(admin)
  await logEntry(member, client, { subject: 'Where are the posters?', occurred_at: hoursAgo(30) })
  await rows(member, 'POST', 'rpc/raise_alert', {
    client_id: client.id,
    dedup_key: null,
    severity: 'critical',
    title: 'The booking form is down',
    description: null,
  })
  for (const title of ['Print posters', 'Hang posters', 'Count posters'])
    await rows(member, 'POST', 'tickets?select=id', {
      agency_id: client.agencyId,
      client_id: client.id,
      title,
    })

  const page = await pageAs(MEMBER)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/rest/v1/')) asked.push(request.url())
  })
  await page.goto(`/clients/${client.id}/overview`)
  const needs = page.getByRole('region', { name: 'Needs you now' })
  await expect(needs).toContainText('1 critical alert is open')
  await expect(needs).toContainText('No answer for 30 hours to what the client said')
  expect(asked).toEqual([])

  // Alerts 60, tickets 100, contact 100; nobody has answered yet: (60×30 + 100×25 + 100×20) / 75.
  const health = page.getByRole('region', { name: 'Health' })
  await expect(health).toContainText('84')
  await health.getByRole('button').click()
  const sum = page.getByRole('dialog')
  await expect(sum.getByRole('row', { name: /Open alerts/ })).toContainText('1 critical')
  await expect(sum.getByRole('row', { name: /^Reply time/ })).toContainText('No answered message in 30 days')
  await expect(sum.getByRole('row', { name: /Sum/ })).toContainText('84.0 → 84')
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline.getByText('Where are the posters?')).toBeVisible()
  await timeline.getByRole('button', { name: '4 changes' }).click()
  await expect(timeline.getByRole('link', { name: /#\d+ Count posters/ })).toHaveAttribute(
    'href',
    /\/tickets\?ticket=\d+$/,
  )
  await expectAccessible(page)
  await timeline.getByLabel('Only communications').check()
  await expect(timeline.getByText('The booking form is down')).toHaveCount(0)
  await expect(page).toHaveURL(/kinds=email/)
  await page.reload()
  await expect(timeline.getByText('Where are the posters?')).toBeVisible()
  await expect(timeline.getByText('Count posters')).toHaveCount(0)
  await timeline.getByLabel('Jump to a day').fill('2020-01-01')
  await expect(timeline.getByText('Nothing of this kind')).toBeVisible()
  await timeline.getByRole('button', { name: 'Show everything' }).click()
  await expect(timeline.getByRole('button', { name: '4 changes' })).toBeVisible()
  await expectFits(page, 375, 320)
})

test('from one client to the next by key, and every tab keeps its place', async ({ pageAs }) => {
  // Other journeys make clients in the agencies of the demo data, also right between two of theirs.
  const { owner } = await makeAgencyOfTwo()
  for (const name of ['Anchor Works', 'Beacon Hall', 'Cable Ferry']) await makeClient(owner, name)
  const page = await pageAs(owner)
  await page.goto('/clients?sort=name')
  await page.getByRole('link', { name: 'Anchor Works' }).click()
  await page
    .getByRole('navigation', { name: 'Client' })
    .getByRole('link', { name: /^Communications/ })
    .click()
  await expect(page.getByRole('search', { name: 'Communications' })).toBeVisible()
  await expect(page).toHaveURL(/\/communications$/)
  const first = page.url()
  await page.keyboard.press(']')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Beacon Hall')
  await expect(page).not.toHaveURL(first)
  await expect(page).toHaveURL(/\/communications$/)
  await page.keyboard.press('[')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Anchor Works')
  await expect(page).toHaveURL(first)
})

test('staff look as the client would, and the client sees exactly that', async ({ pageAs }) => {
  const [admin, member] = await Promise.all([person(ADMIN), person(MEMBER)])
  const client = await makeClient(admin)
  const viewer = await makeViewer(admin, client.id)
  const ticket = { agency_id: client.agencyId, client_id: client.id }
  await rows(member, 'POST', 'tickets?select=id', {
    ...ticket,
    title: 'Send us the crest',
    visibility: 'client',
    status: 'waiting',
    waiting_for: 'client',
  })
  await rows(member, 'POST', 'tickets?select=id', { ...ticket, title: 'Only between us' })
  await logEntry(member, client, { subject: 'Shared words', visibility: 'client' })
  await logEntry(member, client, { subject: 'Hidden words' })

  const page = await pageAs(MEMBER)
  await page.goto(`/clients/${client.id}/overview`)
  await page.getByRole('link', { name: 'View as client' }).click()
  await expect(page.getByText(`You are looking as somebody of ${client.name} would.`)).toBeVisible()
  const theirs = await pageAs(viewer)
  await theirs.goto('/home')
  for (const seen of [page, theirs]) {
    await expect(seen.getByRole('region', { name: 'Waiting for you' })).toContainText('Send us the crest')
    await expect(seen.getByRole('region', { name: 'Latest messages' })).toContainText('Shared words')
    await expect(seen.getByRole('main')).not.toContainText(/Only between us|Hidden words/)
    await expectAccessible(seen)
    await expectFits(seen, 375, 320)
  }
  // The way back and the client's other pages are all that can be pressed.
  await expect(page.getByRole('main').locator('a, button, input')).toHaveText([
    'Back to your view',
    'Overview',
    'Communications1',
    'Alerts',
    'Tickets1',
    'Documents',
  ])
  await theirs.context().close()
})

test('to everybody else a client’s pages are those of a client that nobody has', async ({ request }) => {
  const admin = await person(ADMIN)
  const client = await makeClient(admin, 'Strictly between us')
  const look = async (who: Person, path: string, id: string) => {
    const { name, value } = sessionCookie(who)
    const answer = await request.get(path, { headers: { cookie: `${name}=${value}` }, maxRedirects: 0 })
    return { status: answer.status(), body: withoutIdentity(await answer.text(), id) }
  }
  const nobodys = randomUUID()
  for (const email of ['lena@linden.example', 'vera@northquay.example', 'noor@crew.example'])
    for (const name of [...PAGES, 'people', 'preview']) {
      const who = await person(email)
      const foreign = await look(who, `/clients/${client.id}/${name}`, client.id)
      expect(foreign.status, `${email} ${name}`).toBe(404)
      expect(foreign.body).not.toContain(client.name)
      expect(foreign, `${email} ${name}`).toEqual(await look(who, `/clients/${nobodys}/${name}`, nobodys))
    }
  for (const name of [...PAGES, 'people', 'preview'])
    expect((await look(admin, `/clients/${client.id}/${name}`, client.id)).status, name).toBe(200)
})

function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString()
}
