import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, anon, openStage, untilSomebodyWaits, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())

type Entry = {
  type?: string
  direction?: string | null
  subject?: string | null
  visibility?: string
  client?: string
}

/** Logs an entry as somebody and returns its id. */
async function log(who: Member, entry: Entry = {}): Promise<string> {
  const { type = 'email', direction = 'inbound', subject = 'Posters', visibility = 'internal' } = entry
  const [made] = await stage.as(
    who,
    (tx) => tx<{ id: string }[]>`
      insert into communications (agency_id, client_id, type, direction, subject, visibility)
      values (${nordlicht.id}, ${entry.client ?? nordlicht.client}, ${type}, ${direction}, ${subject}, ${visibility}) returning id`,
  )
  return made?.id ?? ''
}

const subjectOf = async (id: string) =>
  (await stage.sql<{ subject: string }[]>`select subject from communications where id = ${id}`)[0]?.subject

describe('logging', () => {
  test('staff log for any client of their agency, and the database says who it was', async () => {
    const id = await log(nordlicht.member)
    expect(
      await stage.sql`select author_id, visibility, "timestamp" = occurred_at as same from communications where id = ${id}`,
    ).toEqual([{ author_id: nordlicht.member.id, visibility: 'internal', same: true }])
    const forged = await stage.refusal(
      nordlicht.member,
      (tx) => tx`insert into communications (agency_id, client_id, type, subject, author_id)
        values (${nordlicht.id}, ${nordlicht.client}, 'note', 'x', ${nordlicht.owner.id})`,
    )
    expect(forged.code).toBe('42501')
  })

  test.each([
    ['email', null],
    ['call', null],
    ['note', 'inbound'],
    ['fax', 'inbound'],
    ['email', 'sideways'],
  ])('a %s from %s is refused', async (type, direction) => {
    await expect(log(nordlicht.member, { type, direction })).rejects.toMatchObject({ code: '23514' })
  })

  test('a note has no direction and a meeting may have one', async () => {
    for (const [type, direction] of [
      ['note', null],
      ['meeting', null],
      ['meeting', 'outbound'],
    ] as const)
      expect(await log(nordlicht.member, { type, direction })).not.toBe('')
  })

  test('it says something, and it has happened', async () => {
    await expect(log(nordlicht.member, { subject: '  ' })).rejects.toMatchObject({ code: '23514' })
    const ahead = await stage.refusal(
      nordlicht.member,
      (tx) => tx`insert into communications (agency_id, client_id, type, subject, occurred_at)
        values (${nordlicht.id}, ${nordlicht.client}, 'note', 'x', now() + interval '2 days')`,
    )
    expect(ahead.code).toBe('23514')
  })

  test('nobody else logs anything, and a foreign client is like one that nobody has', async () => {
    for (const who of [nordlicht.viewer, kai.owner, anon]) {
      const refused = await stage.refusal(
        who,
        (tx) => tx`insert into communications (agency_id, client_id, type, subject)
          values (${nordlicht.id}, ${nordlicht.client}, 'note', 'Planted')`,
      )
      expect(refused.code).toBe('42501')
    }
    const into = (client: string) =>
      stage.refusal(
        nordlicht.owner,
        (tx) => tx`insert into communications (agency_id, client_id, type, subject)
          values (${nordlicht.id}, ${client}, 'note', 'x')`,
      )
    const [foreign, unknown] = [await into(kai.client), await into(randomUUID())]
    expect({ ...foreign, detail: '' }).toEqual({ ...unknown, detail: '' })
    expect(foreign.code).toBe('23503')
  })
})

describe('reading', () => {
  test('a viewer reads what is shared with their client, and by whom; nothing else', async () => {
    const shared = await log(nordlicht.member, { subject: 'Shared', visibility: 'client' })
    const internal = await log(nordlicht.member, { subject: 'Internal' })
    const siblings = await log(nordlicht.member, { visibility: 'client', client: nordlicht.sibling })
    const seen = await stage.as(
      nordlicht.viewer,
      (tx) => tx<{ id: string; author_name: string }[]>`select c.id, author_name(c) from communications c`,
    )
    expect(seen.find(({ id }) => id === shared)?.author_name).toBe('member')
    expect(seen.map(({ id }) => id)).not.toContain(internal)
    expect(seen.map(({ id }) => id)).not.toContain(siblings)
    for (const who of [kai.owner, kai.viewer])
      expect(
        await stage.as(who, (tx) => tx`select id from communications where client_id = ${nordlicht.client}`),
      ).toHaveLength(0)
    const all = await stage.as(nordlicht.member, (tx) => tx<{ id: string }[]>`select id from communications`)
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining([shared, internal, siblings]))
  })
})

