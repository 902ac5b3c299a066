import { describe, expect, test } from 'vitest'
import {
  boardStatuses,
  canMoveTo,
  isBoardNarrowed,
  layMove,
  layMoves,
  mayRefetch,
  moveBackTo,
  parseBoardParams,
  placeOf,
  sayPlace,
  stepMove,
  type Card,
  type CardColumns,
} from '@/lib/rules/ticket-board'
import { TICKET_STATUSES, type TicketStatus } from '@/lib/rules/tickets'

/** A board written as words: each letter is a card. */
function board(words: Partial<Record<TicketStatus, string>>): CardColumns<Card> {
  const column = (status: TicketStatus) => {
    const tickets = Array.from(words[status] ?? '').map((id): Card => ({
      id,
      title: `Card ${id}`,
      status,
      waitingFor: status === 'waiting' ? 'client' : null,
    }))
    return { tickets, count: tickets.length }
  }
  return {
    open: column('open'),
    in_progress: column('in_progress'),
    waiting: column('waiting'),
    resolved: column('resolved'),
    closed: column('closed'),
  }
}
const written = (columns: CardColumns<Card>) =>
  TICKET_STATUSES.map((status) => columns[status].tickets.map(({ id }) => id).join('')).join('|')

const START = board({ open: 'abc', in_progress: 'de', closed: 'z' })
const ALL = { statuses: TICKET_STATUSES, from: 'open', isManual: true } as const

describe('laying a move', () => {
  test.each([
    ['on top of its own column', { ticketId: 'c', status: 'open', afterId: null }, 'cab|de|||z'],
    ['below a card of its own column', { ticketId: 'a', status: 'open', afterId: 'b' }, 'bac|de|||z'],
    ['between cards of another column', { ticketId: 'a', status: 'in_progress', afterId: 'd' }, 'bc|dae|||z'],
    ['into an empty column', { ticketId: 'a', status: 'waiting', afterId: null }, 'bc|de|a||z'],
    ['below a card that went', { ticketId: 'a', status: 'in_progress', afterId: 'x' }, 'bc|ade|||z'],
    ['of a card that went', { ticketId: 'x', status: 'in_progress', afterId: 'd' }, 'abc|de|||z'],
  ] as const)('%s', (_, move, after) => expect(written(layMove(START, move))).toBe(after))

  test('counts follow the card, also where a column is longer than what is loaded', () => {
    const long = { ...START, open: { ...START.open, count: 900 } }
    const laid = layMove(long, { ticketId: 'a', status: 'in_progress', afterId: 'e' })
    expect([laid.open.count, laid.in_progress.count]).toEqual([899, 3])
  })

  test('a card on Waiting waits for the client unless it waited for somebody already', () => {
    const moved = layMove(START, { ticketId: 'a', status: 'waiting', afterId: null })
    expect(placeOf(moved, 'a')?.card.waitingFor).toBe('client')
    const third = { ...moved.waiting.tickets[0], waitingFor: 'third_party' } as Card
    const within = { ...moved, waiting: { tickets: [third], count: 1 } }
    expect(
      placeOf(layMove(within, { ticketId: 'a', status: 'waiting', afterId: null }), 'a')?.card.waitingFor,
    ).toBe('third_party')
    expect(
      placeOf(layMove(moved, { ticketId: 'a', status: 'open', afterId: null }), 'a')?.card.waitingFor,
    ).toBeNull()
  })

  test('moving back to where it stood changes nothing', () => {
    for (const id of 'abcdez') {
      const back = moveBackTo(START, id)
      expect(back && written(layMove(START, back))).toBe(written(START))
    }
    expect(moveBackTo(START, 'x')).toBeNull()
  })
})

