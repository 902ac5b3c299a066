import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { person, sessionCookie, type Person } from '../fixtures/backend'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, test } from '../fixtures/test'
import { KASTANIENHOF, makeTicket, OLD_MILL, ticketDrawer } from '../fixtures/tickets'

const VIEWER = 'clara@kastanienhof.example'

async function look(request: APIRequestContext, who: Person, path: string, id: string) {
  const { name, value } = sessionCookie(who)
  const answer = await request.get(path, { headers: { cookie: `${name}=${value}` }, maxRedirects: 0 })
  return { status: answer.status(), body: withoutIdentity(await answer.text(), id) }
}

test('the tickets of another client are, to a viewer and to another agency, an address that is not there', async ({
  request,
}) => {
  const clara = await person(VIEWER)
  const olivia = await person('olivia@harbour.example')
  const nobodys = randomUUID()
  for (const [who, foreign] of [
    [clara, OLD_MILL],
    [olivia, KASTANIENHOF],
  ] as const) {
    const seen = await look(request, who, `/clients/${foreign}/tickets`, foreign)
    expect(seen.status, who.email).toBe(404)
    expect(seen, who.email).toEqual(await look(request, who, `/clients/${nobodys}/tickets`, nobodys))
  }
  expect((await look(request, clara, '/tickets', nobodys)).status).toBe(404)
  expect((await look(request, clara, `/clients/${KASTANIENHOF}/tickets`, nobodys)).status).toBe(200)
})

test('an internal ticket is to the client what a number is that nobody has', async ({ pageAs }) => {
  const mika = await person('mika@linden.example')
  const word = randomUUID().slice(0, 8)
  const hidden = await makeTicket(mika, { title: `Strictly between us ${word}` })
  const page = await pageAs(VIEWER)
  const said: string[] = []
  for (const number of [hidden.number, 999_999_999]) {
    await page.goto(`/clients/${KASTANIENHOF}/tickets?ticket=${number}`)
    const drawer = ticketDrawer(page, number)
    await expect(drawer.getByText(`There is no ticket #${number} here`)).toBeVisible()
    said.push((await drawer.innerText()).replaceAll(String(number), 'N'))
  }
  expect(said[0]).toBe(said[1])
  await page.goto(`/clients/${KASTANIENHOF}/tickets?tab=all&q=${word}`)
  await expect(page.getByText('No ticket matches')).toBeVisible()
  expect(await page.content()).not.toContain('Strictly between us')

  const staff = await pageAs('mika@linden.example')
  await staff.goto(`/clients/${KASTANIENHOF}/tickets?ticket=${hidden.number}`)
  await expect(ticketDrawer(staff, hidden.number).getByLabel('Title')).toHaveValue(hidden.title)
})
