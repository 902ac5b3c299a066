import { describe, expect, it } from 'vitest'
import {
  changeRunListParams,
  clearRunListParams,
  countFilters,
  formatRunListParams,
  isNarrowed,
  parseRunListParams,
} from '@/lib/rules/run-list-params'

const ID = '60000000-0000-4000-8000-000000010021'
const defined = (query: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))

describe('the list in the address', () => {
  it.each([
    {},
    {
      q: 'harbour walk',
      status: 'draft',
      mode: 'OPEN',
      zone: ID,
      portal: 'none',
      from: '2026-12-01',
      to: '2026-12-31',
    },
    { when: 'upcoming', sort: '-changed', after: `2026-12-01T08:00:00.5+00:00~${ID}` },
    { sort: 'name', before: `Walk ~ Tides~${ID}` },
    { after: `~${ID}` },
  ])('%j comes back as it was', (query) => {
    expect(defined(formatRunListParams(parseRunListParams(query)))).toEqual(query)
  })

  it.each([
    { status: 'deleted', mode: 'open', zone: '1; drop table', portal: 'x', when: 'never', sort: 'id' },
    { from: '2026-13-01', to: 'tomorrow' },
    { after: 'no-cursor' },
    { after: `not a date~${ID}` },
    { before: '2026-12-01T08:00:00Z~not-an-id' },
  ])('%j makes no sense and counts as not given', (query) => {
    expect(parseRunListParams(query)).toEqual(parseRunListParams({}))
  })

  it('of a repeated parameter the first is meant', () => {
    expect(parseRunListParams({ q: ['one', 'two'] }).search).toBe('one')
  })

  it('upcoming runs come soonest first, unless another order was chosen', () => {
    expect(parseRunListParams({ when: 'upcoming' }).sort).toBe('start')
    const byName = parseRunListParams({ sort: 'name' })
    expect(changeRunListParams(byName, { period: 'upcoming' }).sort).toBe('name')
    expect(changeRunListParams(parseRunListParams({}), { period: 'upcoming' }).sort).toBe('start')
  })

  it('a change of what is listed starts at the first page', () => {
    const second = parseRunListParams({ after: `2026-12-01T08:00:00Z~${ID}` })
    expect(changeRunListParams(second, { status: 'draft' }).cursor).toBeNull()
  })

  it('counts filters, and clears them without touching the order', () => {
    const params = parseRunListParams({ q: 'x', status: 'draft', from: '2026-12-01', sort: 'name' })
    expect(countFilters(params)).toBe(2)
    expect(isNarrowed(params)).toBe(true)
    const cleared = clearRunListParams(params)
    expect(isNarrowed(cleared)).toBe(false)
    expect(cleared.sort).toBe('name')
  })
})
