import { backend } from '../fixtures/backend'
import { listening } from '../fixtures/listening'
import { codesTo, mailsTo, waitForCode } from '../fixtures/mailbox'
import { expect, test } from '../fixtures/test'
import { DEMO_PASSWORD, newcomer, signInButton, typePassword } from '../fixtures/visitor'

const TARA = 'tara@harbour.example'
const MIKA = 'mika@linden.example'

test('the right password opens the app, and the page that was asked for', async ({ page }) => {
  await page.goto('/settings/profile')
  await expect(page).toHaveURL('/sign-in?next=%2Fsettings%2Fprofile')
  await typePassword(page, TARA, DEMO_PASSWORD)
  await signInButton(page).click()
  await expect(page).toHaveURL('/settings/profile')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})

test('a wrong password and an unknown address hear the same words, and keep what was typed', async ({
  page,
}) => {
  const said: string[] = []
  for (const email of [TARA, newcomer().email]) {
    await page.goto('/sign-in')
    await typePassword(page, email, 'quite certainly wrong')
    await signInButton(page).click()
    const message = page.locator('[data-form-message]')
    await expect(message).toBeFocused()
    said.push(await message.innerText())
    await expect(page.getByLabel('E-mail')).toHaveValue(email)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('quite certainly wrong')
  }
  expect(said[0]).toBe(said[1])
})

test('a missing or broken address is pointed at, and the keyboard stands there', async ({ page }) => {
  await page.goto('/sign-in')
  await typePassword(page, 'tara at harbour', 'x')
  await page.keyboard.press('Enter')
  const field = page.getByLabel('E-mail')
  await expect(field).toBeFocused()
  await expect(field).toHaveAccessibleDescription(/Enter an e-mail address/)
})

test('a mailed code signs in once; a wrong one does not', async ({ page, browser }) => {
  const before = (await codesTo(MIKA)).length
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(MIKA)
  await page.getByRole('button', { name: 'E-mail me a code instead' }).click()
  const code = await waitForCode(MIKA, before + 1)
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  await page.getByLabel('Code').fill(wrong)
  await signInButton(page).click()
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/wrong or has expired/)
  // People copy codes with blanks in them.
  await page.getByLabel('Code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await signInButton(page).click()
  await expect(page).toHaveURL('/home')

  const second = listening(await (await browser.newContext()).newPage())
  await second.goto('/sign-in')
  await second.getByLabel('E-mail').fill(MIKA)
  await second.getByRole('button', { name: 'E-mail me a code instead' }).click()
  await second.getByLabel('Code').fill(code)
  await signInButton(second).click()
  await expect(second.getByLabel('Code')).toHaveAccessibleDescription(/wrong or has expired/)
  await second.context().close()
})

test('an address without an account is asked for a code just the same, and gets no mail', async ({
  page,
}) => {
  const { email } = newcomer()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'E-mail me a code instead' }).click()
  await expect(page.getByText(`If ${email} has an account, we have just sent a code to it.`)).toBeVisible()
  expect(await mailsTo(email)).toEqual([])
})

test('guessing ends after a while with words about waiting', async ({ page }) => {
  const { email } = newcomer()
  const { url, publishableKey } = backend()
  for (let guess = 0; guess < 30; guess++) {
    await fetch(`${url}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { apikey: publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: `guess number ${guess}` }),
    })
  }
  await page.goto('/sign-in')
  await typePassword(page, email, 'one more guess')
  await signInButton(page).click()
  await expect(page.locator('[data-form-message]')).toContainText('Too many attempts')
})

for (const next of [
  '//elsewhere.example',
  '/\\elsewhere.example',
  'https://elsewhere.example',
  '/%09/elsewhere.example',
  '/auth/sign-out',
]) {
  test(`signing in never leads out of the app, whatever the address suggests: ${next}`, async ({ page }) => {
    await page.goto(`/sign-in?next=${next.startsWith('/%') ? next : encodeURIComponent(next)}`)
    await typePassword(page, TARA, DEMO_PASSWORD)
    await signInButton(page).click()
    await expect(page).toHaveURL('/home')
  })
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the password still signs in, and a wrong one is still explained', async ({ page }) => {
    await page.goto('/sign-in')
    await typePassword(page, TARA, 'quite certainly wrong')
    await signInButton(page).click()
    await expect(page.getByText('E-mail address or password is wrong')).toBeVisible()
    await expect(page.getByLabel('E-mail')).toHaveValue(TARA)
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD)
    await signInButton(page).click()
    await expect(page).toHaveURL('/home')
  })
})
