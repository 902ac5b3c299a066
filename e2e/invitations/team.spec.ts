import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { person, rest, rows, sessionCookie, stranger, type Person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { agencyOf, makeRun } from '../fixtures/portal-world'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

const OWNER = 'lena@linden.example'

type Agency = { owner: Person; houseId: string }

/** An agency of its own, so that nobody else's test misses whom this one removes. */
async function makeAgency(): Promise<Agency> {
  const owner = await stranger()
  await rows(owner, 'POST', 'rpc/register_agency', {
    name: 'Quay & Co',
    slug: `quay-${randomUUID().slice(0, 8)}`,
  })
  const [house] = await rows(owner, 'GET', 'clients?select=id&is_house=is.true')
  if (!house) throw new Error('The agency has no house client.')
  return { owner, houseId: house.id }
}

/** Somebody new who has claimed an invitation into the team. */
async function join({ owner, houseId }: Agency, role: string): Promise<Person> {
  const who = await stranger()
  const [made] = await rows(owner, 'POST', 'rpc/create_member_invitations', {
    client_id: houseId,
    rows: [{ email: who.email, role }],
  })
  await rows(who, 'POST', 'rpc/claim_invitation', { token: made?.token })
  return who
}

async function pageOf(page: Page, baseURL: string | undefined, who: Person): Promise<Page> {
  if (!baseURL) throw new Error('baseURL is not set.')
  await page.context().addCookies([{ ...sessionCookie(who), url: baseURL }])
  return page
}

const memberRow = (page: Page, email: string) =>
  page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: email })

