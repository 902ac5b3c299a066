import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { makeAgencyOfTwo } from '../fixtures/agency-of-two'
import { rows } from '../fixtures/backend'
import { expect, test } from '../fixtures/test'

const PATH = '/settings/cartridges'
const group = (page: Page, label: string) => page.getByRole('group', { name: label, exact: true })
const counts = (page: Page) => page.getByRole('region', { name: /What counts for you|What your team gets/ })
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })
const saved = (page: Page) => page.getByRole('listitem').filter({ hasText: /^Saved$/ })

/** Chooses whose value a field has. */
const choose = (page: Page, field: string, choice: string) =>
  group(page, field).getByText(choice, { exact: true }).first().click()

test('a person sets their own style; what counts, where it comes from and the prompt follow at once', async ({
  pageAs,
}) => {
  const { member } = await makeAgencyOfTwo()
  const page = await pageAs(member)
  await page.goto(PATH)
  await expect(counts(page)).toContainText('friendly, clear and direct')
  await choose(page, 'Tone', 'Own')
  await group(page, 'Tone').getByLabel('Tone', { exact: true }).fill('brisk and concrete')
  await choose(page, 'Call to action', 'None')
  await choose(page, 'Emojis', 'Yes')
  await expect(page.getByLabel('Prompt')).toHaveValue(
    '## Style\n- Tone: brisk and concrete\n- Vocabulary: plain words\n- Emojis: Yes',
  )
  await save(page).click()
  await expect(saved(page)).toBeVisible()
  const said = await rows(member, 'POST', 'rpc/effective_cartridge', { type: 'style' })
  expect(said.map(({ field, value, source }) => ({ field, value, source }))).toEqual([
    { field: 'tone', value: 'brisk and concrete', source: 'you' },
    { field: 'vocabulary_level', value: 'plain words', source: 'default' },
    { field: 'use_emojis', value: true, source: 'you' },
    { field: 'call_to_action_style', value: null, source: 'you' },
  ])
  await page.reload()
  await expect(group(page, 'Tone').getByLabel('Tone', { exact: true })).toHaveValue('brisk and concrete')
})

test('lists are added to or replaced, limits of the agency always stay', async ({ pageAs }) => {
  const { owner, member } = await makeAgencyOfTwo()
  await rows(owner, 'PATCH', 'agency_cartridges?type=eq.instruction', {
    data: { rules: ['Say when.'], constraints: ['Never promise.'] },
  })
  const page = await pageAs(member)
  await page.goto(`${PATH}?type=instruction`)
  await choose(page, 'Rules', 'Add')
  await page.getByLabel('Rule 1', { exact: true }).fill('Say where.')
  await page.getByRole('button', { name: 'Add rule' }).click()
  await expect(page.getByLabel('Rule 2', { exact: true })).toBeFocused()
  await page.keyboard.type('Say who.')
  await expect(group(page, 'Limits').getByText('None', { exact: true })).toHaveCount(0)
  await choose(page, 'Limits', 'Add')
  await page.getByLabel('Limit 1', { exact: true }).fill('No jargon.')
  await expect(page.getByLabel('Prompt')).toHaveValue(
    '## Instructions\n- Rules:\n  - Say when.\n  - Say where.\n  - Say who.\n- Limits:\n  - Never promise.\n  - No jargon.',
  )
  await save(page).click()
  await expect(saved(page)).toBeVisible()
  const said = await rows(member, 'POST', 'rpc/effective_cartridge', { type: 'instruction' })
  expect(said.find(({ field }) => field === 'constraints')?.value).toEqual(['Never promise.', 'No jargon.'])
})

