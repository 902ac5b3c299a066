import { randomUUID } from 'node:crypto'
import { person, rows } from '../fixtures/backend'
import { logEntry, makeClient, makeViewer } from '../fixtures/client-work'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

const ADMIN = 'adam@harbour.example'
const MEMBER = 'tara@harbour.example'
const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()

test('a call is logged with a direction, shared on purpose, and read by the client’s own people', async ({
  pageAs,
}) => {
  test.slow()
  const client = await makeClient(await person(ADMIN))
  const viewer = await makeViewer(await person(ADMIN), client.id)
  await logEntry(await person(MEMBER), client, { subject: 'Between us' })
  const page = await pageAs(MEMBER)
  await page.goto(`/clients/${client.id}/communications`)
  await page.getByRole('button', { name: 'Log entry' }).click()
  const drawer = page.getByRole('dialog', { name: 'Log a communication' })
  await drawer.getByRole('radio', { name: 'Call' }).check()
  await drawer.getByLabel('What was said').fill('The date is fixed: see https://dates.example/june.')
  await drawer.getByLabel('Minutes').fill('25')
  await drawer.getByRole('textbox', { name: /^With/ }).fill('Vera Coombes, Peter Lowe')
  await expect(drawer.getByRole('radio', { name: 'Internal Only your team' })).toBeChecked()
  await drawer.getByRole('button', { name: 'Log it' }).click()
  await expect(drawer.getByText('Say who spoke to whom.')).toBeVisible()
  await expectAccessible(page)
  await drawer.getByLabel('Direction').selectOption({ label: 'From client' })
  await drawer.getByLabel('Subject').fill('Date of the walk')
  await drawer.getByRole('radio', { name: /^Shared with client/ }).check()
  await drawer.getByRole('button', { name: 'Log it' }).click()
  await expect(drawer).toBeHidden()
  const list = page.getByRole('region', { name: 'Communications' })
  await expect(list.getByRole('heading', { name: 'Date of the walk' })).toBeVisible()
  await expect(list).toContainText('25 min')
  await expect(list.getByRole('link', { name: 'https://dates.example/june' })).toHaveAttribute(
    'rel',
    /noopener/,
  )
  await expect(page.getByRole('link', { name: /^Communications 2/ })).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 375, 320)

  const theirs = await pageAs(viewer)
  await theirs.goto('/home')
  await expect(theirs.getByRole('heading', { level: 1, name: client.name })).toBeVisible()
  await expect(theirs.getByRole('region', { name: 'Latest messages' })).toContainText('Date of the walk')
  await theirs
    .getByRole('navigation', { name: 'Client' })
    .getByRole('link', { name: /^Communications 1/ })
    .click()
  await expect(theirs.getByRole('heading', { name: 'Date of the walk' })).toBeVisible()
  await expect(theirs.getByRole('region', { name: 'Communications' })).toContainText('From you')
  await expect(theirs.getByText('Between us')).toHaveCount(0)
  await expect(theirs.getByRole('button', { name: /Log entry|Actions for/ })).toHaveCount(0)
  await expectAccessible(theirs)
  await expectFits(theirs, 375, 320)
  await theirs.context().close()
})

