import { expect, it } from 'vitest'
import { publicStanding } from '@/lib/rules/overview'

const now = new Date('2026-12-01T12:00:00Z')
const on = (name: string, more: object = {}) => ({
  portalId: name,
  listing: 'full' as const,
  publishAt: '2026-11-01T00:00:00Z',
  unpublishAt: null,
  unpublishedAt: null,
  portal: { name, status: 'active' as const, isActive: true },
  ...more,
})
const later = { publishAt: '2026-12-24T00:00:00Z' }
const ended = { unpublishAt: '2026-11-30T00:00:00Z' }
const paused = { portal: { name: 'C', status: 'active' as const, isActive: false } }

it.each([
  ['on no portal is nowhere', [], 'nowhere', []],
  ['whose publications have ended is nowhere', [on('A', ended)], 'nowhere', []],
  ['seen somewhere and planned elsewhere is live where it is seen', [on('A'), on('B', later)], 'live', ['A']],
  ['only planned is scheduled', [on('B', later)], 'scheduled', ['B']],
  ['whose listing is hidden is unlisted', [on('A', { listing: 'hidden' })], 'unlisted', ['A']],
  ['only on a paused portal is unseen', [on('C', paused)], 'unseen', ['C']],
] as const)('a run %s', (_, publications, kind, portals) => {
  expect(publicStanding({ status: 'scheduled', publications: [...publications] }, now)).toEqual({
    kind,
    portals,
  })
})

it('a draft is never seen, however much it is published', () => {
  expect(publicStanding({ status: 'draft', publications: [on('A')] }, now).kind).toBe('unseen')
})
