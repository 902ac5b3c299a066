import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { person, sessionCookie, stranger, type Person } from '../fixtures/backend'
import { makePortal, makeRun, publish } from '../fixtures/portal-world'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, test } from '../fixtures/test'

const NAME = 'Strictly between us'

let runId: string

test.beforeAll(async () => {
  runId = await makeRun(await person('olivia@harbour.example'), { name: NAME })
})

async function look(request: APIRequestContext, who: Person | null, path: string, id: string) {
  const cookie = who ? sessionCookie(who) : null
  const answer = await request.get(path, {
    headers: cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {},
    maxRedirects: 0,
  })
  return {
    status: answer.status(),
    location: withoutIdentity(answer.headers().location ?? '', id),
    body: withoutIdentity(await answer.text(), id),
  }
}

const OUTSIDERS: Record<string, () => Promise<Person | null>> = {
  'the owner of another agency': () => person('lena@linden.example'),
  'a viewer of one of its clients': () => person('vera@northquay.example'),
  'a stakeholder': () => person('noor@crew.example'),
  'somebody who just signed up': stranger,
  'a visitor': () => Promise.resolve(null),
}

for (const [outsider, become] of Object.entries(OUTSIDERS)) {
  test(`to ${outsider} the page of a foreign run is that of a run nobody has`, async ({ request }) => {
    const who = await become()
    const nobodys = randomUUID()
    const foreign = await look(request, who, `/provider/runs/${runId}`, runId)
    expect(foreign.body).not.toContain(NAME)
    expect(foreign.status).not.toBe(200)
    expect(foreign).toEqual(await look(request, who, `/provider/runs/${nobodys}`, nobodys))
  })
}

test('its own people see it', async ({ request }) => {
  for (const email of ['olivia@harbour.example', 'tara@harbour.example']) {
    const seen = await look(request, await person(email), `/provider/runs/${runId}`, runId)
    expect(seen.status, email).toBe(200)
    expect(seen.body, email).toContain(NAME)
  }
})

test('a portal shows the same to those who are signed in as to those who are not', async ({ request }) => {
  const olivia = await person('olivia@harbour.example')
  const portal = await makePortal(olivia)
  await publish(olivia, runId, 'INVITE_ONLY', [{ portalId: portal.id, listing: 'teaser' }])
  // What is shown, not the whole answer: in which order Next sends its parts depends on how fast each was at hand.
  const shown = async (who: Person | null, path: string) =>
    /<main.*<\/main>/s.exec((await look(request, who, path, runId)).body)?.[0]
  for (const path of [`/p/${portal.slug}`, `/p/${portal.slug}/runs/${runId}`]) {
    const toNobody = await shown(null, path)
    expect(toNobody).toContain(NAME)
    for (const email of ['olivia@harbour.example', 'lena@linden.example', 'noor@crew.example'])
      expect(await shown(await person(email), path), email).toBe(toNobody)
  }
})
