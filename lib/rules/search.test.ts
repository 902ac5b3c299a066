import { describe, expect, it } from 'vitest'
import { addRecent, readRecents, type Recent } from '@/lib/rules/recents'
import { parseCommunicationListParams } from '@/lib/rules/communication-list-params'
import {
  detailOfHit,
  groupHits,
  hrefOfHit,
  isSearchable,
  labelOfHit,
  wantedNumber,
  type SearchHit,
} from '@/lib/rules/search'

const ID = '7a000000-0000-4000-8000-000000000001'
const CLIENT = '7a000000-0000-4000-8000-000000000002'
const hit = (change: Partial<SearchHit>): SearchHit => ({
  kind: 'ticket',
  id: ID,
  title: 'Banner',
  subtitle: null,
  clientId: CLIENT,
  clientName: 'Kastanienhof',
  number: null,
  status: null,
  at: null,
  ...change,
})

describe('where a hit leads', () => {
  it.each([
    [{ kind: 'client', id: CLIENT }, `/clients/${CLIENT}/overview`],
    [{ kind: 'ticket', number: 1042 }, `/clients/${CLIENT}/tickets?ticket=1042`],
    [{ kind: 'alert' }, `/alerts?alert=${ID}`],
    [{ kind: 'document' }, `/clients/${CLIENT}/documents?doc=${ID}`],
    [{ kind: 'person', status: 'team_member' }, '/settings/team'],
    [{ kind: 'person', status: 'client_viewer' }, `/clients/${CLIENT}/people`],
    [{ kind: 'run', clientId: null }, `/provider/runs/${ID}`],
  ] as const)('%o for staff', (change, href) => {
    expect(hrefOfHit(hit(change), true)).toBe(href)
  })

  it('for a client’s own people, an alert is on their client’s page', () => {
    expect(hrefOfHit(hit({ kind: 'alert' }), false)).toBe(`/clients/${CLIENT}/alerts?alert=${ID}`)
  })

  it('an entry is the first of the page that it leads to', () => {
    const at = '2026-11-20T10:00:00.123456+00:00'
    const href = hrefOfHit(hit({ kind: 'communication', at }), true)
    const query = Object.fromEntries(new URL(href, 'http://app.example').searchParams)
    expect(parseCommunicationListParams(query).cursor).toMatchObject({ direction: 'after', value: at })
  })
})

it('a hit says whose it is, except to those who know', () => {
  expect(detailOfHit(hit({}), true)).toBe('Kastanienhof')
  expect(detailOfHit(hit({}), false)).toBeNull()
  expect(labelOfHit(hit({ number: 7 }))).toBe('#7 Banner')
})

it.each([
  ['#1042', 1042],
  [' #7 ', 7],
  ['1042', null],
  ['#', null],
  ['#12x', null],
  ['#1234567890', null],
])('%j asks for the ticket %j', (text, number) => {
  expect(wantedNumber(text)).toBe(number)
})

it.each([
  ['', false],
  ['a', false],
  [' b ', false],
  ['7', true],
  ['#7', true],
  ['ab', true],
])('%j can be searched for: %j', (text, can) => {
  expect(isSearchable(text)).toBe(can)
})

it('kinds come in one order, whatever order their rows had', () => {
  const kinds = groupHits([hit({ kind: 'run' }), hit({ kind: 'client' }), hit({ kind: 'run', id: CLIENT })])
  expect(kinds.map(({ kind, hits }) => [kind, hits.length])).toEqual([
    ['client', 1],
    ['run', 2],
  ])
})

describe('what was opened lately', () => {
  const recent = (id: string): Recent => ({ kind: 'ticket', id, label: id, detail: null, href: '/tickets' })

  it('has the newest first, each once, and forgets the oldest', () => {
    const list = ['1', '2', '3', '4', '5', '6', '7', '3'].reduce<Recent[]>(
      (recents, id) => addRecent(recents, recent(id)),
      [],
    )
    expect(list.map(({ id }) => id)).toEqual(['3', '7', '6', '5', '4', '2'])
  })

  it.each([
    null,
    '',
    '{',
    '{"a":1}',
    '[1,null]',
    JSON.stringify([{ ...recent('1'), href: 'javascript:alert(1)' }]),
    JSON.stringify([{ ...recent('1'), href: '//evil.example' }]),
    JSON.stringify([{ ...recent('1'), label: 7 }]),
  ])('is not read from %j', (stored) => {
    expect(readRecents(stored)).toEqual([])
  })

  it('is read back', () => {
    expect(readRecents(JSON.stringify([recent('1')]))).toEqual([recent('1')])
  })
})
