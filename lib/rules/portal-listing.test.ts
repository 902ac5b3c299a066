import { describe, expect, it } from 'vitest'
import {
  filterChoices,
  groupByDate,
  isNarrowed,
  narrow,
  pageOf,
  portalQuery,
  readPortalFilters,
  RUNS_PER_PAGE,
  splitByTime,
  type PublicRun,
} from '@/lib/rules/portal-listing'

const NOW = new Date('2026-11-21T12:00:00Z')

function run(fields: Partial<PublicRun>): PublicRun {
  return {
    id: fields.name ?? 'run',
    name: 'Run',
    description: null,
    status: null,
    startsAt: '2026-12-03T10:00:00+00:00',
    endsAt: null,
    timeZone: 'UTC',
    zone: null,
    mode: 'OPEN',
    hasDetails: true,
    organiser: null,
    updatedAt: '2026-11-01T00:00:00+00:00',
    ...fields,
  }
}

const names = (runs: readonly PublicRun[]) => runs.map(({ name }) => name)
const filters = (params: Record<string, string>) => readPortalFilters(params)

describe('filters from the address', () => {
  it.each<[string, Record<string, string | string[]>, ReturnType<typeof readPortalFilters>]>([
    ['nothing', {}, { when: 'upcoming', zone: null, month: null, text: '', page: 1 }],
    [
      'everything',
      { when: 'past', zone: ' Old Harbour ', month: '2026-12', q: 'walk', page: '3' },
      { when: 'past', zone: 'Old Harbour', month: '2026-12', text: 'walk', page: 3 },
    ],
    [
      'nonsense',
      { when: 'someday', zone: '', month: '2026-13', page: '-1' },
      { when: 'upcoming', zone: null, month: null, text: '', page: 1 },
    ],
    [
      'repeated names',
      { q: ['first', 'second'] },
      { when: 'upcoming', zone: null, month: null, text: 'first', page: 1 },
    ],
    [
      'a fraction of a page',
      { page: '1.5' },
      { when: 'upcoming', zone: null, month: null, text: '', page: 1 },
    ],
  ])('reads %s', (_, params, expected) => {
    expect(readPortalFilters(params)).toEqual(expected)
  })

  it('reads back what it wrote', () => {
    const chosen = filters({ when: 'past', zone: 'Ö & K', month: '2026-01', q: 'a+b', page: '2' })
    const query = Object.entries(portalQuery(chosen)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    )
    expect(readPortalFilters(Object.fromEntries(query) as Record<string, string>)).toEqual(chosen)
    expect(Object.values(portalQuery(filters({}))).every((value) => value === undefined)).toBe(true)
  })

  it('does not count the tab or the page as narrowing down', () => {
    expect(isNarrowed(filters({ when: 'past', page: '2' }))).toBe(false)
    expect(isNarrowed(filters({ zone: 'Mitte' }))).toBe(true)
  })

  it('cuts a text of any length between characters', () => {
    expect(filters({ q: '🙂'.repeat(5000) }).text).toBe('🙂'.repeat(100))
  })
})

describe('upcoming and past', () => {
  it('has what goes on among the upcoming, the next first, and the latest past first', () => {
    const { upcoming, past } = splitByTime(
      [
        run({ name: 'later', startsAt: '2026-12-09T10:00:00Z' }),
        run({ name: 'undated', startsAt: null }),
        run({ name: 'long ago', startsAt: '2026-01-01T10:00:00Z' }),
        run({ name: 'ongoing', startsAt: '2026-11-01T10:00:00Z', endsAt: '2026-11-30T10:00:00Z' }),
        run({ name: 'yesterday', startsAt: '2026-11-20T10:00:00Z' }),
        run({
          name: 'finished early',
          startsAt: '2026-11-21T10:00:00Z',
          endsAt: '2026-11-22T10:00:00Z',
          status: 'completed',
        }),
        run({ name: 'next', startsAt: '2026-11-22T10:00:00Z' }),
      ],
      NOW,
    )
    expect(names(upcoming)).toEqual(['ongoing', 'next', 'later', 'undated'])
    expect(names(past)).toEqual(['finished early', 'yesterday', 'long ago'])
  })
})

