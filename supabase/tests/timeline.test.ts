import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillAgencies } from './client-pages/world'
import { openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = (await fillAgencies(stage.sql)).nordlicht
})
afterAll(() => stage.stop())

type Entry = { at: Date; event: string; id: string; kind: string; title: string; cursor: string }

/** Reads the timeline to its end, page by page. */
async function walk(
  who: Member,
  client: string,
  size: number,
  kinds: string[] | null = null,
): Promise<Entry[]> {
  const found: Entry[] = []
  for (let before: string | null = null; ;) {
    const page: Entry[] = await stage.as(
      who,
      (tx) => tx<Entry[]>`
      select * from client_timeline(client_id => ${client}, before => ${before}, kinds => ${kinds}, page_size => ${size})`,
    )
    found.push(...page)
    const last = page.at(-1)
    if (!last || page.length < size) return found
    before = last.cursor
  }
}

/** What ought to be in it, read from the tables as this person. */
function expected(who: Member, client: string): Promise<{ key: string }[]> {
  return stage.as(
    who,
    (tx) => tx<{ key: string }[]>`
    select 'logged ' || id as key from communications where client_id = ${client}
    union all select 'raised ' || id from alerts where client_id = ${client}
    union all select 'resolved ' || id from alerts where client_id = ${client} and status = 'resolved'
    union all select 'opened ' || id from tickets where client_id = ${client}
    union all select 'resolved ' || id from tickets where client_id = ${client} and resolved_at is not null
    union all select 'added ' || id from documents where client_id = ${client} and deleted_at is null and status = 'ready'`,
  )
}

const keyOf = ({ event, id }: Entry) => `${event} ${id}`

test.each([1, 2, 7, 20, 200])(
  'by pages of %d it shows everything that one may read exactly once',
  async (size) => {
    for (const who of [nordlicht.member, nordlicht.viewer]) {
      const entries = await walk(who, nordlicht.client, size)
      const wanted = (await expected(who, nordlicht.client)).map(({ key }) => key)
      expect(entries.map(keyOf).sort()).toEqual(wanted.sort())
      const moments = entries.map(({ at }) => at.getTime())
      expect(moments).toEqual(moments.toSorted((one, other) => other - one))
      // The point of the exercise: several things at one moment, on both sides of a page.
      expect(new Set(moments).size).toBeLessThan(entries.length / 2)
    }
  },
)

test('chosen kinds are shown and no others, also page by page', async () => {
  const all = await walk(nordlicht.member, nordlicht.client, 200)
  for (const kinds of [['alert'], ['ticket', 'document'], ['email'], ['call'], []])
    expect((await walk(nordlicht.member, nordlicht.client, 3, kinds)).map(keyOf)).toEqual(
      all.filter(({ kind }) => kinds.includes(kind)).map(keyOf),
    )
})

test('a moment alone begins with what was before it', async () => {
  const all = await walk(nordlicht.member, nordlicht.client, 200)
  const [first] = await stage.as(
    nordlicht.member,
    (tx) => tx<Entry[]>`select * from client_timeline(${nordlicht.client}, '2026-10-06T00:00:00Z', null, 1)`,
  )
  expect(first?.id).toBe(all.find(({ at }) => at < new Date('2026-10-06T00:00:00Z'))?.id)
})

test('a mangled cursor is refused by name', async () => {
  for (const before of ['soon', '2026-10-06~raised~x', '~~x'])
    expect(
      await stage.refusal(
        nordlicht.member,
        (tx) => tx`select * from client_timeline(${nordlicht.client}, ${before}, null, 5)`,
      ),
    ).toMatchObject({ message: 'invalid_cursor' })
})
