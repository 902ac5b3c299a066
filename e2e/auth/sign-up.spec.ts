import type { Page } from '@playwright/test'
import { backend } from '../fixtures/backend'
import { listening } from '../fixtures/listening'
import { codeIn, waitForMail } from '../fixtures/mailbox'
import { expect, test } from '../fixtures/test'
import { DEMO_PASSWORD, newcomer, signInButton, typePassword } from '../fixtures/visitor'

const PASSWORD = 'Marble-kettle-73'
const continueButton = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true })

async function makeAccount(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-up')
  await typePassword(page, email, password)
  await continueButton(page).click()
  await expect(page.getByText('Check your mail')).toBeVisible()
}

async function confirm(page: Page, email: string, mail = 1): Promise<void> {
  await page.getByLabel('Code').fill(codeIn(await waitForMail(email, mail)))
  await continueButton(page).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
}

test('a newcomer makes an account, confirms it, registers an agency and stands in it', async ({ page }) => {
  const { email, slug } = newcomer()
  await makeAccount(page, email)
  await confirm(page, email)
  await page.getByLabel('Your name').fill('Nora Newcomer')
  await page.getByLabel('Name of your agency').fill(`Café ${slug}`)
  // The short name follows the name until somebody writes their own.
  await expect(page.getByLabel('Short name')).toHaveValue(`cafe-${slug}`)
  await page.getByLabel('Short name').fill(slug)
  await page.getByLabel('Name of your agency').fill('Quayside Matters')
  await expect(page.getByLabel('Short name')).toHaveValue(slug)
  await page.getByRole('button', { name: 'Register agency' }).click()

  await expect(page).toHaveURL('/home')
  await expect(page.getByRole('link', { name: 'Quayside Matters' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Nora Newcomer Owner/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Plan your first run' })).toBeVisible()
  await page.goto(`/p/${slug}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Quayside Matters')
})

test('who leaves before the code comes back to it with their password', async ({ page }) => {
  const { email } = newcomer()
  await makeAccount(page, email)
  await page.goto('/sign-in')
  await typePassword(page, email, PASSWORD)
  await signInButton(page).click()
  await expect(page.getByText('Confirm your address first.')).toBeVisible()
  await page.getByLabel('Code').fill(codeIn(await waitForMail(email, 2)))
  await signInButton(page).click()
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
})

test('who leaves before naming an agency is asked for it again, wherever they go', async ({ page }) => {
  const { email } = newcomer()
  await makeAccount(page, email)
  await confirm(page, email)
  for (const address of ['/home', '/provider/runs', '/sign-in']) {
    await page.goto(address)
    await expect(page).toHaveURL('/sign-up')
    await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
  }
})

test('registering in two tabs makes one agency', async ({ page, context }) => {
  const { email, slug } = newcomer()
  await makeAccount(page, email)
  await confirm(page, email)
  const other = listening(await context.newPage())
  await other.goto('/sign-up')
  for (const tab of [page, other]) {
    await tab.getByLabel('Your name').fill('Nora')
    await tab.getByLabel('Name of your agency').fill('Two Tabs')
  }
  await page.getByLabel('Short name').fill(slug)
  await other.getByLabel('Short name').fill(`${slug}-2`)
  await Promise.all([page, other].map((tab) => tab.getByRole('button', { name: 'Register agency' }).click()))
  for (const tab of [page, other]) await expect(tab).toHaveURL('/home')
  await page.reload()
  await other.reload()
  const portals = await Promise.all([slug, `${slug}-2`].map((name) => page.request.get(`/p/${name}`)))
  expect(portals.map((response) => response.status()).sort()).toEqual([200, 404])
})

test('a taken short name is refused at its field and nothing typed is lost', async ({ page }) => {
  const { email, slug } = newcomer()
  await makeAccount(page, email)
  await confirm(page, email)
  await page.getByLabel('Your name').fill('Nora')
  await page.getByLabel('Name of your agency').fill('Another Harbour')
  await page.getByLabel('Short name').fill('harbour-and-main')
  await page.getByRole('button', { name: 'Register agency' }).click()
  await expect(page.getByLabel('Short name')).toBeFocused()
  await expect(page.getByLabel('Short name')).toHaveAccessibleDescription(/is taken/)
  await expect(page.getByLabel('Name of your agency')).toHaveValue('Another Harbour')
  await page.getByLabel('Short name').fill(slug)
  await page.getByRole('button', { name: 'Register agency' }).click()
  await expect(page).toHaveURL('/home')
})

test('a short password is refused with what to do instead', async ({ page }) => {
  await page.goto('/sign-up')
  await typePassword(page, newcomer().email, 'short')
  await continueButton(page).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
    /at least 10 characters/i,
  )
})

test('an address with an account sees the same step, and its password stays its own', async ({ page }) => {
  const email = 'ravi@harbour.example'
  await makeAccount(page, email, 'A-strangers-choice-1')
  await page.goto('/sign-in')
  await typePassword(page, email, 'A-strangers-choice-1')
  await signInButton(page).click()
  await expect(page.locator('[data-form-message]')).toContainText('is wrong')
  await typePassword(page, email, DEMO_PASSWORD)
  await signInButton(page).click()
  await expect(page).toHaveURL('/home')
})

test('the password of somebody who signed up with your address before you is worth nothing', async ({
  page,
}) => {
  const { email } = newcomer()
  const { url, publishableKey } = backend()
  const call = (path: string, body: object) =>
    fetch(`${url}/auth/v1/${path}`, {
      method: 'POST',
      headers: { apikey: publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await call('signup', { email, password: 'Chosen-by-a-stranger-1' })
  await waitForMail(email)
  await makeAccount(page, email)
  await confirm(page, email, 2)
  const login = async (password: string) =>
    (await call('token?grant_type=password', { email, password })).status
  expect(await login('Chosen-by-a-stranger-1')).toBe(400)
  expect(await login(PASSWORD)).toBe(200)
})
