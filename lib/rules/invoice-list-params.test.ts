import { describe, expect, test } from 'vitest'
import {
  changeInvoiceListParams,
  clearInvoiceListParams,
  formatInvoiceListParams,
  isNarrowed,
  parseInvoiceListParams,
  statusOfTab,
} from '@/lib/rules/invoice-list-params'

const ID = '40000000-0000-4000-8000-000000000001'

describe('the address of a list of invoices', () => {
  test.each([
    {},
    { show: 'incoming', tab: 'overdue', q: 'print', sort: 'due', after: `2026-12-03~${ID}` },
    { client: ID, sort: '-total', before: `-1250~${ID}` },
    { after: `2026-11-21T10:00:00+00:00~${ID}` },
  ])('%j is read and written back', (query) => {
    const written = Object.fromEntries(
      Object.entries(formatInvoiceListParams(parseInvoiceListParams(query))).filter(
        ([, value]) => value !== undefined,
      ),
    )
    expect(written).toEqual(query)
  })

  test.each([
    { show: 'sideways' },
    { tab: 'lost' },
    { client: 'x' },
    { sort: 'colour' },
    { sort: 'due', after: `tomorrow~${ID}` },
    { sort: '-total', after: `1,2~${ID}` },
    { after: 'x' },
  ])('%j makes no sense and counts as not given', (query) => {
    const { sort, ...rest } = formatInvoiceListParams(parseInvoiceListParams(query))
    expect(Object.values(rest).filter(Boolean)).toEqual([])
    expect([undefined, 'due', '-total']).toContain(sort)
  })

  test('a change starts again at the first page', () => {
    const params = parseInvoiceListParams({ after: `2026-11-21T10:00:00+00:00~${ID}` })
    expect(changeInvoiceListParams(params, { tab: 'paid' }).cursor).toBeNull()
  })

  test('clearing keeps the tab and the order', () => {
    const params = parseInvoiceListParams({ tab: 'paid', sort: 'due', q: 'x', client: ID })
    expect(isNarrowed(params)).toBe(true)
    const cleared = clearInvoiceListParams(params)
    expect(isNarrowed(cleared)).toBe(false)
    expect([cleared.tab, cleared.sort]).toEqual(['paid', 'due'])
  })

  test('an overdue invoice is one that was sent', () => {
    expect(statusOfTab('overdue')).toBe('sent')
    expect(statusOfTab('all')).toBeNull()
  })
})