describe('changing', () => {
  const rename = (who: Member, id: string) =>
    stage.as(who, (tx) => tx`update communications set subject = 'Changed' where id = ${id}`)

  test('its author and admins; other staff are told why not', async () => {
    const id = await log(nordlicht.admin)
    expect(
      await stage.refusal(
        nordlicht.member,
        (tx) => tx`update communications set subject = 'Changed' where id = ${id}`,
      ),
    ).toMatchObject({ message: 'entry_is_not_yours' })
    const own = await log(nordlicht.member)
    await rename(nordlicht.member, own)
    expect(await subjectOf(own)).toBe('Changed')
    const others = await log(nordlicht.member)
    await rename(nordlicht.owner, others)
    expect(await subjectOf(others)).toBe('Changed')
  })

  test('sharing and hiding are changes, too', async () => {
    const id = await log(nordlicht.admin)
    expect(
      await stage.refusal(
        nordlicht.member,
        (tx) => tx`update communications set visibility = 'client' where id = ${id}`,
      ),
    ).toMatchObject({ message: 'entry_is_not_yours' })
  })

  test('viewers and other agencies change and remove nothing, even what they read', async () => {
    const id = await log(nordlicht.member, { visibility: 'client' })
    for (const who of [nordlicht.viewer, kai.owner]) {
      await rename(who, id)
      await stage.as(who, (tx) => tx`delete from communications where id = ${id}`)
    }
    expect(await subjectOf(id)).toBe('Posters')
  })

  test('an entry never moves to another client or author', async () => {
    const id = await log(nordlicht.member)
    for (const column of ['client_id', 'agency_id', 'author_id'])
      expect(
        (
          await stage.refusal(nordlicht.owner, (tx) =>
            tx.unsafe(`update communications set ${column} = gen_random_uuid() where id = '${id}'`),
          )
        ).code,
      ).toBe('42501')
  })

  test('removing is its author’s and the admins’', async () => {
    const admins = await log(nordlicht.admin)
    await stage.as(nordlicht.member, (tx) => tx`delete from communications where id = ${admins}`)
    expect(await subjectOf(admins)).toBe('Posters')
    const own = await log(nordlicht.member)
    await stage.as(nordlicht.member, (tx) => tx`delete from communications where id = ${own}`)
    await stage.as(nordlicht.owner, (tx) => tx`delete from communications where id = ${admins}`)
    expect(await stage.sql`select from communications where id in (${own}, ${admins})`).toHaveLength(0)
  })
})

describe('pinning', () => {
  const pin = (id: string) => (tx: Parameters<Parameters<Stage['as']>[1]>[0]) =>
    tx`update communications set pinned_at = '2001-01-01' where id = ${id}`

  test('any of the staff pin, at a time that the database writes, and at most three of a client', async () => {
    const ids = await Promise.all(
      Array.from({ length: 4 }, () => log(nordlicht.admin, { client: nordlicht.sibling })),
    )
    for (const id of ids.slice(0, 3)) await stage.as(nordlicht.member, pin(id))
    expect(await stage.refusal(nordlicht.member, pin(ids[3] ?? ''))).toMatchObject({
      message: 'too_many_pins',
    })
    expect(
      await stage.sql`select from communications where client_id = ${nordlicht.sibling} and pinned_at > now() - interval '1 minute'`,
    ).toHaveLength(3)
    await stage.as(
      nordlicht.member,
      (tx) => tx`update communications set pinned_at = null where id = ${ids[0] ?? ''}`,
    )
    await stage.as(nordlicht.member, pin(ids[3] ?? ''))
  })

  test('two who pin the third at once: one of them is told that it is the fourth', async () => {
    const [first, second, third, fourth] = await Promise.all(
      Array.from({ length: 4 }, () => log(nordlicht.admin)),
    )
    for (const id of [first, second]) await stage.as(nordlicht.member, pin(id ?? ''))
    let late: Promise<unknown> = Promise.resolve()
    await stage.as(nordlicht.member, async (tx) => {
      await pin(third ?? '')(tx)
      late = stage.refusal(nordlicht.admin, pin(fourth ?? ''))
      await untilSomebodyWaits(stage.sql)
    })
    expect(await late).toMatchObject({ message: 'too_many_pins' })
  })
})

test('what was brought in from elsewhere comes in once', async () => {
  const bring = () => stage.sql`
    insert into communications (agency_id, client_id, type, direction, subject, external_source, external_id)
    values (${nordlicht.id}, ${nordlicht.client}, 'email', 'inbound', 'From the mailbox', 'mailbox', 'message-1')
    on conflict (agency_id, external_source, external_id) do nothing returning id`
  expect(await bring()).toHaveLength(1)
  expect(await bring()).toHaveLength(0)
})
