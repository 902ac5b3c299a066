import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAgency, addRun, anon, openStage, type Agency, type Somebody, type Stage } from './stage'

/** Runs by any part of their name: staff find their agency's, and nobody finds another's. */

let stage: Stage
let nordlicht: Agency
let kai: Agency
const ids: Record<string, string> = {}

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
  ids.lantern = await addRun(stage.sql, nordlicht, { name: 'Lantern walk, 100% free' })
  ids.budget = await addRun(stage.sql, nordlicht, { name: 'LANTERNS: 100 paces_long' })
  ids.plain = await addRun(stage.sql, nordlicht, { name: 'Roof cleaning' })
  ids.foreign = await addRun(stage.sql, kai, { name: 'Lantern elsewhere' })
})
afterAll(() => stage.stop())

async function found(who: Somebody, query: string | null): Promise<string[]> {
  const rows = await stage.as(who, (tx) => tx<{ id: string }[]>`select id from find_runs(${query})`)
  return rows.map(({ id }) => Object.keys(ids).find((key) => ids[key] === id) ?? id).sort()
}

test('all staff find their agency’s runs by any part of a name, in whichever case', async () => {
  for (const who of [nordlicht.owner, nordlicht.admin, nordlicht.member]) {
    expect(await found(who, 'lantern')).toEqual(['budget', 'lantern'])
    expect(await found(who, ' ANTERN W ')).toEqual(['lantern'])
    expect(await found(who, 'f')).toEqual(['lantern', 'plain'])
    expect(await found(who, 'walk lantern')).toEqual([])
  }
})

test('nothing in a text is a wildcard, and no text finds nothing', async () => {
  expect(await found(nordlicht.member, '100%')).toEqual(['lantern'])
  expect(await found(nordlicht.member, 's_l')).toEqual(['budget'])
  for (const text of ['%', '_oof', 'r%f', '*', '\\', '', '  ', null])
    expect(await found(nordlicht.member, text), String(text)).toEqual(text === '%' ? ['lantern'] : [])
})

test('the rows can be narrowed and ordered as those of the table', async () => {
  const rows = await stage.as(
    nordlicht.member,
    (tx) =>
      tx`select name from find_runs('lantern') where tenant_id = ${nordlicht.id} and status = 'scheduled' order by name desc limit 1`,
  )
  expect([...rows]).toEqual([{ name: 'LANTERNS: 100 paces_long' }])
})

test('an owner finds nothing of another agency, viewers and strangers nothing at all', async () => {
  expect(await found(kai.owner, 'lantern')).toEqual(['foreign'])
  expect(await found(kai.owner, 'roof')).toEqual([])
  for (const who of [
    nordlicht.viewer,
    nordlicht.siblingViewer,
    { id: randomUUID(), role: 'authenticated' as const },
  ])
    expect(await found(who, 'lantern')).toEqual([])
  expect((await stage.refusal(anon, (tx) => tx`select id from find_runs('lantern')`)).code).toBe('42501')
})

test('who follows a run reads it and no more for that: the search is for staff, of their own agency', async () => {
  await stage.sql`insert into cc_run_stakeholders (tenant_id, run_id, user_id) values
    (${nordlicht.id}, ${ids.lantern ?? ''}, ${nordlicht.viewer.id}), (${nordlicht.id}, ${ids.lantern ?? ''}, ${kai.member.id})`
  for (const who of [nordlicht.viewer, kai.member])
    expect(
      await stage.as(who, (tx) => tx`select id from cc_n3_runs where id = ${ids.lantern ?? ''}`),
    ).toHaveLength(1)
  expect(await found(nordlicht.viewer, 'lantern')).toEqual([])
  expect(await found(kai.member, 'lantern')).toEqual(['foreign'])
})
