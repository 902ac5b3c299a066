import { expect, it } from 'vitest'
import { preflight, type PreflightRun } from '@/lib/rules/preflight'
import type { PortalSwitches } from '@/lib/rules/publications'
import type { Wanted, WantedPortal } from '@/lib/rules/publish'

const NOW = new Date('2026-11-21T12:00:00Z')
const RUN: PreflightRun = {
  name: 'Harbour walk',
  status: 'scheduled',
  startsAt: '2026-12-01T10:00:00Z',
  endsAt: '2026-12-01T12:00:00Z',
  marketMode: 'OPEN',
}
const PORTALS = new Map<string, PortalSwitches>([
  ['live', { status: 'active', isActive: true }],
  ['paused', { status: 'active', isActive: false }],
  ['draft', { status: 'draft', isActive: true }],
])
const on = (portalId: string, change: Partial<WantedPortal> = {}): WantedPortal => ({
  portalId,
  listing: 'full',
  publishAt: null,
  unpublishAt: null,
  ...change,
})

function codes(
  run: Partial<PreflightRun>,
  portals: WantedPortal[],
  marketMode: Wanted['marketMode'] = 'OPEN',
) {
  const { blockers, warnings } = preflight({ ...RUN, ...run }, { marketMode, portals }, PORTALS, NOW)
  return [...blockers, ...warnings].map(({ code }) => code)
}

it('a complete run on a live portal passes without a word', () => {
  expect(codes({}, [on('live')])).toEqual([])
})

it.each([
  ['no_name', { name: '  ' }, [on('live')]],
  ['ends_before_start', { endsAt: '2026-12-01T10:00:00Z' }, [on('live')]],
  ['portal_inactive', {}, [on('live'), on('paused')]],
  ['portal_inactive', {}, [on('draft')]],
  ['schedule_backwards', {}, [on('live', { unpublishAt: '2026-11-20T00:00:00Z' })]],
  [
    'schedule_backwards',
    {},
    [on('live', { publishAt: '2026-12-02T00:00:00Z', unpublishAt: '2026-12-01T00:00:00Z' })],
  ],
  ['run_is_draft', { status: 'draft' }, [on('live')]],
  ['run_is_cancelled', { status: 'cancelled' }, [on('live')]],
  ['starts_in_past', { startsAt: '2026-11-20T10:00:00Z' }, [on('live')]],
  ['nothing_public', {}, [on('live', { listing: 'hidden' })]],
] as const)('%s', (code, run, portals) => {
  expect(codes(run, [...portals])).toContain(code)
})

it('a run under way may have begun in the past', () => {
  expect(codes({ status: 'in_progress', startsAt: '2026-11-20T10:00:00Z' }, [on('live')])).toEqual([])
})

it('taking a draft off everywhere needs no warning', () => {
  expect(codes({ status: 'draft', startsAt: '2026-11-20T10:00:00Z' }, [])).toEqual([])
})

it('what was open may stay in search engines for a while', () => {
  expect(codes({}, [on('live', { listing: 'teaser' })], 'INVITE_ONLY')).toEqual(['search_engines_remember'])
  expect(codes({ marketMode: 'INVITE_ONLY' }, [on('live', { listing: 'teaser' })], 'INVITE_ONLY')).toEqual([])
})
