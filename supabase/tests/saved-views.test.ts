import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'

/** Saved views: one's own, or the team's to use. */

let stage: Stage
let nordlicht: Agency
let other: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  other = await addAgency(stage.sql, 'other')
})
afterAll(() => stage.stop())

describe('saved views', () => {
  const saved = (who: Member) =>
    stage.as(who, async (tx) =>
      (await tx<{ name: string }[]>`select name from saved_views`).map(({ name }) => name),
    )
  const save = (who: Member, name: string, isShared: boolean, agency = nordlicht) =>
    stage.as(
      who,
      (tx) => tx`insert into saved_views (agency_id, page, name, query, is_shared)
        values (${agency.id}, 'tickets', ${name}, 'tab=mine', ${isShared})`,
    )

  test('are their owner’s own until shared with the team; nobody else changes or removes them', async () => {
    await save(nordlicht.member, 'My own', false)
    await save(nordlicht.member, 'For all', true)
    expect(await saved(nordlicht.member)).toEqual(expect.arrayContaining(['My own', 'For all']))
    expect(await saved(nordlicht.admin)).toEqual(['For all'])
    for (const who of [nordlicht.viewer, other.owner]) expect(await saved(who)).toEqual([])
    await stage.as(nordlicht.owner, async (tx) => {
      await tx`update saved_views set name = 'Taken' where name = 'For all'`
      await tx`delete from saved_views where name = 'For all'`
    })
    expect(await saved(nordlicht.admin)).toEqual(['For all'])
    const again = await stage.refusal(
      nordlicht.member,
      (tx) =>
        tx`insert into saved_views (agency_id, page, name) values (${nordlicht.id}, 'tickets', 'My own')`,
    )
    expect(again.code).toBe('23505')
  })

  test('are saved by staff, in their own agency', async () => {
    await expect(save(nordlicht.viewer, 'Viewer', false)).rejects.toThrow(/row-level security/)
    await expect(save(nordlicht.member, 'Elsewhere', true, other)).rejects.toThrow(/row-level security/)
  })
})
