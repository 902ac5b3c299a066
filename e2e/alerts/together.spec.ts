import { alertOf, change, raise } from '../fixtures/alerts'
import { person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { expect, test } from '../fixtures/test'

test('two people on one alert: what the other did is said, and what was typed stays', async ({ pageAs }) => {
  const [adam, tara] = await Promise.all([person('adam@harbour.example'), person('tara@harbour.example')])
  const client = await makeClient(adam)
  const feed = await raise(tara, client.id, 'Feed is late', { severity: 'high', key: 'feed' })
  const shop = await raise(tara, client.id, 'Shop is down', { severity: 'high' })
  const page = await pageAs('tara@harbour.example')
  await page.goto(`/clients/${client.id}/alerts`)

  await test.step('being reported once more is no reason to ask', async () => {
    await expect(page.getByRole('link', { name: 'Feed is late' })).toBeVisible()
    await raise(tara, client.id, 'Feed is late', { severity: 'high', key: 'feed' })
    await page.getByRole('button', { name: 'Acknowledge Feed is late' }).click()
    await expect.poll(async () => (await alertOf(tara, feed)).status).toBe('acknowledged')
    await expect(page.getByText(/Seen 2 times/)).toBeVisible()
  })

  await test.step('somebody else was quicker', async () => {
    await page.getByRole('button', { name: 'Actions for Shop is down' }).click()
    await page.getByRole('menuitem', { name: 'Resolve…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Resolve alert' })
    await dialog.getByLabel('What was done').fill('My long note')
    await change(adam, shop, { status: 'resolved', resolution_note: 'Done by Adam' })
    await dialog.getByRole('button', { name: 'Resolve' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Adam Osei resolved this')
    await expect(dialog.getByLabel('What was done')).toHaveValue('My long note')
    await expect(dialog.getByRole('button', { name: 'Resolve' })).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Close' }).first().click()
    expect(await alertOf(tara, shop)).toMatchObject({ resolution_note: 'Done by Adam' })
  })

  await test.step('one that came back is not opened twice', async () => {
    await change(adam, feed, { status: 'resolved', resolution_note: 'Over' })
    const twin = await raise(tara, client.id, 'Feed is late again', { severity: 'high', key: 'feed' })
    await page.goto(`/clients/${client.id}/alerts?status=resolved&alert=${feed}`)
    await page.getByRole('dialog', { name: 'Feed is late' }).getByRole('button', { name: 'Reopen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Reopen alert' })
    await dialog.getByLabel('Why').fill('Not over')
    await dialog.getByRole('button', { name: 'Reopen' }).click()
    await dialog.getByRole('button', { name: 'Open the live one' }).click()
    const live = page.getByRole('dialog', { name: 'Feed is late again' })
    await expect(live).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`alert=${twin}`))
    await live.getByRole('button', { name: 'Open the earlier alert' }).click()
    await expect(page.getByRole('dialog', { name: 'Feed is late', exact: true })).toBeVisible()
  })
})

test('an alert raised by hand is counted when it is known, becomes a ticket once and is shared', async ({
  pageAs,
}) => {
  const [adam, tara] = await Promise.all([person('adam@harbour.example'), person('tara@harbour.example')])
  const client = await makeClient(adam)
  const page = await pageAs('tara@harbour.example')
  await page.goto(`/alerts?client=${client.id}`)
  await expect(page.getByText('Nothing needs you now')).toBeVisible()
  await expect(page.getByRole('button', { name: client.name })).toBeVisible()

  const fill = async () => {
    await page.keyboard.press('n')
    const drawer = page.getByRole('dialog', { name: 'Raise alert' })
    await drawer.getByLabel('Client').selectOption({ label: client.name })
    await drawer.getByLabel('What is wrong').fill('Pixel is silent')
    await drawer.getByRole('radio', { name: 'High' }).check()
    await drawer.getByLabel('Key').fill('pixel')
    await drawer.getByRole('button', { name: 'Raise alert' }).click()
    await expect(drawer).toBeHidden()
  }
  await fill()
  await expect(page.getByRole('link', { name: 'Pixel is silent' })).toBeVisible()
  await fill()
  await expect(page.getByText('This is known already')).toBeVisible()
  await expect(page.getByText(/Seen 2 times/)).toBeVisible()

  await page.getByRole('link', { name: 'Pixel is silent' }).click()
  const drawer = page.getByRole('dialog', { name: 'Pixel is silent' })
  await drawer.getByLabel('Severity').selectOption('critical')
  await expect(drawer.getByText('changed the severity from high to critical')).toBeVisible()
  // Not `check`, which looks once: the switch turns a moment after the press.
  await drawer.getByLabel('Shared with').click()
  await expect(drawer.getByLabel('Shared with')).toBeChecked()
  await expect(drawer.getByText('shared it with the client')).toBeVisible()
  await drawer.getByRole('button', { name: 'Make a ticket' }).click()
  const ticket = drawer.getByRole('link', { name: /^Ticket #\d+$/ })
  await expect(ticket).toHaveAttribute('href', new RegExp(`/clients/${client.id}/tickets\\?ticket=\\d+`))
  await expect(drawer.getByRole('button', { name: 'Make a ticket' })).toHaveCount(0)
  await expect(drawer.getByText('acknowledged it and made a ticket of it')).toBeVisible()
  // The ticket is this alert's and no other's.
  await raise(tara, client.id, 'Something else')
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await page.reload()
  const rows = page.getByRole('list', { name: 'Alerts' }).getByRole('listitem')
  await expect(rows.filter({ hasText: 'Pixel is silent' })).toContainText(/#\d+/)
  await expect(rows.filter({ hasText: 'Something else' })).not.toContainText('#')
})
