import { expect, test } from 'vitest'
import { changeToView, viewProblem, viewQueryOf } from '@/lib/rules/ticket-views'

const ANA = '11111111-1111-4111-8111-111111111111'

test('a view is the filter alone, whatever else is open, and however the address was written', () => {
  const query = viewQueryOf({ tab: 'mine', priority: 'high', ticket: '12', after: 'x~y', new: undefined })
  expect(query).toBe('priority=high&tab=mine')
  expect(viewQueryOf({ priority: 'high', tab: 'mine' })).toBe(query)
  expect(viewQueryOf({})).toBe('')
})

test('going to a view leaves nothing of what was filtered before', () => {
  const change = changeToView({ due: 'week', priority: 'low', ticket: '3' }, 'priority=high&view=board')
  expect(change).toEqual({ due: undefined, priority: 'high', ticket: undefined, view: 'board' })
})

test('a view says when somebody it asks for has left, and nothing while that is not known', () => {
  const view = `assignee=${ANA}`
  expect(viewProblem(view, { people: [], clients: [] })).toBe('Filters by somebody who left')
  expect(viewProblem(view, { people: [{ id: ANA }], clients: [] })).toBeNull()
  expect(viewProblem(view, { people: undefined, clients: undefined })).toBeNull()
  expect(viewProblem(`client=${ANA}`, { people: [], clients: [] })).toBe('Filters by a client that is gone')
  for (const fine of ['assignee=me', 'assignee=none', '']) {
    expect(viewProblem(fine, { people: [], clients: [] })).toBeNull()
  }
})
