import { backend } from '../fixtures/backend'
import { codeIn, linkIn, mailsTo, waitForMail } from '../fixtures/mailbox'
import { expect, test } from '../fixtures/test'
import { newcomer, signInButton, typePassword } from '../fixtures/visitor'

const PASSWORD = 'Marble-kettle-73'

async function signUp(email: string): Promise<void> {
  const { url, publishableKey } = backend()
  const answer = await fetch(`${url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  expect(answer.status).toBe(200)
}

test('opening a link, as mail scanners do, uses nothing up; pressing its button does, once', async ({
  page,
  request,
}) => {
  const { email } = newcomer()
  await signUp(email)
  const link = linkIn(await waitForMail(email))
  for (let visit = 0; visit < 5; visit++) {
    await request.get(link)
    await request.head(link)
  }
  await page.goto(link)
  await page.getByRole('button', { name: 'Confirm and continue' }).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()

  await page.context().clearCookies()
  await page.goto(link)
  await page.getByRole('button', { name: 'Confirm and continue' }).click()
  await expect(page.locator('[data-form-message]')).toContainText('used up or has expired')
})

test('a mangled link says so and leads on', async ({ page }) => {
  await page.goto('/auth/confirm?token_hash=&type=signup')
  await expect(page.getByRole('heading', { name: /used up or has expired/ })).toBeVisible()
  await page.getByRole('link', { name: 'Go to the sign-in page' }).click()
  await expect(page).toHaveURL('/sign-in')
})

test('a forgotten password is replaced with a mailed code, and the old one no longer opens anything', async ({
  page,
}) => {
  const { email } = newcomer()
  await signUp(email)
  await page.goto(linkIn(await waitForMail(email)))
  await page.getByRole('button', { name: 'Confirm and continue' }).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()

  await page.getByRole('link', { name: 'Forgot it?' }).click()
  // The page before has a field of that name as well.
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(codeIn(await waitForMail(email, 2)))
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/at least 10 characters/i)
  await page.getByLabel('New password').fill('Copper-lagoon-58')
  await page.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await typePassword(page, email, PASSWORD)
  await signInButton(page).click()
  await expect(page.locator('[data-form-message]')).toContainText('is wrong')
  await typePassword(page, email, 'Copper-lagoon-58')
  await signInButton(page).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
})

test('the link for a new password leads to choosing one', async ({ page }) => {
  const { email } = newcomer()
  await signUp(email)
  await page.goto(linkIn(await waitForMail(email)))
  await page.getByRole('button', { name: 'Confirm and continue' }).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
  // Being signed in is not enough: without the mailed proof the page only offers to send it.
  await page.goto('/auth/reset?step=password')
  await expect(page.getByLabel('New password')).toBeHidden()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.goto(linkIn(await waitForMail(email, 2)))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('New password').fill('Copper-lagoon-58')
  await page.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
})

test('asking for a new password tells nobody whether an address has an account', async ({ page }) => {
  const { email } = newcomer()
  await page.goto('/auth/reset')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.getByText(`If ${email} has an account, we have just sent a code to it.`)).toBeVisible()
  expect(await mailsTo(email)).toEqual([])
})
