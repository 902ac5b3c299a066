import { expect, it } from 'vitest'
import { publicationState, type PortalSwitches, type Publication } from '@/lib/rules/publications'
import type { RunStatus } from '@/lib/rules/runs'

const NOW = new Date('2026-11-21T12:00:00Z')
const PAST = '2026-11-20T00:00:00Z'
const FUTURE = '2026-11-22T00:00:00Z'
const LIVE: PortalSwitches = { status: 'active', isActive: true }

function kind(
  change: Partial<Publication>,
  status: RunStatus = 'scheduled',
  portal: PortalSwitches = LIVE,
): string {
  const stored: Publication = {
    portalId: 'a',
    listing: 'full',
    publishAt: PAST,
    unpublishAt: null,
    unpublishedAt: null,
    ...change,
  }
  const state = publicationState(stored, { status }, portal, NOW)
  return state.kind === 'held' ? `held by ${state.by}` : state.kind
}

it.each([
  ['live', {}],
  ['live', { publishAt: NOW.toISOString(), unpublishAt: FUTURE }],
  ['scheduled', { publishAt: FUTURE }],
  ['ended', { unpublishAt: NOW.toISOString() }],
  ['unpublished', { unpublishedAt: PAST, publishAt: FUTURE }],
])('%s: %j', (expected, change) => {
  expect(kind(change)).toBe(expected)
})

it.each([
  ['held by draft', 'draft', LIVE],
  ['held by cancelled', 'cancelled', LIVE],
  ['live', 'in_progress', LIVE],
  ['live', 'completed', LIVE],
  ['held by portal', 'scheduled', { status: 'active', isActive: false }],
  ['held by portal', 'scheduled', { status: 'archived', isActive: true }],
  ['held by portal', 'scheduled', { status: 'draft', isActive: true }],
] as const)('%s when the run is %s and the portal %j', (expected, status, portal) => {
  expect(kind({}, status, portal)).toBe(expected)
})
