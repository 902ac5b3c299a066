import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addAgency, addRun, anon, openStage, type Agency, type Somebody, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
})

const insert = (who: Somebody, row: Record<string, unknown>) =>
  stage.as(
    who,
    (tx) =>
      tx<
        { id: string }[]
      >`insert into cc_n3_runs ${tx({ tenant_id: nordlicht.id, name: 'Run', ...row } as never)} returning *`,
  )

describe('runs', () => {
  test('all staff see, make and change their agency’s runs', async () => {
    for (const who of [nordlicht.owner, nordlicht.admin, nordlicht.member]) {
      const [made] = await insert(who, { zone_id: nordlicht.zone, starts_at: '2030-01-01T09:00:00+02:00' })
      expect(made).toMatchObject({
        created_by: who.id,
        status: 'draft',
        market_mode: 'INVITE_ONLY',
        publish_version: 0,
        starts_at: new Date('2030-01-01T07:00:00Z'),
      })
      await stage.as(who, (tx) => tx`update cc_n3_runs set status = 'scheduled' where id = ${made?.id ?? ''}`)
      expect(await stage.sql`select status from cc_n3_runs where id = ${made?.id ?? ''}`).toEqual([
        { status: 'scheduled' },
      ])
    }
  })

  test('only admins delete them', async () => {
    await stage.as(nordlicht.member, (tx) => tx`delete from cc_n3_runs where id = ${run}`)
    expect(await stage.sql`select id from cc_n3_runs where id = ${run}`).toHaveLength(1)
    await stage.as(nordlicht.admin, (tx) => tx`delete from cc_n3_runs where id = ${run}`)
    expect(await stage.sql`select id from cc_n3_runs where id = ${run}`).toHaveLength(0)
  })

  test('viewers, strangers and other agencies see and change none', async () => {
    for (const who of [nordlicht.viewer, kai.owner, { id: randomUUID(), role: 'authenticated' as const }]) {
      expect(await stage.as(who, (tx) => tx`select id from cc_n3_runs where id = ${run}`)).toHaveLength(0)
      expect(
        (await stage.as(who, (tx) => tx`update cc_n3_runs set name = 'x' where id = ${run}`)).count,
      ).toBe(0)
      await expect(insert(who, {})).rejects.toMatchObject({ code: '42501' })
    }
    expect((await stage.refusal(anon, (tx) => tx`select id from cc_n3_runs`)).code).toBe('42501')
  })

  test('a foreign id behaves like an id that nobody has', async () => {
    const outcome = (id: string) =>
      stage.as(kai.owner, async (tx) => ({
        rows: [...(await tx`select * from cc_n3_runs where id = ${id}`)],
        changed: (await tx`update cc_n3_runs set name = 'x' where id = ${id}`).count,
        removed: (await tx`delete from cc_n3_runs where id = ${id}`).count,
        history: [...(await tx`select * from activity_log where subject_id = ${id}`)],
      }))
    expect(await outcome(run)).toEqual(await outcome(randomUUID()))
  })

  test('a zone of another agency is refused exactly like one that nobody has', async () => {
    const refusal = async (zone: string) => {
      const found = await stage.refusal(
        nordlicht.member,
        (tx) => tx`update cc_n3_runs set zone_id = ${zone} where id = ${run}`,
      )
      return { ...found, detail: found.detail.replace(zone, 'the zone') }
    }
    const foreign = await refusal(kai.zone)
    expect(foreign.code).toBe('23503')
    expect(foreign).toEqual(await refusal(randomUUID()))
  })

  test('a run never moves to another agency', async () => {
    const move = (who: Somebody) =>
      stage.refusal(who, (tx) => tx`update cc_n3_runs set tenant_id = ${kai.id} where id = ${run}`)
    expect((await move(nordlicht.owner)).code).toBe('42501')
    expect(await move({ id: null, role: 'service_role' })).toMatchObject({ message: 'tenant_key_is_fixed' })
  })

  test('deleting a zone leaves its runs, without a zone', async () => {
    const [zone] = await stage.as(
      nordlicht.member,
      (tx) =>
        tx<
          { id: string }[]
        >`insert into cc_zones (tenant_id, name) values (${nordlicht.id}, 'Old town') returning id`,
    )
    await stage.as(
      nordlicht.member,
      (tx) => tx`update cc_n3_runs set zone_id = ${zone?.id ?? ''} where id = ${run}`,
    )
    await stage.as(nordlicht.admin, (tx) => tx`delete from cc_zones where id = ${zone?.id ?? ''}`)
    expect(await stage.sql`select zone_id, tenant_id from cc_n3_runs where id = ${run}`).toEqual([
      { zone_id: null, tenant_id: nordlicht.id },
    ])
  })

  test('every change is in the history, with the columns that changed', async () => {
    await stage.as(
      nordlicht.member,
      (tx) => tx`update cc_n3_runs set name = 'Roof cleaning', status = 'cancelled' where id = ${run}`,
    )
    await stage.as(nordlicht.admin, (tx) => tx`delete from cc_n3_runs where id = ${run}`)
    const log = await stage.as(
      nordlicht.member,
      (tx) =>
        tx`select action, actor_id, old_values, new_values from activity_log where subject_id = ${run} order by id`,
    )
    expect(log).toHaveLength(3)
    expect(log[0]).toMatchObject({ action: 'insert', actor_id: null, old_values: null })
    expect(log[1]).toEqual({
      action: 'update',
      actor_id: nordlicht.member.id,
      old_values: { name: 'Window cleaning', status: 'scheduled' },
      new_values: { name: 'Roof cleaning', status: 'cancelled' },
    })
    expect(log[2]).toMatchObject({ action: 'delete', actor_id: nordlicht.admin.id, new_values: null })
    expect(log[2]?.old_values).toMatchObject({ id: run, name: 'Roof cleaning' })
  })
})

