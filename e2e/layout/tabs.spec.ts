import { expect, test } from '../fixtures/test'

const NORTHQUAY = '/clients/20000000-0000-4000-8000-000000000002'

test('on a phone the current tab is in view, and the line fades towards where there is more', async ({
  pageAs,
}) => {
  const page = await pageAs('olivia@harbour.example')
  await page.setViewportSize({ width: 375, height: 780 })
  for (const [path, name, last, first] of [
    ['/settings', 'Settings', 'Automation', 'Profile'],
    [NORTHQUAY, 'Client', 'Invoices', 'Overview'],
  ] as const) {
    const line = page.getByRole('navigation', { name, exact: true })
    await page.goto(`${path}/${last.toLowerCase()}`)
    await expect(line.getByRole('link', { name: last })).toBeInViewport({ ratio: 1 })
    await expect(line).toHaveAttribute('data-more', /before/)
    await page.goto(`${path}/${first.toLowerCase()}`)
    await expect(line.getByRole('link', { name: first })).toBeInViewport({ ratio: 1 })
    await expect(line.getByRole('link', { name: last })).not.toBeInViewport({ ratio: 1 })
    await expect(line).toHaveAttribute('data-more', ' after')
    // Nothing on the page itself scrolls sideways.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  }
})

test('on a wide screen all of them are there and nothing fades', async ({ pageAs }) => {
  const page = await pageAs('olivia@harbour.example')
  await page.goto('/settings/automation')
  const line = page.getByRole('navigation', { name: 'Settings', exact: true })
  await expect(line).toHaveAttribute('data-more', ' ')
  for (const name of ['Profile', 'Automation'])
    await expect(line.getByRole('link', { name })).toBeInViewport({ ratio: 1 })
})
