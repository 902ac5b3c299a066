import { describe, expect, it } from 'vitest'
import {
  lastChangeOf,
  ticketTimeline,
  type TicketComment,
  type TicketEvent,
} from '@/lib/rules/ticket-activity'

const TODAY = '2026-11-21'
let made = 0

function event(at: string, after: Record<string, unknown>, rest: Partial<TicketEvent> = {}): TicketEvent {
  made += 1
  return {
    id: made,
    isCreation: false,
    at: `2026-11-21T${at}:00Z`,
    actorId: 'ana',
    person: 'Ana',
    before: {},
    after,
    assigneeBefore: null,
    assigneeAfter: null,
    ...rest,
  }
}
function comment(at: string): TicketComment {
  return {
    id: `c${at}`,
    authorId: 'ben',
    authorName: 'Ben',
    body: 'Hello',
    visibility: 'internal',
    editedAt: null,
    at: `2026-11-21T${at}:00Z`,
  }
}
const sentences = (events: TicketEvent[]) =>
  ticketTimeline(events, [], TODAY).flatMap((item) =>
    item.kind === 'acts' ? item.acts.map(({ person, sentence }) => `${person} ${sentence}`) : [],
  )

describe('a change in words', () => {
  it.each([
    [{ status: 'in_progress' }, {}, 'set it to In progress'],
    [{ status: 'waiting', waiting_for: 'client' }, {}, 'set it to Waiting for client'],
    [{ waiting_for: 'third_party' }, {}, 'set it to Waiting for a third party'],
    [{ status: 'open' }, { before: { status: 'resolved' } }, 'opened it again'],
    [{ priority: 'urgent' }, {}, 'set the priority to Urgent'],
    [{ assignee_id: 'b' }, { assigneeAfter: 'Ben' }, 'gave it to Ben'],
    [{ assignee_id: 'b' }, {}, 'gave it to somebody who left'],
    [{ assignee_id: null }, { assigneeBefore: 'Ben' }, 'took it from Ben'],
    [{ due_on: '2026-12-03' }, {}, 'set the due date to 3 Dec'],
    [{ due_on: null }, {}, 'removed the due date'],
    [{ visibility: 'client' }, {}, 'shared it with the client'],
    [{ visibility: 'internal' }, {}, 'took it back from the client'],
    [{ title: 'New' }, {}, 'renamed it to “New”'],
    [{ description: null }, {}, 'changed the description'],
    [{ status: 'resolved', priority: 'low' }, {}, 'set it to Resolved and set the priority to Low'],
  ])('%j', (after, rest, sentence) => {
    expect(sentences([event('10:00', after, rest)])).toEqual([`Ana ${sentence}`])
  })
})

it('what only the order of the board concerns is not told', () => {
  expect(sentences([event('10:00', {})])).toEqual([])
})

it('changes of one person within minutes read as one, those of two do not', () => {
  expect(
    sentences([
      event('10:00', { status: 'in_progress' }),
      event('10:02', { priority: 'high' }),
      event('10:03', { priority: 'low' }, { actorId: 'ben', person: 'Ben' }),
    ]),
  ).toEqual(['Ana set it to In progress, set the priority to High', 'Ben set the priority to Low'])
})

it('work that no person did is the product’s, and those who left are former members', () => {
  expect(
    sentences([
      event('10:00', { status: 'closed' }, { actorId: null, person: null }),
      event('11:00', { status: 'open' }, { actorId: 'gone', person: null }),
    ]),
  ).toEqual(['AudienceOS set it to Closed', 'Former member set it to Open'])
})

it('comments part the runs of changes', () => {
  const items = ticketTimeline(
    [
      event('10:00', {}, { isCreation: true }),
      event('10:20', { priority: 'high' }),
      event('12:00', { priority: 'low' }),
    ],
    [comment('11:00')],
    TODAY,
  )
  expect(items.map((item) => (item.kind === 'acts' ? item.acts.length : item.comment.id))).toEqual([
    2,
    'c11:00',
    1,
  ])
})

it('the last change of a field says who and when', () => {
  const events = [
    event('10:00', { priority: 'high' }),
    event('10:30', { priority: 'low' }, { person: 'Ben' }),
  ]
  expect(lastChangeOf(events, 'priority')).toMatchObject({ person: 'Ben', at: '2026-11-21T10:30:00Z' })
  expect(lastChangeOf(events, 'status')).toBeNull()
})