describe('a run keeps what was typed', () => {
  test.each([
    ['HTML', '<img src=x onerror=alert(1)> & "quotes"'],
    ['right-to-left', 'تنظيف النوافذ'],
    ['mixed directions with control characters', 'abc \u202Eدفع\u202C \u200Fdef'],
    ['emoji and combining marks', '🧽👨‍👩‍👧 Žluťoučký e\u0301'],
    ['SQL', `'; drop table cc_n3_runs; --`],
    ['200 characters of four bytes', '😀'.repeat(200)],
  ])('%s in name and description', async (_, text) => {
    const [made] = await insert(nordlicht.member, { name: text, description: text })
    expect(made).toMatchObject({ name: text, description: text })
  })

  test.each([
    ['a name of 10,000 characters', { name: 'x'.repeat(10_000) }],
    ['a description of 10,000 characters', { description: 'x'.repeat(10_000) }],
    ['a name of spaces', { name: '   ' }],
    ['an end before the start', { starts_at: '2030-01-02', ends_at: '2030-01-01' }],
    ['an end at the start', { starts_at: '2030-01-02', ends_at: '2030-01-02' }],
    ['a status that does not exist', { status: 'postponed' }],
    ['metadata that are no object', { metadata: '[]' }],
    ['metadata without end', { metadata: { text: randomText(300_000) } }],
  ])('refuses %s', async (_, row) => {
    await expect(insert(nordlicht.member, row)).rejects.toMatchObject({ code: '23514' })
  })
})

test('a run starts and ends at moments, not at the end of time', async () => {
  for (const column of ['starts_at', 'ends_at'])
    expect(
      (
        await stage.refusal(nordlicht.member, (tx) =>
          tx.unsafe(`update cc_n3_runs set ${column} = 'infinity' where id = '${run}'`),
        )
      ).code,
    ).toBe('23514')
})

/** Text that does not compress, so that its stored size is its length. */
function randomText(length: number): string {
  return Array.from({ length: Math.ceil(length / 36) }, () => randomUUID()).join('')
}
