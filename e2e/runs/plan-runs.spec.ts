import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { backend, person, rows } from '../fixtures/backend'
import { makeRun } from '../fixtures/portal-world'
import { expect, test } from '../fixtures/test'

const MEMBER = 'tara@harbour.example'

const unique = (words: string) => `${words} ${randomUUID()}`

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search runs by name' }).fill(text)
  await expect(page).toHaveURL(/[?&]q=/)
}

test('a run is made in a drawer, appears in the list and is changed again', async ({ pageAs }) => {
  const name = unique('Rope walk')
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs')
  await page.getByRole('button', { name: 'New run' }).click()
  const drawer = page.getByRole('dialog', { name: 'New run' })
  await drawer.getByLabel('Name', { exact: true }).fill(name)
  await drawer.getByLabel(/^Description/).fill('Along the old rope yard.')
  await drawer.getByLabel(/^Starts/).fill('2031-03-01T10:00')
  await drawer.getByLabel(/^Ends/).fill('2031-03-01T12:00')
  await drawer.getByLabel('Time zone').selectOption('America/New_York')
  await drawer.getByLabel(/^Zone/).selectOption({ label: 'Add a zone…' })
  const zone = unique('Rope yard')
  await drawer.getByLabel('Name of the zone').fill(zone)
  await drawer.getByLabel('Name of the zone').press('Enter')
  await expect(drawer.getByLabel(/^Zone/).locator('option:checked')).toHaveText(zone)
  await drawer.getByRole('button', { name: 'Create run' }).click()
  await expect(drawer).toBeHidden()

  await search(page, name)
  const row = page.getByRole('list', { name: 'Runs' }).getByRole('listitem').filter({ hasText: name })
  await expect(row).toContainText('1 Mar 2031, 10:00–12:00 GMT-5')
  await expect(row).toContainText(zone)
  await expect(row).toContainText('On no portal')

  await row.getByRole('link', { name }).focus()
  await page.keyboard.press('e')
  const editor = page.getByRole('dialog', { name: 'Edit run' })
  await expect(editor.getByLabel(/^Starts/)).toHaveValue('2031-03-01T10:00')
  await editor.getByLabel('Status').selectOption('Draft')
  await editor.getByRole('button', { name: 'Save changes' }).click()
  await expect(editor).toBeHidden()
  await expect(row).toContainText('Draft')
})

test('cancelling is undone with one press, and a duplicate is a draft of its own', async ({ pageAs }) => {
  const name = unique('Quay supper')
  const runId = await makeRun(await person(MEMBER), { name })
  const page = await pageAs(MEMBER)
  await page.goto(`/provider/runs/${runId}`)
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Cancel run' }).click()
  const summary = page.getByRole('region', { name: 'Summary' })
  await expect(summary).toContainText('Cancelled')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(summary).toContainText('Scheduled')

  // The toast goes just now, and leaves the focus to the menu.
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Copy of ${name}` })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('Draft')
})

test('a drawer gives the focus back to the button or the menu that opened it', async ({ pageAs }) => {
  const name = unique('Boat slip')
  await makeRun(await person(MEMBER), { name })
  const page = await pageAs(MEMBER)
  await page.goto(`/provider/runs?q=${encodeURIComponent(name)}`)
  const create = page.getByRole('button', { name: 'New run' })
  await create.click()
  await expect(
    page.getByRole('dialog', { name: 'New run' }).getByLabel('Name', { exact: true }),
  ).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(create).toBeFocused()

  const actions = page.getByRole('button', { name: `Actions for ${name}` })
  await actions.click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(page.getByRole('dialog', { name: 'Edit run' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(actions).toBeFocused()
})

test('what cannot be saved is said at its field before anything is sent', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs?new=1')
  const drawer = page.getByRole('dialog', { name: 'New run' })
  await drawer.getByLabel(/^Starts/).fill('2031-03-01T10:00')
  await drawer.getByLabel(/^Ends/).fill('2031-03-01T09:00')
  await drawer.getByLabel(/^Description/).fill('x'.repeat(10_000))
  await drawer.getByRole('button', { name: 'Create run' }).click()
  await expect(drawer.getByText('Give the run a name.')).toBeVisible()
  await expect(drawer.getByText('Use at most 5000 characters.')).toBeVisible()
  await drawer.getByLabel('Name', { exact: true }).fill('Named')
  await drawer.getByLabel(/^Description/).fill('')
  await drawer.getByRole('button', { name: 'Create run' }).click()
  await expect(drawer.getByText('The end must come after the start.')).toBeVisible()
})

for (const [kind, words] of [
  ['HTML', '<img src=x onerror="document.title=1"><b>bold</b>'],
  ['right-to-left text', 'أمسية شعرية على المرفأ'],
] as const) {
  test(`${kind} in a name is shown as the text it is`, async ({ pageAs }) => {
    const name = unique(words)
    const runId = await makeRun(await person(MEMBER), { name })
    const page = await pageAs(MEMBER)
    await page.goto(`/provider/runs/${runId}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await page.goto('/provider/runs?sort=-changed')
    await expect(page.getByRole('link', { name })).toBeVisible()
    await expect(page.locator('main img, main b')).toHaveCount(0)
  })
}