test('what an admin locks, a member sees with its reason and cannot change', async ({ pageAs }) => {
  const { owner, member } = await makeAgencyOfTwo()
  const admin = await pageAs(owner)
  await admin.goto(`${PATH}?of=agency`)
  await choose(admin, 'Tone', 'Own')
  await group(admin, 'Tone').getByLabel('Tone', { exact: true }).fill('calm')
  await admin.getByLabel('Locked for everybody: Tone').check()
  await save(admin).click()
  await expect(saved(admin)).toBeVisible()

  const page = await pageAs(member)
  await page.goto(PATH)
  await expect(group(page, 'Tone')).toContainText('Your agency has locked this')
  await expect(group(page, 'Tone')).toContainText('calm')
  await expect(group(page, 'Tone').getByRole('radio')).toHaveCount(0)
  await expect(counts(page)).toContainText('Locked')
  await page.getByRole('group', { name: 'Whose cartridges' }).getByLabel('Agency').check()
  await expect(page.getByText('Owners and admins of your agency change this.')).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(1)
  await expect(save(page)).toHaveCount(0)
})

test('another cartridge becomes the default in one step, and undo takes it back', async ({ pageAs }) => {
  const { owner, member } = await makeAgencyOfTwo()
  const page = await pageAs(owner)
  await page.goto(`${PATH}?of=agency`)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByLabel('Name', { exact: false }).fill('Campaigns')
  await choose(page, 'Tone', 'Own')
  await group(page, 'Tone').getByLabel('Tone', { exact: true }).fill('loud')
  await page.getByRole('button', { name: 'Create' }).click()
  const tone = async () =>
    (await rows(member, 'POST', 'rpc/effective_cartridge', { type: 'style' })).find(
      ({ field }) => field === 'tone',
    )?.value
  await expect(page.getByRole('heading', { name: 'Campaigns' })).toBeVisible()
  expect(await tone()).toBe('friendly, clear and direct')
  await page.getByRole('button', { name: 'Make default' }).click()
  await expect.poll(tone).toBe('loud')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'is the default now' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect.poll(tone).toBe('friendly, clear and direct')
})

test('history tells each change in words; an earlier state comes back, and so does what was deleted', async ({
  pageAs,
}) => {
  const { member } = await makeAgencyOfTwo()
  const [made] = await rows(member, 'POST', 'style_cartridges', {
    user_id: member.id,
    name: 'Mine',
    tone: 'first',
    use_emojis: null,
  })
  await rows(member, 'PATCH', `style_cartridges?id=eq.${made?.id ?? ''}`, { tone: 'second' })
  const page = await pageAs(member)
  await page.goto(PATH)
  await page.getByRole('button', { name: 'History' }).click()
  const drawer = page.getByRole('dialog', { name: 'History of “Mine”' })
  await expect(drawer).toContainText('Tone: “first” → “second”')
  await drawer.getByRole('button', { name: /^Restore/ }).click()
  await expect(drawer).toContainText('Tone: “second” → “first”')
  await drawer.getByRole('button', { name: 'Close' }).click()
  await expect(group(page, 'Tone').getByLabel('Tone', { exact: true })).toHaveValue('first')

  await page.getByRole('button', { name: 'Reset to agency' }).click()
  await expect(counts(page)).toContainText('friendly, clear and direct')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Your own is gone' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(group(page, 'Tone').getByLabel('Tone', { exact: true })).toHaveValue('first')
})

test('a bad file changes nothing and says what is wrong with which field; an export comes back whole', async ({
  pageAs,
}) => {
  const { member } = await makeAgencyOfTwo()
  await rows(member, 'POST', 'instruction_cartridges', {
    user_id: member.id,
    name: 'Mine',
    rules: { append: ['Say “when”.\nAnd where.'] },
    examples: [],
  })
  const page = await pageAs(member)
  await page.goto(`${PATH}?type=instruction`)
  const bring = (name: string, content: string) =>
    page
      .getByLabel('File to import')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
  await bring('broken.json', '{"rules": [')
  await expect(page.getByRole('alert').filter({ hasText: 'This is not JSON' })).toBeVisible()
  await bring('wrong.json', JSON.stringify({ rules: ['fine', 7], tone: 'loud', examples: 'one' }))
  const refusal = page.getByRole('alert').filter({ hasText: '“wrong.json” was not imported' })
  await expect(refusal).toContainText('Rules: This must be a text.')
  await expect(refusal).toContainText('Tone is no field of this type.')
  await expect(refusal).toContainText('Examples: This must be a list of texts.')
  await expect(save(page)).toBeDisabled()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const exported = await readFile(await (await download).path(), 'utf8')
  await rows(member, 'PATCH', `instruction_cartridges?user_id=eq.${member.id}`, {
    rules: null,
    examples: ['x'],
    name: 'Other',
  })
  await page.reload()
  await bring('mine.json', exported)
  await expect(page.getByText('is in the form. Look it over, then save.')).toBeVisible()
  await save(page).click()
  await expect(saved(page)).toBeVisible()
  const [row] = await rows(member, 'GET', 'instruction_cartridges')
  expect(row).toMatchObject({
    name: 'Mine',
    rules: { append: ['Say “when”.\nAnd where.'] },
    constraints: null,
    examples: [],
  })
})

