import { describe, expect, it } from 'vitest'
import { newRunForm, runSchema, toRunForm, type RunForm } from '@/lib/schemas/runs'

function faults(change: Partial<RunForm>): string[] {
  const result = runSchema.safeParse({ ...newRunForm('Europe/Berlin'), name: 'Walk', ...change })
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

describe('a run can be saved', () => {
  it.each([
    {},
    { startsAt: '2026-12-01T10:00', endsAt: '2026-12-01T10:01' },
    { startsAt: '2026-12-01T10:00' },
    { name: 'x'.repeat(200), description: 'x'.repeat(5000) },
    { name: '<script>alert(1)</script>' },
    { name: 'أمسية شعرية' },
  ])('%j', (change) => expect(faults(change)).toEqual([]))
})

describe('a run cannot be saved', () => {
  it.each([
    ['name: Give the run a name.', { name: '   ' }],
    ['name: Use at most 200 characters.', { name: 'x'.repeat(10_000) }],
    ['description: Use at most 5000 characters.', { description: 'x'.repeat(10_000) }],
    [
      'endsAt: The end must come after the start.',
      { startsAt: '2026-12-01T10:00', endsAt: '2026-12-01T10:00' },
    ],
    ['startsAt: A run that ends needs a start.', { endsAt: '2026-12-01T10:00' }],
    ['startsAt: Enter a date and a time.', { startsAt: 'soon' }],
    ['timeZone: Choose a time zone.', { timeZone: 'Mars/Olympus' }],
  ])('%s', (fault, change) => expect(faults(change)).toContain(fault))
})

it('a stored run shows its times on the clock of its own time zone', () => {
  const form = toRunForm(
    {
      name: 'Walk',
      description: null,
      status: 'scheduled',
      startsAt: '2026-12-01T09:00:00+00:00',
      endsAt: null,
      timeZone: 'Asia/Tokyo',
      zone: null,
    },
    'UTC',
  )
  expect(form).toMatchObject({ startsAt: '2026-12-01T18:00', endsAt: '', timeZone: 'Asia/Tokyo', zoneId: '' })
})
