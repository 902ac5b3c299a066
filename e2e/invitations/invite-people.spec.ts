import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { backend, person, rows, type Person } from '../fixtures/backend'
import { waitForMail } from '../fixtures/mailbox'
import { makeRun } from '../fixtures/portal-world'
import { expect, expectAccessible, test } from '../fixtures/test'

const OWNER = 'olivia@harbour.example'

let owner: Person

test.beforeAll(async () => {
  owner = await person(OWNER)
})

/** An address that nobody has used before. */
const someone = (name: string) => `${name}-${randomUUID().slice(0, 8)}@outside.example`

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Stakeholders' })
const panelOf = (page: Page) => page.getByRole('region', { name: 'Stakeholders' })

async function openDialog(page: Page, runId: string): Promise<Locator> {
  await page.goto(`/provider/runs/${runId}?notify=invite`)
  const dialog = dialogOf(page)
  await expect(dialog.getByLabel('People', { exact: true })).toBeVisible()
  return dialog
}

/** As from the clipboard, which a test cannot fill in every browser. */
async function paste(dialog: Locator, text: string): Promise<void> {
  await dialog.getByLabel('People', { exact: true }).evaluate((box, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

function invited(runId: string) {
  const columns = 'id,invitee_email,invitee_phone,invitee_name,invitee_role,message,status'
  return rows(owner, 'GET', `cc_invitations?select=${columns}&run_id=eq.${runId}&order=invitee_email`)
}

test('three people pasted from anywhere are invited, get their mail, and stand in the list', async ({
  pageAs,
}) => {
  const name = `Harbour walk ${randomUUID()}`
  const runId = await makeRun(owner, { name })
  const [ann, bob, cat] = [someone('ann'), someone('bob'), someone('cat')]
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = dialogOf(page)
  await expect(dialog.getByLabel('People', { exact: true })).toBeFocused()
  await paste(dialog, `To: "Example, Ann" <${ann}>; Bob Roe (${bob})\nCc: ${cat}, ${ann}`)

  await expect(dialog.getByText('3 ready')).toBeVisible()
  await expect(dialog.getByText('1 repeated and left out.')).toBeVisible()
  await dialog.getByLabel('Role', { exact: true }).selectOption('Contractor')
  await dialog.getByLabel('Personal message').fill('Bring a lantern.')
  await dialog.getByRole('button', { name: 'Invite 3 people' }).click()

  await expect(dialog.getByRole('heading', { name: '3 people invited' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  const list = panelOf(page).getByRole('list', { name: 'People' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await expect(list.getByRole('button', { name: 'Ann Example', exact: true })).toBeVisible()

  const stored = await invited(runId)
  expect(stored).toMatchObject([
    {
      invitee_email: ann,
      invitee_name: 'Ann Example',
      invitee_role: 'contractor',
      message: 'Bring a lantern.',
    },
    { invitee_email: bob, invitee_name: 'Bob Roe' },
    { invitee_email: cat, invitee_name: null },
  ])
  const mail = await waitForMail(bob)
  expect(mail.subject).toContain(name)
  expect(mail.html).toContain('Bring a lantern.')
})

test('every address is judged before anything is sent, and put right where it stands', async ({ pageAs }) => {
  const runId = await makeRun(owner)
  const [before, good, wrong] = [someone('before'), someone('good'), someone('wrong')]
  await rows(owner, 'POST', 'rpc/create_run_invitations', { run_id: runId, rows: [{ email: before }] })
  const dialog = await openDialog(await pageAs(OWNER), runId)
  await paste(
    dialog,
    [before, OWNER, good, `Wrong One <${wrong.replace('.example', '')}>`, 'nonsense\n'].join('\n'),
  )

  const list = dialog.getByRole('list', { name: 'People to invite' })
  await expect(list.getByText('Already invited')).toBeVisible()
  await expect(list.getByText('Already here')).toBeVisible()
  await expect(list.getByText('Not an address')).toBeVisible()
  await expect(list.getByText('No address', { exact: false }).first()).toBeVisible()
  await expect(dialog.getByText('1 ready')).toBeVisible()
  expect(await invited(runId), 'looking sends nothing').toHaveLength(1)

  await list.getByLabel('Address of Wrong One').fill(wrong)
  await list.getByLabel('Address of Wrong One').press('Enter')
  await expect(dialog.getByText('2 ready')).toBeVisible()
  await dialog.getByRole('button', { name: 'Remove invalid' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await dialog.getByRole('button', { name: 'Invite 2 people' }).click()
  await expect(dialog.getByRole('heading', { name: '2 people invited' })).toBeVisible()
  expect((await invited(runId)).map((row) => row.invitee_email)).toEqual([before, good, wrong].sort())
})

test('a spreadsheet is read whatever program wrote it, with names, roles and messages of its own', async ({
  pageAs,
}) => {
  const runId = await makeRun(owner)
  const [ann, bob] = [someone('ann'), someone('bob')]
  const long = `Zwei\nZeilen; ${'ja '.repeat(200)}`
  const csv = `Name;E-Mail;Rolle;Nachricht\r\nJürgen Müller;${ann};Observer;"${long}"\r\nBob;${bob};Boss;\r\n`
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await dialog.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${csv}`, 'utf16le'),
  })
  const mapping = dialog.getByRole('group', { name: 'people.csv' })
  await expect(mapping.getByLabel('Column E-Mail')).toHaveValue('email')
  await expectAccessible(page)
  await mapping.getByRole('button', { name: 'Add 2 rows' }).click()

  const list = dialog.getByRole('list', { name: 'People to invite' })
  await expect(list.getByText('Unknown role')).toBeVisible()
  await expect(list.getByText('Message cut. Only the first 500 characters of it are sent.')).toBeVisible()
  await list.getByLabel('Role of Bob').selectOption('Participant')
  await dialog.getByRole('button', { name: 'Invite 2 people' }).click()
  await expect(dialog.getByRole('heading', { name: '2 people invited' })).toBeVisible()
  await expectAccessible(page)
  expect(await invited(runId)).toMatchObject([
    {
      invitee_email: ann,
      invitee_name: 'Jürgen Müller',
      invitee_role: 'observer',
      message: long.slice(0, 500).trim(),
    },
    { invitee_email: bob, invitee_role: 'participant', message: null },
  ])
})

test('a phone number is enough: the link is copied and sent by hand', async ({ pageAs, request }) => {
  const runId = await makeRun(owner)
  const page = await pageAs(OWNER, { permissions: ['clipboard-read', 'clipboard-write'] })
  const dialog = await openDialog(page, runId)
  const number = `+44 20 ${1_000_000 + Math.floor(Math.random() * 8_999_999)}`
  await dialog.getByLabel('People', { exact: true }).fill(`Ann ${number}`)
  await dialog.getByLabel('People', { exact: true }).press('Enter')
  await dialog.getByRole('button', { name: 'Invite 1 person' }).click()
  await dialog.getByRole('button', { name: 'Copy link for Ann' }).click()
  await expect(dialog.getByRole('button', { name: 'Link for Ann copied' })).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\/i\/[\w-]{43}$/)
  expect((await request.get(link)).ok()).toBe(true)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(panelOf(page).getByText('Link only')).toBeVisible()
})

test('when the server cannot be reached nothing typed is lost, and pressing again invites', async ({
  pageAs,
}) => {
  const runId = await makeRun(owner)
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await paste(dialog, `${someone('ann')}, ${someone('bob')}`)
  await dialog.getByLabel('Personal message').fill('See you there.')
  await expect(dialog.getByText('2 ready')).toBeVisible()
  await page.route('**/rpc/create_run_invitations', (route) => route.abort())
  await dialog.getByRole('button', { name: 'Invite 2 people' }).click()
  await expect(dialog.getByRole('alert')).toContainText('We cannot reach the server')
  await expect(dialog.getByLabel('Personal message')).toHaveValue('See you there.')
  await page.unroute('**/rpc/create_run_invitations')
  await dialog.getByRole('button', { name: 'Invite 2 people' }).click()
  await expect(dialog.getByRole('heading', { name: '2 people invited' })).toBeVisible()
})

test('a stray Escape throws no list away, and looking at the other tab neither', async ({ pageAs }) => {
  const runId = await makeRun(owner)
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await paste(dialog, someone('ann'))
  // What reads lists comes with the first one.
  const people = dialog.getByRole('list', { name: 'People to invite' }).getByRole('listitem')
  await expect(people).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(dialog.getByText('Leave without saving?')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await dialog.getByRole('radio', { name: 'Update' }).check()
  await expect(dialog.getByText('Nobody is on this run yet')).toBeVisible()
  await dialog.getByRole('radio', { name: 'Invite' }).check()
  await expect(people).toHaveCount(1)
})

test('inviting works by keyboard alone, and shows the mail before it goes', async ({ pageAs }) => {
  const runId = await makeRun(owner, { name: `Evening round ${randomUUID()}` })
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  const dialog = dialogOf(page)
  // The page is there before its script listens.
  await expect(async () => {
    await page.keyboard.press('i')
    await expect(dialog.getByLabel('People', { exact: true })).toBeFocused({ timeout: 2_000 })
  }).toPass()
  await page.keyboard.type(`Ann <${someone('ann')}>`)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('1 ready')).toBeVisible()
  await dialog.getByLabel('Personal message').fill('A word from me.')
  await dialog.getByRole('button', { name: 'Preview the mail' }).press('Enter')
  const mail = dialog.frameLocator('iframe[title="Preview of the mail"]')
  await expect(mail.getByText('A word from me.')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('heading', { name: '1 person invited' })).toBeVisible()
})

test('a contact is found again and invited with one press', async ({ pageAs }) => {
  const name = `Contact ${randomUUID()}`
  const email = someone('contact')
  await rows(owner, 'POST', 'rpc/create_run_invitations', {
    run_id: await makeRun(owner),
    rows: [{ email, name }],
  })
  const runId = await makeRun(owner)
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await dialog.getByRole('button', { name: 'Contacts' }).click()
  await dialog.getByLabel('Search contacts').fill(name.slice(0, 20))
  const contact = dialog.getByRole('list', { name: 'Contacts' }).getByRole('button', { name })
  await expect(contact).toBeVisible()
  await expectAccessible(page)
  await contact.click()
  await dialog.getByRole('button', { name: 'Invite 1 person' }).click()
  await expect(dialog.getByRole('heading', { name: '1 person invited' })).toBeVisible()
  expect(await invited(runId)).toMatchObject([{ invitee_email: email, invitee_name: name }])
})

test('what was sent of a long list stays sent, and the rest is not when it is cancelled', async ({
  pageAs,
}) => {
  const runId = await makeRun(owner)
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  // Nobody is really invited: what counts is how the dialog goes through a list of two parts.
  let sent = 0
  let release = () => undefined as unknown
  const held = new Promise<void>((resolve) => (release = () => resolve()))
  await page.route('**/rpc/create_run_invitations', async (route) => {
    const { rows: asked, dry_run: isDry } = route.request().postDataJSON() as {
      rows: unknown[]
      dry_run: boolean
    }
    if (!isDry) {
      sent++
      await held
    }
    const answers = asked.map((_, index) => ({
      row_no: index + 1,
      outcome: 'invited',
      invitation_id: isDry ? null : randomUUID(),
      token: isDry ? null : 'x'.repeat(43),
    }))
    await route.fulfill({ json: answers })
  })
  await paste(dialog, Array.from({ length: 700 }, (_, index) => `p${index}@outside.example`).join('\n'))
  await dialog.getByRole('button', { name: 'Invite 700 people' }).click()
  await expect(dialog.getByText('Inviting: 0 of 700')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel the rest' }).click()
  release()
  await expect(dialog.getByText('500 were sent; the rest is still here.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Invite 200 people' })).toBeVisible()
  expect(sent).toBe(1)
})

test('a session that ends while inviting costs nothing: the list and the message are still there to be sent', async ({
  pageAs,
}) => {
  const runId = await makeRun(owner)
  const [ann, bob] = [someone('ann'), someone('bob')]
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await paste(dialog, `Ann Example <${ann}>\n${bob}`)
  await expect(dialog.getByText('2 ready')).toBeVisible()
  await dialog.getByLabel('Personal message').fill('Bring a lantern.')
  // The server stops knowing who this is: the cookie is gone, and the token in the page is no longer taken.
  await page.context().clearCookies({ name: 'audienceos-auth' })
  await page.route('**/rest/v1/rpc/create_run_invitations*', (route) =>
    route.fulfill({
      status: 401,
      json: { code: 'PGRST303', message: 'JWT expired', details: null, hint: null },
    }),
  )
  await dialog.getByRole('button', { name: 'Invite 2 people' }).click()
  const again = page.getByRole('dialog', { name: 'Your session ended' })
  await expect(again).toBeVisible()
  await page.unroute('**/rest/v1/rpc/create_run_invitations*')
  const account = backend().demo.find((one) => one.email === OWNER)
  await again.getByLabel('Password', { exact: true }).fill(account?.password ?? '')
  await again.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(again).toBeHidden()
  await expect(dialog.getByLabel('Personal message')).toHaveValue('Bring a lantern.')
  await dialog.getByRole('button', { name: 'Invite 2 people' }).click()
  await expect(dialog.getByRole('heading', { name: '2 people invited' })).toBeVisible()
  expect(await invited(runId)).toMatchObject([
    { invitee_email: ann, invitee_name: 'Ann Example', message: 'Bring a lantern.' },
    { invitee_email: bob, message: 'Bring a lantern.' },
  ])
})

test('ten thousand pasted lines are read while the page goes on answering', async ({ pageAs }) => {
  const runId = await makeRun(owner)
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await page.route('**/rest/v1/rpc/create_run_invitations*', (route) => route.fulfill({ json: [] }))
  const lines = Array.from(
    { length: 10_000 },
    (_, index) => `Person ${index} <person-${index}@outside.example>`,
  )
  await paste(dialog, lines.join('\n'))
  await expect(dialog.getByText(/^10,000 (?:to check|ready)$/)).toBeVisible()
  await dialog.getByLabel('Personal message').fill('Still here.')
  await expect(dialog.getByLabel('Personal message')).toHaveValue('Still here.')
})