test('two admins save at once: the later sees what the other changed, and both changes are kept', async ({
  pageAs,
}) => {
  const { owner } = await makeAgencyOfTwo()
  const page = await pageAs(owner)
  await page.goto(`${PATH}?of=agency`)
  await choose(page, 'Tone', 'Own')
  await group(page, 'Tone').getByLabel('Tone', { exact: true }).fill('calm')
  await rows(owner, 'PATCH', 'agency_cartridges?type=eq.style', { data: { vocabulary_level: 'expert' } })
  await save(page).click()
  const notice = page.getByRole('alert').filter({ hasText: 'Somebody saved this meanwhile' })
  await expect(notice).toContainText('Vocabulary: default → “expert”')
  await expect(group(page, 'Vocabulary').getByLabel('Vocabulary', { exact: true })).toHaveValue('expert')
  await expect(group(page, 'Tone').getByLabel('Tone', { exact: true })).toHaveValue('calm')
  await save(page).click()
  await expect(saved(page)).toBeVisible()
  const [row] = await rows(owner, 'GET', 'agency_cartridges?type=eq.style')
  expect(row?.data).toEqual({ tone: 'calm', vocabulary_level: 'expert' })
})

test('what is unsaved survives other tabs, and a link that leads away asks first', async ({ pageAs }) => {
  const page = await pageAs('mika@linden.example')
  await page.goto(PATH)
  await choose(page, 'Tone', 'Own')
  await save(page).click()
  await expect(group(page, 'Tone')).toContainText('Write something here')
  await group(page, 'Tone').getByLabel('Tone', { exact: true }).fill('half a thought')
  await page.getByRole('link', { name: 'Brand' }).click()
  await expect(group(page, 'Company name')).toBeVisible()
  await page.getByRole('link', { name: /^Style/ }).click()
  await expect(group(page, 'Tone').getByLabel('Tone', { exact: true })).toHaveValue('half a thought')
  await page.getByRole('link', { name: 'Profile' }).click()
  const question = page.getByRole('dialog', { name: 'You have unsaved changes' })
  await question.getByRole('button', { name: 'Keep editing' }).click()
  await expect(question).toBeHidden()
  await expect(page).toHaveURL(/cartridges/)
  await page.getByRole('link', { name: 'Profile' }).click()
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(page).toHaveURL(/settings\/profile/)
})

for (const [who, email] of [
  ['a client’s viewer', 'vera@northquay.example'],
  ['a stakeholder', 'noor@crew.example'],
] as const)
  test(`${who} has their own, and sees nothing of any agency`, async ({ pageAs }) => {
    const page = await pageAs(email)
    await page.goto(`${PATH}?of=agency&type=brand`)
    await expect(page.getByRole('heading', { name: 'Brand: mine' })).toBeVisible()
    await expect(page.getByText('Agency', { exact: true })).toHaveCount(0)
    await expect(page.getByText('Harbour & Main')).toHaveCount(0)
    await expect(group(page, 'Industry').getByText('Default', { exact: true }).first()).toBeVisible()
  })

test('nobody signed in is asked to sign in', async ({ page }) => {
  await page.goto(PATH)
  await expect(page).toHaveURL(/sign-in/)
})
