import { describe, expect, it } from 'vitest'
import {
  categoriesFor,
  digestsIn,
  toChoices,
  toOverrides,
  type Overrides,
} from '@/lib/rules/notification-preferences'

describe('what somebody chose', () => {
  it('is everything at once for whoever chose nothing, and then nothing is stored', () => {
    const choices = toChoices({})
    expect(Object.values(choices)).toEqual(
      Object.values(choices).map(() => ({ inApp: 'instant', email: 'instant' })),
    )
    expect(toOverrides(choices)).toEqual({})
  })

  it.each<Overrides>([
    { runs: { email: 'weekly' } },
    { runs: { in_app: 'off', email: 'off' }, team: { email: 'daily' } },
    { delivery: { in_app: 'off' } },
  ])('comes back as it was stored: %j', (overrides) => {
    expect(toOverrides(toChoices(overrides))).toEqual(overrides)
  })

  it.each([null, 'all', 7, { runs: 'off' }, { runs: { email: 'hourly' } }, { weather: { email: 'off' } }])(
    'is the default where %j is stored',
    (stored) => expect(toOverrides(toChoices(stored))).toEqual({}),
  )

  it('knows which digests it asks for', () => {
    expect(digestsIn(toChoices({ runs: { email: 'daily' } }))).toEqual({ isDaily: true, isWeekly: false })
    expect(digestsIn(toChoices({ team: { email: 'weekly' } }))).toEqual({ isDaily: false, isWeekly: true })
  })

  it('leaves out what only staff get for everybody else', () => {
    expect(categoriesFor(false).map(({ id }) => id)).toEqual(['runs', 'tickets', 'documents'])
    expect(categoriesFor(true)).toHaveLength(7)
  })
})
