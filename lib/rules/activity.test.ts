import { describe, expect, it } from 'vitest'
import { describeActivity, type ActivityRow } from '@/lib/rules/activity'
import type { MarketMode } from '@/lib/rules/runs'

const AT = '2026-11-21T12:00:00.5+00:00'
let nextId = 100

function row(change: Partial<ActivityRow>): ActivityRow {
  const base = { tableName: 'cc_n3_runs', rowId: 'run', action: 'update', actorId: 'mara', at: AT } as const
  return { ...base, id: nextId--, oldValues: null, newValues: null, ...change }
}

const publicationRow = (change: Partial<ActivityRow>) =>
  row({ tableName: 'cc_run_portal_publications', ...change })
const inserted = (portalId: string, values: Record<string, unknown> = {}) =>
  publicationRow({
    action: 'insert',
    rowId: `p-${portalId}`,
    newValues: {
      portal_id: portalId,
      listing: 'full',
      publish_at: AT,
      published_at: AT,
      unpublish_at: null,
      ...values,
    },
  })

function tell(rows: ActivityRow[], mode: MarketMode = 'OPEN') {
  return describeActivity(rows, mode, {
    portalName: (id) => id.replace('p-', ''),
    zoneName: () => 'Old Harbour',
    dateTime: (iso) => iso.slice(0, 10),
  }).map(({ sentence, details }) => [sentence, ...details])
}

describe('publishing', () => {
  it('to several portals reads as one act, with the mode', () => {
    const rows = [
      row({
        oldValues: { market_mode: 'INVITE_ONLY', publish_version: 0 },
        newValues: { market_mode: 'OPEN', publish_version: 1 },
      }),
      inserted('City'),
      inserted('Harbour', { listing: 'teaser' }),
    ]
    expect(tell(rows)).toEqual([['published to 2 portals as Open', 'City (full)', 'Harbour (teaser)']])
  })

  it('traces the mode back through later changes of it', () => {
    const rows = [
      row({
        at: '2026-11-22T00:00:00Z',
        oldValues: { market_mode: 'OPEN' },
        newValues: { market_mode: 'CLOSED' },
      }),
      inserted('City'),
    ]
    expect(tell(rows, 'CLOSED').map(([sentence]) => sentence)).toEqual([
      'changed the market mode from Open to Closed',
      'published to 1 portal as Open',
    ])
  })

  it('for later is called scheduling', () => {
    expect(tell([inserted('City', { publish_at: '2026-12-24T00:00:00Z' })])).toEqual([
      ['scheduled on 1 portal as Open', 'City (full, from 2026-12-24)'],
    ])
  })

  it('and taking off are told together when they were one act', () => {
    const rows = [
      publicationRow({
        rowId: 'p-Harbour',
        oldValues: { unpublished_at: null },
        newValues: { unpublished_at: AT },
      }),
      inserted('City'),
    ]
    expect(tell(rows)[0]?.[0]).toBe('published to 1 portal as Open and unpublished from 1 portal')
  })

  it('undone says so', () => {
    const undone = publicationRow({ action: 'delete', rowId: 'p-City', oldValues: { portal_id: 'City' } })
    expect(tell([undone])).toEqual([['undid a publish: unpublished from 1 portal', 'City']])
    const restored = publicationRow({
      rowId: 'p-City',
      oldValues: { listing: 'teaser', published_at: AT },
      newValues: { listing: 'full', published_at: '2026-11-01T00:00:00Z' },
    })
    expect(tell([restored])).toEqual([['undid a publish: changed how it shows on 1 portal', 'City (full)']])
  })
})

describe('the run itself', () => {
  it.each([
    ['created this run', { action: 'insert', newValues: { name: 'Walk' } }],
    ['cancelled the run', { oldValues: { status: 'scheduled' }, newValues: { status: 'cancelled' } }],
    [
      'changed the status from Draft to Scheduled',
      { oldValues: { status: 'draft' }, newValues: { status: 'scheduled' } },
    ],
    ['renamed it from “Walk” to “Stroll”', { oldValues: { name: 'Walk' }, newValues: { name: 'Stroll' } }],
    [
      'set the start to 2026-12-24',
      { oldValues: { starts_at: null }, newValues: { starts_at: '2026-12-24T10:00:00Z' } },
    ],
    ['removed the end', { oldValues: { ends_at: '2026-12-24T10:00:00Z' }, newValues: { ends_at: null } }],
    ['moved it to Old Harbour', { oldValues: { zone_id: null }, newValues: { zone_id: 'z' } }],
    [
      'changed the description',
      { oldValues: { description: null }, newValues: { description: '<b>new</b>' } },
    ],
    [
      'changed the time zone to Asia/Tokyo',
      { oldValues: { metadata: {} }, newValues: { metadata: { time_zone: 'Asia/Tokyo' } } },
    ],
  ] as const)('%s', (sentence, change) => {
    expect(tell([row(change)])).toEqual([[sentence]])
  })

  it('several changes saved together are one sentence', () => {
    const change = row({
      oldValues: { name: 'A', status: 'draft' },
      newValues: { name: 'B', status: 'cancelled' },
    })
    expect(tell([change])).toEqual([['cancelled the run and renamed it from “A” to “B”']])
  })

  it('a change nobody needs to know about is not told', () => {
    expect(tell([row({ oldValues: { metadata: { a: 1 } }, newValues: { metadata: { a: 2 } } })])).toEqual([])
  })
})
