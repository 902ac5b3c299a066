import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { person, rows, type Person } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { invite, inviteMember, type Invitee } from '../fixtures/invitations'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'

// Each state is judged in two themes and three widths.
test.describe.configure({ timeout: 180_000 })

const LONG =
  'Zwischenbereichskoordinationstreffen der Nachbarschaftsvereinigung am Hafenbecken, zweiter Versuch'
const MESSAGE =
  'Dear all,\n\nplease join us early. https://example.org/a-very-long-address-that-does-not-break\n\nO.'

let olivia: Person
test.beforeAll(async () => {
  olivia = await person('olivia@harbour.example')
})

const someone = (): Invitee => ({
  email: `someone-${randomUUID().slice(0, 8)}@a-rather-long-company-name-for-a-domain.example`,
  name: 'Someone',
  message: MESSAGE,
})

async function expectGood(page: Page): Promise<void> {
  await expectAccessible(page)
  await expectFits(page, 320, 375, 1280)
}

test('the offer, the code and its mistakes read well everywhere', async ({ page }) => {
  const { link } = await invite(olivia, someone(), { name: LONG })
  await page.goto(link)
  await expectGood(page)
  await page.getByText('Decline or report').click()
  await expectGood(page)
  await page.getByRole('button', { name: /^Continue as/ }).click()
  await page.getByLabel('Code').fill('12')
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/six digits/)
  await expectGood(page)
})

test('an invitation without an address reads well', async ({ page }) => {
  const { link } = await invite(olivia, { phone: '+44 7700 900789' })
  await page.goto(link)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.getByLabel('Your e-mail address')).toBeFocused()
  await expectGood(page)
})

test('declined, expired, taken back, closed and taken by somebody else read well', async ({ page }) => {
  const declined = await invite(olivia, someone())
  await rows(null, 'POST', 'rpc/decline_invitation', { token: declined.token })
  const expired = await invite(olivia, someone())
  const taken = await invite(olivia, someone())
  const revoked = await invite(olivia, someone())
  await rows(olivia, 'POST', 'rpc/revoke_invitation', { invitation_id: revoked.id })
  const closed = await invite(olivia, someone(), { name: LONG })
  await rows(olivia, 'POST', 'rpc/publish_run', {
    run_id: closed.runId,
    market_mode: 'CLOSED',
    portals: [],
    expected_version: 0,
  })
  await withDatabase(async (sql) => {
    await sql`update cc_invitations set claim_token_expires_at = now() - interval '1 minute' where id = ${expired.id}`
    await sql`update cc_invitations set status = 'claimed', claimed_at = now(), claimed_by = gen_random_uuid() where id = ${taken.id}`
  })
  for (const [{ link }, heading] of [
    [declined, /^Olivia Hartley invites you/],
    [expired, 'This invitation has expired'],
    [revoked, 'This link is no longer valid'],
    [closed, /is closed at the moment$/],
    [taken, 'This invitation has been accepted'],
  ] as const) {
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expectGood(page)
  }
  await page.goto(expired.link)
  await page.getByRole('button', { name: 'Ask for a new link' }).click()
  await expect(page.getByText('We have told the person who invited you.')).toBeVisible()
  await expectGood(page)
  await page.goto('/i/none')
  await expectGood(page)
})

test('signed in: the wrong account, the right one and what comes after read well', async ({
  page,
  context,
  baseURL,
}) => {
  const mine = await invite(olivia, { email: 'jonas@linden.example', message: MESSAGE }, { name: LONG })
  const others = await inviteMember(olivia, { ...someone(), role: 'team_member' })
  await signInAs(context, baseURL ?? '', 'jonas@linden.example')
  await page.goto(others.link)
  await expect(page.getByRole('button', { name: 'Switch account' })).toBeVisible()
  await expectGood(page)
  await page.goto('/shared')
  await expect(page.getByRole('heading', { name: /^You have \d+ invitations?$/ })).toBeVisible()
  await expectGood(page)
  await page.goto(mine.link)
  await expect(page.getByRole('button', { name: 'Accept invitation' })).toBeVisible()
  await expectGood(page)
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page.getByRole('article').getByText('You are in')).toBeVisible()
  await expectGood(page)
})