describe('days', () => {
  it('are those of the run’s own clock', () => {
    const { months } = groupByDate(
      [
        run({ name: 'London', startsAt: '2026-12-01T00:30:00Z', timeZone: 'Europe/London' }),
        run({ name: 'Halifax', startsAt: '2026-12-01T00:30:00Z', timeZone: 'America/Halifax' }),
        run({ name: 'Auckland', startsAt: '2026-12-01T13:00:00Z', timeZone: 'Pacific/Auckland' }),
      ],
      NOW,
    )
    expect(
      months.map(({ month, days }) => [month, days.map(({ date, runs }) => [date, names(runs)])]),
    ).toEqual([
      ['2026-11', [['2026-11-30', ['Halifax']]]],
      [
        '2026-12',
        [
          ['2026-12-01', ['London']],
          ['2026-12-02', ['Auckland']],
        ],
      ],
    ])
  })

  it('run backwards when the list does', () => {
    const { months } = groupByDate(
      [
        run({ name: 'b', startsAt: '2026-10-05T10:00:00Z' }),
        run({ name: 'a', startsAt: '2026-09-05T10:00:00Z' }),
      ],
      NOW,
    )
    expect(months.map(({ month }) => month)).toEqual(['2026-10', '2026-09'])
  })

  it('leave out what goes on now and what has no date', () => {
    const dated = groupByDate(
      [
        run({ name: 'now', startsAt: '2026-11-20T10:00:00Z', endsAt: '2026-11-23T10:00:00Z' }),
        run({ name: 'some day', startsAt: null }),
      ],
      NOW,
    )
    expect(names(dated.ongoing)).toEqual(['now'])
    expect(names(dated.undated)).toEqual(['some day'])
    expect(dated.months).toEqual([])
  })
})

describe('narrowing down', () => {
  const runs = [
    run({
      name: 'Façade Évening',
      zone: 'Mitte',
      startsAt: '2026-12-31T23:30:00Z',
      timeZone: 'Europe/Berlin',
    }),
    run({
      name: 'Walk',
      zone: 'Pankow',
      organiser: 'Linden',
      description: 'With cake',
      startsAt: '2026-12-05T10:00:00Z',
    }),
    run({ name: 'أمسية شعرية', zone: 'Pankow', startsAt: '2027-01-05T10:00:00Z' }),
  ]

  it.each([
    ['case and accents do not matter', { q: 'facade evening' }, ['Façade Évening']],
    ['every word has to be there', { q: 'walk linden' }, ['Walk']],
    ['one missing word is enough to leave it out', { q: 'walk zebra' }, []],
    ['the description counts where it can be read', { q: 'CAKE' }, ['Walk']],
    ['any script', { q: 'شعرية' }, ['أمسية شعرية']],
    ['a zone', { zone: 'Pankow' }, ['Walk', 'أمسية شعرية']],
    ['a month of the run’s own clock', { month: '2027-01' }, ['Façade Évening', 'أمسية شعرية']],
    ['both', { zone: 'Pankow', month: '2026-12' }, ['Walk']],
    ['a text that looks like a pattern', { q: '.*' }, []],
  ])('%s', (_, params, expected) => {
    expect(names(narrow(runs, filters(params)))).toEqual(expected)
  })

  it('offers the zones and months there are, the portal’s own zone first', () => {
    expect(filterChoices(runs, 'Pankow')).toEqual({
      zones: ['Pankow', 'Mitte'],
      months: ['2026-12', '2027-01'],
    })
    expect(filterChoices(runs, null).zones).toEqual(['Mitte', 'Pankow'])
  })
})

describe('pages', () => {
  const many = Array.from({ length: RUNS_PER_PAGE + 1 }, (_, index) => run({ name: String(index) }))

  it.each([
    [1, RUNS_PER_PAGE, 1],
    [2, 1, 2],
    [99, 1, 2],
  ])('page %i shows %i runs as page %i', (asked, count, shown) => {
    expect(pageOf(many, asked)).toMatchObject({ page: shown, pages: 2 })
    expect(pageOf(many, asked).runs).toHaveLength(count)
  })

  it('is one page even of nothing', () => {
    expect(pageOf([], 1)).toEqual({ runs: [], page: 1, pages: 1 })
  })
})
