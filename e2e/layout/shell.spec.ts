import { expect, expectFits, test } from '../fixtures/test'
import { pressUntil } from '../fixtures/tickets'
import { signInAs } from '../fixtures/visitor'

// Focus and clicks have to find their way while dialogs and menus are still coming and going.
test.use({ reducedMotion: 'no-preference' })

const OLIVIA = 'olivia@harbour.example'
const VERA = 'vera@northquay.example'

test.describe('for staff', () => {
  test.beforeEach(async ({ context, baseURL }) => signInAs(context, baseURL ?? '', OLIVIA))

  test('the palette goes to pages and finds runs and portals by name', async ({ page }) => {
    await page.goto('/home')
    await page.getByRole('button', { name: /^Search/ }).click()
    const palette = page.getByRole('dialog', { name: 'Search and commands' })
    await palette.getByRole('combobox').fill('harbour')
    const run = palette.getByRole('group', { name: 'Runs' }).getByRole('option', {
      name: 'Harbour Walk: Tides and Trade',
    })
    await expect(run).toBeVisible()
    await expect(
      palette.getByRole('group', { name: 'Portals' }).getByRole('option', { name: /Harbour & Main/ }),
    ).toBeVisible()
    await run.click()
    await expect(page).toHaveURL(/\/provider\/runs\/[0-9a-f-]{36}$/)

    await expect(palette).toBeHidden()
    await page.keyboard.press('ControlOrMeta+k')
    // Keys that come before the box has the focus are shortcuts of the page behind it.
    await expect(palette.getByRole('combobox')).toBeFocused()
    await page.keyboard.type('settings')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/settings/profile')
  })

  test('what another agency owns is never found', async ({ page }) => {
    await page.goto('/home')
    await page.keyboard.press('ControlOrMeta+k')
    const palette = page.getByRole('dialog', { name: 'Search and commands' })
    await palette.getByRole('combobox').fill('linden')
    await expect(palette.getByText('Nothing found for “linden”')).toBeVisible()
  })

  test('shortcuts go places, stay silent while typing, and the sheet lists exactly those that work', async ({
    page,
  }) => {
    await page.goto('/home')
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet.getByText('Portals')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await expect(page).toHaveURL('/settings/profile')
    await page.getByRole('region', { name: 'Profile' }).getByLabel('Name').pressSequentially('gh?')
    await expect(page).toHaveURL('/settings/profile')
    await expect(sheet).toBeHidden()
  })

  test('single-key shortcuts can be switched off for good, and those with a modifier stay', async ({
    page,
  }) => {
    await page.goto('/home')
    await page.keyboard.press('?')
    await page.getByRole('switch', { name: 'Shortcuts of a single key' }).click()
    await page.keyboard.press('Escape')
    await page.reload()
    await pressUntil(page, 'ControlOrMeta+k', () =>
      expect(page.getByRole('dialog', { name: 'Search and commands' })).toBeVisible({ timeout: 1000 }),
    )
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page).toHaveURL('/home')
  })

  test('the theme changes at once and is there from the first byte next time', async ({
    page,
    context,
    baseURL,
  }) => {
    await page.goto('/home')
    await page.getByRole('button', { name: /Account menu/ }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(background).toBe('rgb(14, 15, 18)')
    const html = await (await context.request.get(`${baseURL}/home`)).text()
    expect(html).toContain('data-theme="dark"')
  })

  test('the first Tab offers to skip to the content', async ({ page }) => {
    await page.goto('/home')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  })

  test('on a phone the navigation waits behind a button, and nothing scrolls sideways', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto('/home')
    await page.getByRole('button', { name: 'Menu' }).click()
    const sheet = page.getByRole('dialog', { name: 'Harbour & Main' })
    await sheet.getByRole('link', { name: 'Settings' }).click()
    await expect(page).toHaveURL('/settings/profile')
    await expect(sheet).toBeHidden()
    for (const address of ['/home', '/settings/profile', '/provider/runs/nothing']) {
      await page.goto(address)
      await expectFits(page, 320)
    }
  })

  test('home shows the agency’s runs and leads to acting on them', async ({ page }) => {
    await page.goto('/home')
    // Which runs come next depends on what the other journeys plan meanwhile; that they are this agency's does not.
    const next = page.getByRole('region', { name: 'Next runs' })
    await expect(next.getByRole('listitem').first().getByRole('link').first()).toHaveAttribute(
      'href',
      /^\/provider\/runs\/[0-9a-f-]{36}$/,
    )
    await expect(next.getByRole('listitem').first()).toContainText(/Starts /)
    await expect(page.getByRole('region', { name: 'Drafts' }).getByRole('link').first()).toBeVisible()
    await expect(page.getByRole('main')).not.toContainText('Linden')
    await page.getByRole('link', { name: 'New run' }).click()
    await expect(page).toHaveURL('/provider/runs?new=1')
  })
})

test('a client viewer gets a page of their own and no way into the agency’s', async ({
  page,
  context,
  baseURL,
}) => {
  await signInAs(context, baseURL ?? '', VERA)
  await page.goto('/home')
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}\/overview$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Northquay City Council' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    'Overview',
    'Communications',
    'Alerts',
    'Tickets',
    'Documents',
    'Invoices',
    'Shared with me',
    'Notifications',
    'Settings',
  ])
  await page.goto('/settings/profile')
  await expect(page.getByRole('region', { name: 'Agency' })).toHaveCount(0)
  for (const address of ['/provider/runs', '/provider/portals', '/clients']) {
    const response = await page.goto(address)
    expect(response?.status(), address).toBe(404)
  }
})