test('a failing server leaves the form as it was typed', async ({ pageAs }) => {
  const name = unique('Kept')
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs?new=1')
  const drawer = page.getByRole('dialog', { name: 'New run' })
  await drawer.getByLabel('Name', { exact: true }).fill(name)
  await page.route('**/rest/v1/cc_n3_runs*', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 503, json: {} }) : route.fallback(),
  )
  await drawer.getByRole('button', { name: 'Create run' }).click()
  await expect(drawer.getByRole('alert')).toContainText('We cannot reach the server')
  await expect(drawer.getByLabel('Name', { exact: true })).toHaveValue(name)
  await page.unroute('**/rest/v1/cc_n3_runs*')
  await drawer.getByRole('button', { name: 'Create run' }).click()
  await expect(drawer).toBeHidden()
})

test('a session that ends in the middle of a form costs nothing that was typed', async ({ pageAs }) => {
  const name = unique('Long letter')
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs?new=1')
  const drawer = page.getByRole('dialog', { name: 'New run' })
  await drawer.getByLabel('Name', { exact: true }).fill(name)
  // The server stops knowing who this is: the cookie is gone, and the token in the page is no longer taken.
  await page.context().clearCookies({ name: 'audienceos-auth' })
  await page.route('**/rest/v1/cc_n3_runs*', (route) =>
    route.fulfill({
      status: 401,
      json: { code: 'PGRST303', message: 'JWT expired', details: null, hint: null },
    }),
  )
  await drawer.getByRole('button', { name: 'Create run' }).click()
  const again = page.getByRole('dialog', { name: 'Your session ended' })
  // Until then the refusal may still be on its way, and the server would take the token.
  await expect(again).toBeVisible()
  await page.unroute('**/rest/v1/cc_n3_runs*')
  const account = backend().demo.find((one) => one.email === MEMBER)
  await again.getByLabel('Password', { exact: true }).fill(account?.password ?? '')
  await again.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(again).toBeHidden()
  await expect(drawer.getByLabel('Name', { exact: true })).toHaveValue(name)
  await drawer.getByRole('button', { name: 'Create run' }).click()
  await expect(drawer).toBeHidden()
})

test('closing a drawer with something typed asks once', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await page.goto('/provider/runs?new=1')
  const drawer = page.getByRole('dialog', { name: 'New run' })
  await drawer.getByLabel('Name', { exact: true }).fill('Half a thought')
  await page.keyboard.press('Escape')
  await expect(drawer.getByText('Leave without saving?')).toBeVisible()
  await drawer.getByRole('button', { name: 'Discard' }).click()
  await expect(drawer).toBeHidden()
  await expect(page).not.toHaveURL(/new=1/)
})

test('two people editing different fields do not undo each other', async ({ pageAs }) => {
  const owner = await person(MEMBER)
  const runId = await makeRun(owner, { name: unique('Shared work'), description: 'Old words.' })
  const page = await pageAs(MEMBER)
  await page.goto(`/provider/runs/${runId}?edit=1`)
  const drawer = page.getByRole('dialog', { name: 'Edit run' })
  await drawer.getByLabel(/^Description/).fill('New words.')
  const renamed = unique('Renamed meanwhile')
  await rows(owner, 'PATCH', `cc_n3_runs?id=eq.${runId}`, { name: renamed })
  await drawer.getByRole('button', { name: 'Save changes' }).click()
  await expect(drawer).toBeHidden()
  const [run] = await rows(owner, 'GET', `cc_n3_runs?select=id,name,description&id=eq.${runId}`)
  expect(run).toMatchObject({ name: renamed, description: 'New words.' })
})
