import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'

const FOR_ANYBODY = [
  '/',
  '/sign-in',
  '/sign-up',
  '/auth/reset',
  '/auth/confirm',
  '/auth/confirm?token_hash=0123456789abcdef&type=signup',
  '/nothing/here',
]
const FOR_MEMBERS = ['/home', '/settings/profile', '/provider/runs/00000000-0000-4000-8000-000000000000']

for (const address of FOR_ANYBODY) {
  test(`${address} breaks no accessibility rule in either theme and fits 320 px`, async ({ page }) => {
    await page.goto(address)
    await expectAccessible(page)
    await expectFits(page, 320)
  })
}

for (const who of ['olivia@harbour.example', 'vera@northquay.example', 'noor@crew.example']) {
  test(`the pages of ${who} break no accessibility rule in either theme and fit 320 px`, async ({
    page,
    context,
    baseURL,
  }) => {
    await signInAs(context, baseURL ?? '', who)
    for (const address of FOR_MEMBERS) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessible(page)
      await expectFits(page, 320)
    }
  })
}

test('open palette, shortcut sheet, account menu and phone navigation break no accessibility rule', async ({
  page,
  context,
  baseURL,
}) => {
  await signInAs(context, baseURL ?? '', 'olivia@harbour.example')
  // The page behind them is looked at again each time, so it is a short one.
  await page.goto('/settings/profile')
  for (const keys of ['ControlOrMeta+k', '?']) {
    await page.keyboard.press(keys)
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.getByRole('button', { name: /Account menu/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, { hasMenu: true })
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 375, height: 700 })
  await page.getByRole('button', { name: 'Menu' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
})