describe('the refetch rule', () => {
  const first = { ticketId: 'a', status: 'in_progress', afterId: 'd' } as const
  const second = { ticketId: 'b', status: 'in_progress', afterId: 'a' } as const

  test('an old answer that arrives while moves are pending snaps no card back', () => {
    expect(written(layMoves(START, [first, second]))).toBe('c|dabe|||z')
    // The first one is confirmed and in the answer; the second is still on its way.
    expect(written(layMoves(board({ open: 'bc', in_progress: 'dae', closed: 'z' }), [second]))).toBe(
      'c|dabe|||z',
    )
    // An answer that holds both already is not changed by laying them again.
    const both = board({ open: 'c', in_progress: 'dabe', closed: 'z' })
    expect(written(layMoves(both, [first, second]))).toBe(written(both))
  })
  test('what others changed meanwhile shows beside one’s own pending move', () => {
    expect(written(layMoves(board({ open: 'ab', in_progress: 'dec' }), [first]))).toBe('b|daec|||')
  })
  test('only the last move to end asks again', () => {
    expect([2, 1, 0].map(mayRefetch)).toEqual([false, false, true])
  })
})

describe('carrying a card with the arrow keys', () => {
  const step = (id: string, way: 'up' | 'down' | 'left' | 'right', how = {}) => {
    const move = stepMove(START, id, way, { ...ALL, ...how })
    return move && written(layMove(START, move))
  }
  test.each([
    ['b', 'up', 'bac|de|||z'],
    ['c', 'up', 'acb|de|||z'],
    ['a', 'down', 'bac|de|||z'],
    ['a', 'up', null],
    ['c', 'down', null],
    ['a', 'right', 'bc|ade|||z'],
    ['c', 'right', 'ab|dec|||z'],
    ['e', 'left', 'aebc|d|||z'],
    ['a', 'left', null],
    ['z', 'right', null],
  ] as const)('%s %s', (id, way, after) => expect(step(id, way)).toBe(after))

  test('what is closed goes to Open only', () => {
    expect(step('z', 'left', { from: 'closed' })).toBe('zabc|de|||')
    expect(canMoveTo('closed', 'resolved')).toBe(false)
    expect(canMoveTo('resolved', 'closed')).toBe(true)
  })
  test('columns that are not shown are passed over, and without an order by hand there is only left and right', () => {
    expect(step('a', 'right', { statuses: ['open', 'waiting'] })).toBe('bc|de|a||z')
    expect(step('b', 'up', { isManual: false })).toBeNull()
    expect(step('c', 'right', { isManual: false })).toBe('ab|cde|||z')
  })
  test('says title, column and place, and that a long column is longer', () => {
    expect(sayPlace(START, 'e')).toBe('Card e, In progress, 2 of 2')
    expect(sayPlace({ ...START, open: { ...START.open, count: 1000 } }, 'b')).toBe('Card b, Open, 2 of 1000+')
    expect(sayPlace(START, 'x')).toBe('')
  })
})

describe('the board in the address', () => {
  test('has the filters of the list, an order of its own, and no pages', () => {
    const params = parseBoardParams({
      priority: 'high',
      sort: 'due',
      order: 'priority',
      after: 'x',
      tab: 'mine',
    })
    expect(params).toMatchObject({ order: 'priority', isClosedOpen: false })
    expect(params.filter).toMatchObject({ priority: 'high', tab: 'mine', sort: 'priority', cursor: null })
    expect(parseBoardParams({ order: 'nonsense' }).order).toBe('manual')
  })
  test('shows the columns that can hold something', () => {
    const statuses = (query: Record<string, string>) => boardStatuses(parseBoardParams(query))
    expect(statuses({})).toEqual(TICKET_STATUSES)
    expect(statuses({ status: 'waiting' })).toEqual(['waiting'])
    expect(statuses({ waiting: 'client' })).toEqual(['waiting'])
    expect(statuses({ tab: 'overdue' })).toEqual(['open', 'in_progress', 'waiting'])
    expect(statuses({ tab: 'closed' })).toEqual(['closed'])
    expect(parseBoardParams({ tab: 'closed' }).isClosedOpen).toBe(true)
    expect(parseBoardParams({ closed: '1' }).isClosedOpen).toBe(true)
  })
  test('knows when its columns are not everything', () => {
    expect(isBoardNarrowed(parseBoardParams({ order: 'due', closed: '1' }))).toBe(false)
    expect(isBoardNarrowed(parseBoardParams({ tab: 'mine' }))).toBe(true)
    expect(isBoardNarrowed(parseBoardParams({ q: 'lamp' }))).toBe(true)
  })
})
