import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { person } from '../fixtures/backend'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { KASTANIENHOF, makeTicket, pressUntil, ticketDrawer } from '../fixtures/tickets'

// Focus and clicks have to find their way while dialogs and menus are still coming and going.
test.use({ reducedMotion: 'no-preference' })

const STAFF = 'mika@linden.example'
const VIEWER = 'clara@kastanienhof.example'

const paletteOf = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' })

async function openPalette(page: Page) {
  const palette = paletteOf(page)
  await pressUntil(page, 'ControlOrMeta+k', () => expect(palette).toBeVisible({ timeout: 1000 }))
  return palette
}

test('the palette finds work by words and number, remembers what was opened, and acts where one is', async ({
  pageAs,
}) => {
  const mika = await person(STAFF)
  const word = `zz${randomUUID().slice(0, 8)}`
  const ticket = await makeTicket(mika, { title: `Banner ${word}` })
  const page = await pageAs(STAFF)
  await page.goto('/home')
  let palette = await openPalette(page)
  await palette.getByRole('combobox').fill(word)
  const found = palette.getByRole('group', { name: 'Tickets' }).getByRole('option')
  await expect(found).toHaveText([new RegExp(`#${ticket.number} Banner ${word}`)])
  await expect(found).toContainText('Wohnbau Kastanienhof eG')
  await expectAccessible(page)
  await expectFits(page, 375)
  await page.setViewportSize({ width: 1280, height: 800 })
  await found.click()
  await expect(page).toHaveURL(`/clients/${KASTANIENHOF}/tickets?ticket=${ticket.number}`)
  await expect(ticketDrawer(page, ticket.number)).toBeVisible()
  await page.keyboard.press('Escape')

  palette = await openPalette(page)
  await expect(palette.getByRole('group', { name: 'For this client' }).getByRole('option')).toHaveText([
    'New ticket',
    'Raise alert',
    'Log communication',
    'Upload document',
  ])
  await expect(palette.getByRole('group', { name: 'Recent' }).getByRole('option')).toContainText([word])
  await palette.getByRole('combobox').fill(`#${ticket.number}`)
  await expect(palette.getByRole('option', { name: new RegExp(word) })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(ticketDrawer(page, ticket.number)).toBeVisible()
})

test('a search that fails says so, and works again at a press; one that finds nothing says where it looked', async ({
  pageAs,
}) => {
  const page = await pageAs(STAFF)
  // Axe looks at the page behind the palette, too: a short one.
  await page.goto('/settings/profile')
  await page.route('**/rpc/search_all', (route) => route.abort())
  const palette = await openPalette(page)
  await palette.getByRole('combobox').fill('zzqqxx')
  await expect(palette.getByRole('alert')).toContainText('The search did not work.')
  await expect(palette.getByText('Nothing found')).toBeHidden()
  await expectAccessible(page)
  await page.unroute('**/rpc/search_all')
  await palette.getByRole('button', { name: 'Try again' }).click()
  await expect(palette.getByText('Nothing found for “zzqqxx”')).toBeVisible()
  await expect(palette.getByText(/^Looked through clients, tickets/)).toBeVisible()
  await expectAccessible(page)
})

test('a late answer is not shown for what has been typed since', async ({ pageAs }) => {
  const mika = await person(STAFF)
  const [slow, quick] = [`zs${randomUUID().slice(0, 8)}`, `zq${randomUUID().slice(0, 8)}`]
  await makeTicket(mika, { title: slow })
  await makeTicket(mika, { title: quick })
  const page = await pageAs(STAFF)
  await page.goto('/home')
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/rpc/search_all', async (route) => {
    if (route.request().postData()?.includes(slow)) await held
    await route.continue().catch(() => undefined)
  })
  const palette = await openPalette(page)
  const asked = page.waitForRequest((request) => Boolean(request.postData()?.includes(slow)))
  await palette.getByRole('combobox').fill(slow)
  await asked
  await palette.getByRole('combobox').fill(quick)
  await expect(palette.getByRole('option', { name: new RegExp(quick) })).toBeVisible()
  release()
  await expect(palette.getByRole('option', { name: new RegExp(slow) })).toBeHidden()
})

test('a client’s own people find what is shared with them and no command of staff', async ({ pageAs }) => {
  const mika = await person(STAFF)
  const word = `zv${randomUUID().slice(0, 8)}`
  await makeTicket(mika, { title: `Hidden ${word}` })
  await makeTicket(mika, { title: `Shared ${word}`, visibility: 'client' })
  const page = await pageAs(VIEWER)
  await page.goto('/home')
  const palette = await openPalette(page)
  await expect(palette.getByRole('option', { name: 'Raise alert' })).toHaveCount(0)
  await palette.getByRole('combobox').fill(word)
  await expect(palette.getByRole('option')).toHaveText([new RegExp(`Shared ${word}`)])
})

test('the palette leads to the settings that somebody may see, and names no others', async ({ pageAs }) => {
  const goTo = async (email: string) => {
    const page = await pageAs(email)
    await page.goto('/notifications')
    return (await openPalette(page)).getByRole('group', { name: 'Go to' })
  }
  const owner = await goTo('lena@linden.example')
  for (const name of ['Agency settings', 'Cartridges', 'Billing', 'Automation'])
    await expect(owner.getByRole('option', { name })).toBeVisible()
  await owner.getByRole('option', { name: 'Agency settings' }).click()
  await expect(owner.page()).toHaveURL('/settings/agency')
  const viewer = await goTo(VIEWER)
  await expect(viewer.getByRole('option', { name: 'Cartridges' })).toBeVisible()
  for (const name of ['Agency settings', 'Billing', 'Automation'])
    await expect(viewer.getByRole('option', { name })).toHaveCount(0)
})
