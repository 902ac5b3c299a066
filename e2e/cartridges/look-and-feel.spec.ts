import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

const PLACES: Record<string, { email: string; visit: (page: Page) => Promise<unknown> }> = {
  'one’s own style': {
    email: 'ravi@harbour.example',
    visit: async (page) => {
      await page.goto('/settings/cartridges')
      return expect(page.getByRole('heading', { name: 'Style: mine' })).toBeVisible()
    },
  },
  'one’s own instructions': {
    email: 'ravi@harbour.example',
    visit: async (page) => {
      await page.goto('/settings/cartridges?type=instruction')
      return expect(page.getByLabel('Rule 1', { exact: true })).toBeVisible()
    },
  },
  'the agency’s brand, for an admin': {
    email: 'adam@harbour.example',
    visit: async (page) => {
      await page.goto('/settings/cartridges?of=agency&type=brand')
      return expect(page.getByRole('textbox', { name: 'Blueprint 112' })).toBeVisible()
    },
  },
  'the agency’s style, for a team member': {
    email: 'tara@harbour.example',
    visit: async (page) => {
      await page.goto('/settings/cartridges?of=agency')
      return expect(page.getByText('Owners and admins of your agency change this.')).toBeVisible()
    },
  },
  'a form with a mistake': {
    email: 'tara@harbour.example',
    visit: async (page) => {
      await page.goto('/settings/cartridges?type=preference')
      await page
        .getByRole('group', { name: 'Formality', exact: true })
        .getByText('Own', { exact: true })
        .click()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      return expect(page.getByText('Write something here')).toBeVisible()
    },
  },
  'the history': {
    email: 'adam@harbour.example',
    visit: async (page) => {
      await page.goto('/settings/cartridges?of=agency')
      await page.getByRole('button', { name: 'History' }).click()
      return expect(page.getByRole('dialog')).toContainText('Made')
    },
  },
  'a viewer’s own': {
    email: 'vera@northquay.example',
    visit: async (page) => {
      await page.goto('/settings/cartridges')
      return expect(page.getByRole('heading', { name: 'Style: mine' })).toBeVisible()
    },
  },
}

for (const [place, { email, visit }] of Object.entries(PLACES))
  test(`${place} breaks no rule of accessibility, and fits phones`, async ({ pageAs }) => {
    const page = await pageAs(email)
    await visit(page)
    await expectAccessible(page)
    await expectFits(page, 375, 320)
  })

test('a style is set by keyboard alone', async ({ pageAs }) => {
  const page = await pageAs('paul@oldmill.example')
  await page.goto('/settings/cartridges')
  await page.getByRole('radio', { name: 'Default' }).first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Tone', exact: true })).toBeFocused()
  await page.keyboard.type('quiet')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('listitem').filter({ hasText: /^Saved$/ })).toBeVisible()
  await expect(page.getByRole('region', { name: 'What counts for you' })).toContainText('quiet')
})

test('an opened page asks the data API only from the server', async ({ pageAs }) => {
  const page = await pageAs('ravi@harbour.example')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/rest/v1/')) asked.push(request.url())
  })
  await page.goto('/settings/cartridges?of=agency')
  await expect(page.getByRole('heading', { name: 'House style' })).toBeVisible()
  await page.getByRole('link', { name: 'Brand' }).click()
  await expect(page.getByRole('heading', { name: 'Our brand' })).toBeVisible()
  expect(asked).toEqual([])
})
