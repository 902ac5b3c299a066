import { describe, expect, test } from 'vitest'
import {
  currencyDigits,
  formatDecimal,
  formatMoney,
  invoiceTotals,
  isOverdue,
  lineAmounts,
  parseDecimal,
  statusWord,
} from '@/lib/rules/invoices'

describe('numbers as they are typed', () => {
  test.each([
    ['12.50', 2, 1250n],
    ['12,5', 2, 1250n],
    ['1 234,00', 2, 123400n],
    ['-3', 2, -300n],
    ['.5', 2, null],
    ['1.234', 2, null],
    ['1.234', 3, 1234n],
    ['7', 0, 7n],
    ['7.0', 0, null],
    ['', 2, null],
    ['1e3', 2, null],
    ['12.', 2, 1200n],
  ])('%s with %i places', (text, digits, value) => {
    expect(parseDecimal(text, digits)).toBe(value)
  })

  test.each([
    [1250n, 2, false, '12.5'],
    [1250n, 2, true, '12.50'],
    [-5n, 2, true, '-0.05'],
    [7n, 0, true, '7'],
    [1000n, 3, false, '1'],
  ])('%s with %i places is written %s', (value, digits, hasAllPlaces, text) => {
    expect(formatDecimal(value, digits, hasAllPlaces)).toBe(text)
  })
})

describe('amounts', () => {
  test.each([
    // 1.5 × 9.99 = 14.985, and 19 % of 14.99 = 2.8481
    [1500n, 999n, 1900n, 1499n, 285n],
    [1000n, 333n, 700n, 333n, 23n],
    // Half a cent goes away from zero, on both sides of it.
    [500n, 1n, 0n, 1n, 0n],
    [500n, -1n, 0n, -1n, 0n],
    [1000n, 50n, 100n, 50n, 1n],
    [1000n, -50n, 100n, -50n, -1n],
    [1_000_000_000n, 10_000_000_000n, 10_000n, 10_000_000_000_000_000n, 10_000_000_000_000_000n],
  ])('%s × %s at %s', (quantityMilli, unitPriceMinor, rateHundredths, netMinor, taxMinor) => {
    expect(lineAmounts({ quantityMilli, unitPriceMinor, rateHundredths })).toEqual({ netMinor, taxMinor })
  })

  test('tax is rounded in each line and added up for each rate', () => {
    const line = { quantityMilli: 1000n, unitPriceMinor: 3n, rateHundredths: 1900n }
    const totals = invoiceTotals([line, line, { ...line, rateHundredths: 700n, unitPriceMinor: 100n }])
    // Three cents at 19 % are 0.57, rounded to 1 in each of the two lines.
    expect(totals).toEqual({
      subtotalMinor: 106n,
      taxMinor: 9n,
      totalMinor: 115n,
      rates: [
        { rateHundredths: 700n, netMinor: 100n, taxMinor: 7n },
        { rateHundredths: 1900n, netMinor: 6n, taxMinor: 2n },
      ],
    })
  })
})

describe('money', () => {
  test.each([
    [123450, 'EUR', '€1,234.50'],
    [-5, 'EUR', '-€0.05'],
    [1200, 'JPY', 'JP¥1,200'],
    [9007199254740991n, 'USD', 'US$90,071,992,547,409.91'],
  ])('%s %s', (minor, currency, written) => {
    expect(formatMoney(minor, currency)).toBe(written)
  })
  test('has as many places as its currency', () => {
    expect(['EUR', 'JPY', 'KWD'].map(currencyDigits)).toEqual([2, 0, 3])
  })
})

test('only what was sent and not paid is overdue, from the day after', () => {
  const overdue = (status: 'draft' | 'sent' | 'paid' | 'void', dueOn: string | null) =>
    isOverdue({ status, dueOn }, '2026-11-21')
  expect(overdue('sent', '2026-11-20')).toBe(true)
  expect(overdue('sent', '2026-11-21')).toBe(false)
  expect(overdue('sent', null)).toBe(false)
  expect(overdue('paid', '2026-11-20')).toBe(false)
  expect(overdue('draft', '2026-11-20')).toBe(false)
})

test('an incoming invoice is not sent but to be paid', () => {
  expect(statusWord('incoming', 'sent')).toBe('To pay')
  expect(statusWord('outgoing', 'sent')).toBe('Sent')
})