test('a list is narrowed, searched, walked page by page and entered at a day, all in its address', async ({
  pageAs,
}) => {
  const staff = await person(MEMBER)
  const client = await makeClient(await person(ADMIN))
  const word = `meadow${randomUUID().slice(0, 6)}`
  // At noon, and counted from one moment: a letter written late in the evening is of the next day where summer time is.
  const now = Date.now()
  const dayBefore = (days: number) => new Date(now - days * DAY_MS).toISOString().slice(0, 10)
  await Promise.all(
    Array.from({ length: 34 }, (_, index) =>
      logEntry(staff, client, {
        subject: `Letter ${index + 1}`,
        occurred_at: `${dayBefore(index + 1)}T12:00:00Z`,
      }),
    ),
  )
  await logEntry(staff, client, {
    type: 'note',
    direction: null,
    subject: 'Aside',
    body: `The ${word}, 50%.`,
  })
  const page = await pageAs(MEMBER)
  await page.goto(`/clients/${client.id}/communications`)
  const list = page.getByRole('region', { name: 'Communications' })
  await expect(list.getByRole('heading', { level: 3 })).toHaveCount(30)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(list.getByRole('heading', { level: 3 })).toHaveText([
    'Letter 30',
    'Letter 31',
    'Letter 32',
    'Letter 33',
    'Letter 34',
  ])
  await page.reload()
  await expect(list.getByRole('heading', { name: 'Letter 34' })).toBeVisible()

  // The page is there before it listens.
  await expect(async () => {
    await page.getByLabel('Jump to a day').fill('')
    await page.getByLabel('Jump to a day').fill(dayBefore(10))
    await expect(list.getByRole('heading', { level: 3 }).first()).toHaveText('Letter 10', { timeout: 2000 })
  }).toPass()
  await page.getByLabel('Type', { exact: true }).selectOption('note')
  await expect(list.getByRole('heading', { level: 3 })).toHaveText(['Aside'])
  await page.getByLabel('Type', { exact: true }).selectOption('')
  await expect(list.getByRole('heading', { level: 3 })).toHaveCount(30)
  await page.getByLabel('Search communications').fill(`${word}, 50%`)
  await expect(list.getByRole('heading', { level: 3 })).toHaveText(['Aside'])
  await expect(page).toHaveURL(/q=meadow/)
  await page.getByLabel('Search communications').fill('nothing has these words')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(list.getByRole('heading', { level: 3 })).toHaveCount(30)
})

test('an entry is pinned, changed by its author, deleted and brought back whole; others’ are only pinned', async ({
  pageAs,
}) => {
  const [admin, member] = await Promise.all([person(ADMIN), person(MEMBER)])
  const client = await makeClient(admin)
  await logEntry(member, client, { subject: 'My letter', occurred_at: daysAgo(1) })
  for (const subject of ['First', 'Second', 'Third']) {
    const id = await logEntry(admin, client, { subject, occurred_at: daysAgo(2) })
    await rows(admin, 'PATCH', `communications?id=eq.${id}&select=id`, { pinned_at: daysAgo(0) })
  }
  const page = await pageAs(MEMBER)
  await page.goto(`/clients/${client.id}/communications`)
  const list = page.getByRole('region', { name: 'Communications' })
  const pinned = page.getByRole('region', { name: 'Pinned' })
  const act = async (name: string, action: string) => {
    await list.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await act('My letter', 'Pin to the top')
  await expect(page.getByText('Three entries are pinned already')).toBeVisible()
  await expect(pinned.getByText('My letter')).toHaveCount(0)
  await act('First', 'Unpin')
  await expect(pinned.getByText('First')).toHaveCount(0)
  await act('My letter', 'Pin to the top')
  await expect(pinned.getByText('My letter')).toBeVisible()

  await list.getByRole('button', { name: 'Actions for Second' }).click()
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toHaveCount(0)
  await expect(page.getByText('Only its author and admins change it')).toBeVisible()
  await expectAccessible(page, { hasMenu: true })
  await page.keyboard.press('Escape')

  await act('My letter', 'Edit')
  const drawer = page.getByRole('dialog', { name: 'Edit entry' })
  await drawer.getByLabel('Subject').fill('My better letter')
  await drawer.getByRole('button', { name: 'Save changes' }).click()
  await expect(list.getByRole('heading', { name: 'My better letter' })).toBeVisible()

  const stored = () =>
    rows(
      member,
      'GET',
      `communications?client_id=eq.${client.id}&subject=eq.My better letter&select=id,author_id`,
    )
  await act('My better letter', 'Delete')
  await expect(list.getByRole('heading', { name: 'My better letter' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(list.getByRole('heading', { name: 'My better letter' })).toBeVisible()
  expect(await stored()).toEqual([expect.objectContaining({ author_id: member.id })])

  // Leaving the page sends what was only waiting to be sent.
  await act('My better letter', 'Delete')
  await page.getByRole('navigation', { name: 'Client' }).getByRole('link', { name: 'Overview' }).click()
  await expect.poll(stored).toEqual([])
})
