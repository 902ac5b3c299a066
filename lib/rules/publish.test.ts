import { describe, expect, it } from 'vitest'
import type { Publication } from '@/lib/rules/publications'
import {
  defaultListing,
  describeChanges,
  describeDifference,
  effectLabel,
  firstDraft,
  wantedState,
  type PublishDraft,
  type PublishState,
} from '@/lib/rules/publish'

const NOW = new Date('2026-11-21T12:00:00Z')
const BEFORE = '2026-11-01T08:00:00.123456+00:00'
const LATER = '2026-12-01T08:00:00+00:00'
const MUCH_LATER = '2026-12-20T08:00:00+00:00'

function publication(portalId: string, change: Partial<Publication> = {}): Publication {
  return { portalId, listing: 'full', publishAt: BEFORE, unpublishAt: null, unpublishedAt: null, ...change }
}

function state(...publications: Publication[]): PublishState {
  return { marketMode: 'OPEN', version: 4, publications }
}

function plan(current: PublishState, draft: Partial<PublishDraft>) {
  const wanted = wantedState(current, { marketMode: null, portals: {}, ...draft }, NOW)
  return { wanted, changes: describeChanges(current, wanted, NOW) }
}

const kinds = (current: PublishState, draft: Partial<PublishDraft>) =>
  plan(current, draft).changes.portals.map(({ portalId, kind }) => `${portalId} ${kind}`)

describe('what is wanted', () => {
  it('nothing picked changes nothing, whatever is stored', () => {
    const current = state(
      publication('live'),
      publication('hidden', { listing: 'hidden' }),
      publication('scheduled', { publishAt: LATER, unpublishAt: MUCH_LATER }),
      publication('ended', { unpublishAt: '2026-11-10T08:00:00Z' }),
      publication('gone', { unpublishedAt: '2026-11-05T08:00:00Z' }),
    )
    const { wanted, changes } = plan(current, {})
    expect(changes).toEqual({ mode: null, portals: [], underNewMode: [] })
    expect(wanted.portals.map((portal) => portal.portalId)).toEqual(['live', 'hidden', 'scheduled', 'ended'])
    // To the microsecond, or the database would see a change.
    expect(wanted.portals[0]?.publishAt).toBe(BEFORE)
  })

  it('a new portal goes live at once, in full when the run is open', () => {
    const { wanted } = plan(state(), { portals: { a: { isSelected: true } } })
    expect(wanted.portals).toEqual([{ portalId: 'a', listing: 'full', publishAt: null, unpublishAt: null }])
  })

  it('a portal taken off before remembers its listing, but not an end that has passed', () => {
    const gone = publication('a', {
      listing: 'teaser',
      unpublishedAt: BEFORE,
      unpublishAt: '2026-11-10T00:00:00Z',
    })
    const { wanted } = plan(state(gone), { portals: { a: { isSelected: true } } })
    expect(wanted.portals).toEqual([{ portalId: 'a', listing: 'teaser', publishAt: null, unpublishAt: null }])
  })

  it('choices outlive a newer state: only what was picked is laid over it', () => {
    const draft = { portals: { b: { isSelected: true } } }
    const newer = { ...state(publication('a', { listing: 'teaser' }), publication('c')), version: 5 }
    expect(
      plan(newer, draft).wanted.portals.map(({ portalId, listing }) => `${portalId} ${listing}`),
    ).toEqual(['a teaser', 'c full', 'b full'])
  })
})

describe('what is picked when the dialog opens', () => {
  const own = { id: 'own', status: 'active', isActive: true, isShared: false } as const
  const shared = { ...own, id: 'shared', isShared: true }

  it('is the only live portal of one’s own, for a run that has been nowhere', () => {
    const paused = { ...own, id: 'paused', isActive: false }
    expect(firstDraft([], [own, paused, shared]).portals).toEqual({ own: { isSelected: true } })
  })

  it.each([
    ['there is a choice', [], [own, { ...own, id: 'other' }]],
    ['there is only a shared one', [], [shared]],
    ['the run has been somewhere', [publication('own', { unpublishedAt: BEFORE })], [own]],
  ])('is nothing when %s', (_, publications, portals) => {
    expect(firstDraft(publications, portals).portals).toEqual({})
  })
})

