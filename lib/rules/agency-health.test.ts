import { describe, expect, test } from 'vitest'
import { auditWords, healthPoints, versionDay, type AgencyHealth } from './agency-health'

const health = (audit: Partial<NonNullable<AgencyHealth['audit']>> | null): AgencyHealth => ({
  version: '20261121130400',
  missing: [],
  change: null,
  audit: audit && {
    at: '2026-11-21T10:00:00Z',
    status: 'clean',
    findings: 0,
    version: '20261121130400',
    scope: 'agency',
    ...audit,
  },
})

describe('what lacks, in words', () => {
  test('is nothing when nothing lacks', () => {
    expect(healthPoints([])).toEqual([])
  })
  test.each([
    ['house_client', 'operator'],
    ['owner', 'operator'],
    ['portal', 'portals'],
    ['billing_settings', 'billing'],
    ['workflow_settings', 'automation'],
    ['workflow_rule:ticket.idle', 'automation'],
    ['cartridge:brand', 'cartridges'],
    ['something_new:later', 'operator'],
  ])('%s leads to %s', (code, remedy) => {
    expect(healthPoints([code])).toMatchObject([{ code, remedy }])
    expect(healthPoints([code])[0]?.title).not.toMatch(/undefined/)
  })
  test('counts notifications instead of listing them', () => {
    const points = healthPoints(['notification_template:a.b', 'portal', 'notification_template:c.d'])
    expect(points.map(({ title }) => title)).toEqual([
      'There is no portal',
      '2 notifications have no words of your own',
    ])
  })
})

describe('the last audit, in words', () => {
  test.each([
    [null, 'Not audited yet', true],
    [{}, 'Nothing was found', true],
    [{ status: 'drift', findings: 1 }, 'One thing was found', false],
    [{ status: 'drift', findings: 12 }, '12 things were found', false],
    [{ status: 'failed' }, 'The last audit could not be finished', false],
  ])('%j is "%s"', (audit, title, isFine) => {
    expect(auditWords(health(audit))).toMatchObject({ title, isFine })
  })
  test('says that the product was updated since', () => {
    expect(auditWords(health({ version: '20261101000000' })).advice).toContain('updated since')
    expect(auditWords(health({})).advice).toBeNull()
  })
})

test.each([
  ['20261121130400', '2026-11-21'],
  ['', null],
  ['v3', null],
])('the day of version "%s" is %s', (version, day) => {
  expect(versionDay(version)).toBe(day)
})
