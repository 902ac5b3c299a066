import { alertOf, change, raise } from '../fixtures/alerts'
import { person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { expect, test } from '../fixtures/test'

test('a morning of alerts without a mouse: move, take on, resolve with a note, open again', async ({
  pageAs,
}) => {
  const [admin, tara] = await Promise.all([person('adam@harbour.example'), person('tara@harbour.example')])
  const client = await makeClient(admin)
  // The one that is worst comes last, and has to come first.
  await raise(tara, client.id, 'Logo is blurred', { severity: 'low' })
  await raise(tara, client.id, 'Feed is late', { severity: 'high' })
  const shop = await raise(tara, client.id, 'Shop is down', { severity: 'critical' })
  const page = await pageAs('tara@harbour.example')
  await page.goto(`/clients/${client.id}/alerts`)
  const list = page.getByRole('list', { name: 'Alerts' })
  const row = (title: string) => list.getByRole('listitem').filter({ hasText: title })
  await expect(list.getByRole('link')).toHaveText(['Shop is down', 'Feed is late', 'Logo is blurred'])
  await expect(page.getByRole('radio', { name: 'Live 3' })).toBeChecked()

  await test.step('take it on, and take that back', async () => {
    await page.keyboard.press('j')
    await expect(page.getByRole('link', { name: 'Shop is down' })).toBeFocused()
    await page.keyboard.press('e')
    await expect(row('Shop is down').getByText('Acknowledged by Tara Lindqvist')).toBeVisible()
    await expect.poll(async () => (await alertOf(tara, shop)).status).toBe('acknowledged')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(row('Shop is down').getByText('Open', { exact: true })).toBeVisible()
    await expect.poll(async () => (await alertOf(tara, shop)).status).toBe('open')
  })

  await test.step('resolve it, which needs a word about how', async () => {
    await page.getByRole('link', { name: 'Shop is down' }).focus()
    await page.keyboard.press('e')
    await expect(row('Shop is down').getByText('Acknowledged by Tara Lindqvist')).toBeVisible()
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog', { name: 'Resolve alert' })
    await expect(dialog.getByLabel('What was done')).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await expect(dialog.getByText('High and critical alerts need a word')).toBeVisible()
    // Letters typed here are letters, not shortcuts.
    await page.keyboard.type('Restarted the jexk service')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(row('Shop is down')).toHaveCount(0)
    await expect(page.getByRole('radio', { name: 'Live 2' })).toBeChecked()
    await expect
      .poll(async () => await alertOf(tara, shop))
      .toMatchObject({ status: 'resolved', resolution_note: 'Restarted the jexk service' })
  })

  await test.step('find it again and open it, with a reason', async () => {
    await page.getByRole('radio', { name: 'Resolved 1' }).check()
    await expect(page).toHaveURL(/status=resolved/)
    await page.getByRole('link', { name: 'Shop is down' }).focus()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog', { name: 'Shop is down' })
    await expect(drawer.getByText('Tara Lindqvist resolved it')).toBeVisible()
    await expect(drawer.getByText('Restarted the jexk service').first()).toBeVisible()
    await page.reload()
    await expect(drawer).toBeVisible()
    await drawer.getByRole('button', { name: 'Reopen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Reopen alert' })
    await dialog.getByRole('button', { name: 'Reopen' }).click()
    await expect(dialog.getByText('Say why it needs somebody again.')).toBeVisible()
    await dialog.getByLabel('Why').fill('It is down again')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(drawer.getByText('Once: It is down again')).toBeVisible()
    await drawer.getByRole('button', { name: 'Resolve' }).click()
    // What was written the last time is there to be changed.
    const again = page.getByRole('dialog', { name: 'Resolve alert' })
    await expect(again.getByLabel('What was done')).toHaveValue('Restarted the jexk service')
    await page.keyboard.press('Escape')
    await expect(again).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(drawer).toBeHidden()
    await expect(page).not.toHaveURL(/alert=/)
    await page.goBack()
    await expect(drawer).toBeVisible()
  })
})

test('many at once: chosen by keys, acknowledged, put off and woken', async ({ pageAs }) => {
  const [admin, tara] = await Promise.all([person('adam@harbour.example'), person('tara@harbour.example')])
  const client = await makeClient(admin)
  const ids: string[] = []
  for (const no of [1, 2, 3, 4]) ids.push(await raise(tara, client.id, `Trouble ${no}`))
  const page = await pageAs('tara@harbour.example')
  await page.goto(`/clients/${client.id}/alerts`)
  const bar = page.getByRole('toolbar', { name: 'Selected alerts' })
  await page.getByRole('link', { name: 'Trouble 1' }).focus()
  await page.keyboard.press('x')
  await expect(bar.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(bar.getByText('3 selected')).toBeVisible()

  // Behind our back one of them is dealt with: it is left alone, and said so.
  await raise(tara, client.id, 'Unrelated')
  await change(admin, ids[2] ?? '', { status: 'resolved' })
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') requests.push(request.url())
  })
  await bar.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByText('2 acknowledged')).toBeVisible()
  await expect(page.getByText('Somebody else had changed “Trouble 3”: look again.')).toBeVisible()
  expect(requests).toHaveLength(1)

  await page.getByRole('checkbox', { name: 'Select Trouble 1' }).check()
  await page.getByRole('checkbox', { name: 'Select Trouble 2' }).check()
  await bar.getByRole('button', { name: 'Snooze' }).click()
  await page.getByRole('menuitem', { name: /In 4 hours/ }).click()
  await expect(page.getByRole('link', { name: 'Trouble 1' })).toHaveCount(0)
  await expect(page.getByText('Snoozed (2): out of sight until they wake.')).toBeVisible()
  await page.getByRole('radio', { name: 'Snoozed 2' }).check()
  await expect(page.getByText(/^Snoozed until/)).toHaveCount(2)
  await page.getByRole('button', { name: 'Actions for Trouble 1' }).click()
  await page.getByRole('menuitem', { name: 'Wake now' }).click()
  await expect(page.getByRole('link', { name: 'Trouble 1' })).toHaveCount(0)
  await page.getByRole('radio', { name: /^Live/ }).check()
  await expect(page.getByRole('link', { name: 'Trouble 1' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Trouble 2' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Show them here' }).click()
  await expect(page.getByRole('link', { name: 'Trouble 2' })).toBeVisible()
})