test('an owner invites a colleague, copies the link, changes their mind and takes that back', async ({
  page: plain,
  baseURL,
}) => {
  const agency = await makeAgency()
  const page = await pageOf(plain, baseURL, agency.owner)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/settings/team')
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite to your team' })
  const email = `colleague-${randomUUID().slice(0, 8)}@outside.example`
  await dialog.getByLabel('People', { exact: true }).fill(`Carla Colleague <${email}>`)
  await dialog.getByLabel('People', { exact: true }).press('Enter')
  await dialog.getByLabel('Role', { exact: true }).selectOption('Admin')
  await dialog.getByRole('button', { name: 'Invite 1 person' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()

  const row = page.getByRole('list', { name: 'Invitations' }).getByRole('listitem')
  await expect(row).toContainText('Carla Colleague')
  await expect(row).toContainText('Admin')
  await row.getByRole('button', { name: 'Copy link for Carla Colleague' }).click()
  await expect(page.getByText(/^Copied, expires/)).toBeVisible()
  await row.getByRole('button', { name: 'Actions for Carla Colleague' }).click()
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  await expect(row).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toContainText('Carla Colleague')
})

test('roles change here, and never above one’s own', async ({ page: plain, baseURL }) => {
  const agency = await makeAgency()
  const member = await join(agency, 'team_member')
  const admin = await join(agency, 'agency_admin')
  const page = await pageOf(plain, baseURL, admin)
  await page.goto('/settings/team')
  const role = memberRow(page, member.email).getByLabel(/^Role of/)
  await expect(role.getByRole('option')).toHaveText(['Team member', 'Admin'])
  await role.selectOption('Admin')
  await expect(page.getByText(/is admin now$/)).toBeVisible()
  expect(await rows(agency.owner, 'GET', `users?select=id,role&id=eq.${member.id}`)).toMatchObject([
    { role: 'agency_admin' },
  ])
  await expect(memberRow(page, agency.owner.email).getByLabel(/^Role of/)).toBeHidden()
})

test('whoever is removed leaves no work behind: somebody takes it over, and the door is shut at once', async ({
  page: plain,
  baseURL,
}) => {
  const agency = await makeAgency()
  const member = await join(agency, 'team_member')
  const runId = await makeRun(agency.owner)
  const [made] = await rows(member, 'POST', 'rpc/create_run_invitations', {
    run_id: runId,
    rows: [{ email: `guest-${randomUUID().slice(0, 8)}@outside.example` }],
  })
  const agencyId = await agencyOf(agency.owner)
  const [client] = await rows(agency.owner, 'POST', 'clients', { agency_id: agencyId, name: 'Old Mill' })
  const [ticket] = await rows(agency.owner, 'POST', 'tickets', {
    agency_id: agencyId,
    client_id: client?.id,
    title: 'Paint the door',
    assignee_id: member.id,
  })
  const page = await pageOf(plain, baseURL, agency.owner)
  await page.goto('/settings/team')
  await memberRow(page, member.email)
    .getByRole('button', { name: /^Remove/ })
    .click()
  const dialog = page.getByRole('dialog', { name: /^Remove/ })
  await expect(dialog.getByLabel('Who takes over their open work?')).toHaveValue(agency.owner.id)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(dialog).toBeHidden()
  await expect(memberRow(page, member.email)).toBeHidden()
  await expect(page.getByText(/ has 1 ticket and 1 invitation now\.$/)).toBeVisible()
  expect(
    await rows(agency.owner, 'GET', `tickets?select=id,assignee_id&id=eq.${String(ticket?.id)}`),
  ).toMatchObject([{ assignee_id: agency.owner.id }])
  const invitation = `cc_invitations?select=id,inviter_individual_id&id=eq.${String(made?.invitation_id)}`
  expect(await rows(agency.owner, 'GET', invitation)).toMatchObject([
    { inviter_individual_id: agency.owner.id },
  ])
  expect((await rest(member, 'GET', 'cc_n3_runs?select=id')).body).toBe('[]')
})

test('the last owner cannot leave, and is told what to do', async ({ page: plain, baseURL }) => {
  const agency = await makeAgency()
  await join(agency, 'team_member')
  const page = await pageOf(plain, baseURL, agency.owner)
  await page.goto('/settings/team')
  await memberRow(page, agency.owner.email).getByRole('button', { name: 'Leave the agency' }).click()
  const dialog = page.getByRole('dialog', { name: 'The last owner must stay' })
  await expect(dialog).toContainText('Make somebody else owner')
  await expect(dialog.getByRole('button', { name: 'Leave' })).toBeHidden()
  await dialog.getByRole('button', { name: 'Understood' }).click()
  await expect(dialog).toBeHidden()
})

test('people of a client are invited on its page, and see nothing of the team', async ({ pageAs }) => {
  // One of its own: another journey may archive whichever client comes first just now.
  const client = await makeClient(await person(OWNER))
  const page = await pageAs(OWNER)
  await page.goto(`/clients?q=${encodeURIComponent(client.name)}`)
  await page.getByRole('list', { name: 'Clients' }).getByRole('link').first().click()
  await page.getByRole('navigation', { name: 'Client' }).getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('region', { name: 'People' })).toBeVisible()
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite client viewers' })
  const email = `viewer-${randomUUID().slice(0, 8)}@outside.example`
  await dialog.getByLabel('People', { exact: true }).fill(email)
  await dialog.getByLabel('People', { exact: true }).press('Enter')
  await expect(dialog.getByText('1 ready')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Invite 1 person' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('list', { name: 'Invitations' })).toContainText(email)
})

test('a team member sees who is there and changes nothing', async ({ pageAs }) => {
  const page = await pageAs('mika@linden.example')
  await page.goto('/settings/team')
  await expect(memberRow(page, OWNER)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Invite people' })).toBeHidden()
  await expect(page.getByRole('list', { name: 'Members' }).getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Members' }).getByRole('combobox')).toHaveCount(0)
})

test('to viewers, stakeholders and other agencies these pages do not exist; to staff they do', async ({
  request,
}) => {
  const lena = await person(OWNER)
  const [client] = await rows(
    lena,
    'GET',
    `clients?select=id&is_house=is.false&agency_id=eq.${await agencyOf(lena)}&limit=1`,
  )
  const look = async (who: Person, path: string) => {
    const { name, value } = sessionCookie(who)
    return (await request.get(path, { headers: { cookie: `${name}=${value}` } })).status()
  }
  const own = `/clients/${client?.id}/people`
  for (const email of ['clara@kastanienhof.example', 'noor@crew.example']) {
    for (const path of ['/settings/team', '/clients', own])
      expect(await look(await person(email), path), `${email} ${path}`).toBe(404)
  }
  expect(await look(await person('olivia@harbour.example'), own)).toBe(404)
  expect(await look(lena, `/clients/${randomUUID()}/people`)).toBe(404)
  for (const path of ['/settings/team', '/clients', own]) expect(await look(lena, path), path).toBe(200)
})

const PLACES: Record<string, (page: Page) => Promise<unknown>> = {
  'the team': (page) => page.goto('/settings/team'),
  'the profile': (page) => page.goto('/settings/profile'),
  'the people of a client': async (page) => {
    const [client] = await rows(await person(OWNER), 'GET', 'clients?select=id&is_house=is.false&limit=1')
    return page.goto(`/clients/${client?.id}/people`)
  },
  'the dialog that invites colleagues': async (page) => {
    await page.goto('/settings/team?invite=1')
    return expect(page.getByRole('dialog')).toBeVisible()
  },
}

for (const [place, visit] of Object.entries(PLACES)) {
  test(`${place} breaks no rule of accessibility in either theme, and fits phones`, async ({ pageAs }) => {
    const page = await pageAs(OWNER)
    await visit(page)
    await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
    await expectAccessible(page)
    await expectFits(page, 375, 320)
  })
}
