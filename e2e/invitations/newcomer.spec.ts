import { randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { backend } from '../fixtures/backend'
import { tablesContaining } from '../fixtures/database'
import { listening } from '../fixtures/listening'
import { waitForCode, waitForMail } from '../fixtures/mailbox'
import { makeRun } from '../fixtures/portal-world'
import { printed } from '../fixtures/printed'
import { OWNER, stakeholdersOwner } from '../fixtures/stakeholders'
import { expect, test } from '../fixtures/test'

/** Where a request went and what a server or a log on its way could keep of it. */
type Sent = { origin: string; url: string; body: string; referer: string }

/** Notes every request of a browser; the answer waits for the headers of those that are under way. */
function listenTo(context: BrowserContext): () => Promise<Sent[]> {
  const noted: Promise<Sent>[] = []
  context.on('request', (request) => {
    const url = request.url()
    const body = request.postData() ?? ''
    noted.push(
      request.allHeaders().then(({ referer = '' }) => ({ origin: new URL(url).origin, url, body, referer })),
    )
  })
  return () => Promise.all(noted)
}

// The sixty seconds that each journey may take are half of the two minutes that a newcomer may.
test('from the run page to the run: a newcomer is invited, follows the mail, accepts with the mailed code, and nothing wrote the secret down', async ({
  page: mailbox,
  pageAs,
  baseURL,
}) => {
  const email = `joan-${randomUUID().slice(0, 8)}@acme.example`
  const name = `Lantern walk ${randomUUID().slice(0, 8)}`
  const runId = await makeRun(await stakeholdersOwner(), { name })
  const staff = await pageAs(OWNER)
  const requests = [listenTo(staff.context()), listenTo(mailbox.context())]

  await staff.goto(`/provider/runs/${runId}`)
  await staff.getByRole('button', { name: 'Invite people' }).click()
  const dialog = staff.getByRole('dialog', { name: 'Stakeholders' })
  await dialog.getByLabel('People', { exact: true }).evaluate((box, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, `Joan Newcomer <${email}>`)
  await expect(dialog.getByText('1 ready')).toBeVisible()
  await dialog.getByLabel('Role', { exact: true }).selectOption('Participant')
  await dialog.getByLabel('Personal message').fill('We would love to have you.\nDo come.')
  const answered = staff.waitForResponse(
    (answer) =>
      answer.url().includes('/rpc/create_run_invitations') &&
      answer.request().postData()?.includes('"dry_run":false') === true,
  )
  await dialog.getByRole('button', { name: 'Invite 1 person' }).click()
  const [made] = (await (await answered).json()) as { token: string }[]
  await expect(dialog.getByRole('heading', { name: '1 person invited' })).toBeVisible()

  const invitation = await waitForMail(email)
  await mailbox.goto(`${backend().mailboxUrl}/email/${invitation.id}/html`)
  const link = mailbox.locator('a[href*="/i/"]').first()
  const address = (await link.getAttribute('href')) ?? ''
  expect(address).toMatch(/^http:\/\/localhost:\d+\/i\/[\w-]{43}$/)
  const opened = mailbox.waitForEvent('popup')
  await link.click()
  const page = listening(await opened)
  await expect(page).toHaveURL('/i')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Olivia Hartley invites you to ${name}`)
  await expect(page.getByText(/^Participant/)).toBeVisible()
  await expect(page.getByText('We would love to have you.')).toBeVisible()
  // Whoever was forwarded the link learns neither the address nor what only stakeholders may read.
  expect(await page.content()).not.toContain(email)
  expect(await page.content()).not.toContain('A description that only details show.')

  await page.getByRole('button', { name: /^Continue as/ }).click()
  await expect(page.getByLabel('Code')).toBeFocused()
  const code = await waitForCode(email, 1)
  await page.getByLabel('Code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page).toHaveURL(`/i/welcome?run=${runId}`)
  await expect(page.getByRole('article').getByText('You are in')).toBeVisible()
  await page.getByRole('link', { name: 'Open the run' }).click()
  await expect(page).toHaveURL(`/shared/${runId}`)
  await expect(page.getByText('A description that only details show.')).toBeVisible()

  // The same link again says that it is theirs, instead of failing.
  await page.goto(address)
  await expect(page.getByRole('article').getByText('You are in')).toBeVisible()

  const tokens = [address.slice(-43), made?.token ?? '']
  expect(tokens[1]).toHaveLength(43)
  const [site, api, mails] = [
    new URL(baseURL ?? '').origin,
    backend().url,
    new URL(backend().mailboxUrl).origin,
  ]
  const sent = (await Promise.all(requests.map((noted) => noted()))).flat()
  expect([...new Set(sent.map(({ origin }) => origin))].sort()).toEqual([site, api, mails].sort())
  const log = printed()
  // Each of the three is heard, or its silence would prove nothing.
  for (const who of ['web', 'api', 'worker']) expect(log).toMatch(new RegExp(`^${who}: `, 'm'))
  for (const token of tokens) {
    expect(sent.filter(({ referer }) => referer.includes(token))).toEqual([])
    expect(
      sent.filter(
        ({ origin, url, body }) => origin !== site && (url.includes(token) || body.includes(token)),
      ),
    ).toEqual([])
    expect(log.includes(token), 'something was printed that lets its reader in').toBe(false)
    // Whoever gets a copy of the database gets nobody's link.
    expect(await tablesContaining(token)).toEqual([])
  }
  expect(await tablesContaining(runId)).toContain('public.cc_invitations')
})