describe('listing when nobody has chosen one', () => {
  it.each([
    ['OPEN', null, 'full'],
    ['INVITE_ONLY', null, 'hidden'],
    ['CLOSED', null, 'teaser'],
    ['INVITE_ONLY', { mode: 'OPEN', listing: 'full' }, 'hidden'],
    ['INVITE_ONLY', { mode: 'OPEN', listing: 'teaser' }, 'teaser'],
    ['OPEN', { mode: 'INVITE_ONLY', listing: 'hidden' }, 'full'],
    ['CLOSED', { mode: 'INVITE_ONLY', listing: 'hidden' }, 'hidden'],
    ['INVITE_ONLY', { mode: 'INVITE_ONLY', listing: 'full' }, 'full'],
  ] as const)('%s after %j is %s', (mode, stored, listing) => {
    expect(defaultListing(mode, stored)).toBe(listing)
  })
})

describe('what will change', () => {
  it.each([
    ['publish', state(), { a: { isSelected: true } }],
    ['schedule', state(), { a: { isSelected: true, publishAt: LATER } }],
    ['unpublish', state(publication('a')), { a: { isSelected: false } }],
    ['update', state(publication('a')), { a: { listing: 'teaser' } }],
    ['update', state(publication('a')), { a: { unpublishAt: LATER } }],
    ['schedule', state(publication('a')), { a: { publishAt: LATER } }],
    ['publish', state(publication('a', { publishAt: LATER })), { a: { publishAt: null } }],
    [
      'publish',
      state(publication('a', { unpublishAt: '2026-11-10T00:00:00Z' })),
      { a: { isSelected: true } },
    ],
  ] as const)('%s', (kind, current, portals) => {
    expect(kinds(current, { portals })).toEqual([`a ${kind}`])
  })

  it('the same moment written differently is no change', () => {
    const current = state(publication('a', { unpublishAt: '2026-12-01T09:00:00+01:00' }))
    expect(kinds(current, { portals: { a: { unpublishAt: '2026-12-01T08:00:00Z' } } })).toEqual([])
  })

  it('a new mode also says what it does to portals that stay', () => {
    const { changes } = plan(state(publication('a', { listing: 'teaser' })), { marketMode: 'INVITE_ONLY' })
    expect(changes).toEqual({ mode: { from: 'OPEN', to: 'INVITE_ONLY' }, portals: [], underNewMode: ['a'] })
  })

  it('somebody else’s publish is told as what differs from the state before it', () => {
    const before = state(publication('a'), publication('b'))
    const after: PublishState = {
      marketMode: 'CLOSED',
      version: 5,
      publications: [publication('a', { listing: 'teaser' }), publication('b', { unpublishedAt: BEFORE })],
    }
    const difference = describeDifference(before, after, NOW)
    expect(difference.mode).toEqual({ from: 'OPEN', to: 'CLOSED' })
    expect(difference.portals.map(({ portalId, kind }) => `${portalId} ${kind}`)).toEqual([
      'a update',
      'b unpublish',
    ])
  })
})

describe('the button says its effect', () => {
  const on = { isSelected: true }
  const off = { isSelected: false }
  it.each([
    ['Nothing to change', state(publication('a')), {}],
    ['Publish to 1 portal', state(), { portals: { a: on } }],
    ['Publish to 3 portals', state(), { portals: { a: on, b: on, c: on } }],
    ['Publish to 2 portals', state(publication('x')), { portals: { a: on, b: { ...on, publishAt: LATER } } }],
    ['Schedule on 1 portal', state(), { portals: { a: { ...on, publishAt: LATER } } }],
    ['Update 1 portal', state(publication('a')), { portals: { a: { listing: 'teaser' } } }],
    ['Update 2 portals', state(publication('a'), publication('b')), { marketMode: 'CLOSED' }],
    ['Unpublish from 1 portal', state(publication('a')), { portals: { a: off } }],
    ['Unpublish from 1 portal', state(publication('a'), publication('b')), { portals: { a: off } }],
    [
      'Unpublish from all 2 portals',
      state(publication('a'), publication('b')),
      { portals: { a: off, b: off } },
    ],
    ['Publish to 1, unpublish from 1', state(publication('a')), { portals: { a: off, b: on } }],
    ['Publish to 1, update 1', state(publication('a')), { marketMode: 'INVITE_ONLY', portals: { b: on } }],
    ['Change to Closed', state(), { marketMode: 'CLOSED' }],
  ] as const)('%s', (label, current, draft) => {
    const { wanted, changes } = plan(current, draft)
    expect(effectLabel(changes, wanted.portals.length > 0)).toBe(label)
  })

  it('afterwards the same is said as done', () => {
    const { changes } = plan(state(), { portals: { a: on } })
    expect(effectLabel(changes, true, 'did')).toBe('Published to 1 portal')
  })
})
