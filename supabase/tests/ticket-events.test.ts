import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  give,
  openEventStage,
  openTicket,
  say,
  set,
  STAFF,
  watch,
  type Act,
  type EventStage,
  type Name,
  type Told,
} from './event-stage'
import { addTicket } from './ticket-stage'

/** Who is told of what happens to tickets, and who is not. */

let events: EventStage
beforeAll(async () => {
  events = await openEventStage()
})
afterAll(() => events.world.stage.stop())
beforeEach(() => events.forget())

/** The owner opens the ticket; `before` happens first, in order, and what it tells is forgotten. */
type Case = [
  says: string,
  ticket: Record<string, string>,
  before: [Name, Act][],
  who: Name,
  act: Act,
  told: Told,
]
const shared = { visibility: 'client' }

describe('of a ticket', () => {
  test.each<Case>([
    ['whoever is given it', {}, [], 'admin', give('member'), { 'ticket.assigned': ['member'] }],
    ['nobody who takes it', {}, [], 'member', give('member'), {}],
    [
      'nobody when it is given to nobody',
      {},
      [['owner', give('member')]],
      'admin',
      set({ assignee_id: null }),
      {},
    ],
    [
      'nobody of another priority or date',
      {},
      [['member', watch(true)]],
      'admin',
      set({ priority: 'high', due_on: '2031-01-01' }),
      {},
    ],
    [
      'whoever opened it, of another status',
      {},
      [],
      'admin',
      set({ status: 'resolved' }),
      { 'ticket.status_changed': ['owner'] },
    ],
    [
      'its assignee and its watchers, of another status',
      shared,
      [
        ['owner', give('member')],
        ['colleague', watch(true)],
        ['viewer', watch(true)],
      ],
      'admin',
      set({ status: 'in_progress' }),
      { 'ticket.status_changed': ['colleague', 'member', 'owner', 'viewer'] },
    ],
    [
      'nobody who stopped watching',
      shared,
      [
        ['colleague', watch(true)],
        ['viewer', watch(true)],
        ['colleague', watch(false)],
        ['viewer', watch(false)],
      ],
      'admin',
      set({ status: 'in_progress' }),
      { 'ticket.status_changed': ['owner'] },
    ],
    [
      'no watcher of what they did',
      {},
      [['member', watch(true)]],
      'member',
      set({ status: 'in_progress' }),
      { 'ticket.status_changed': ['owner'] },
    ],
    [
      'no viewer who watched it while it was shared',
      shared,
      [
        ['viewer', watch(true)],
        ['owner', set({ visibility: 'internal' })],
      ],
      'owner',
      set({ status: 'in_progress' }),
      {},
    ],
    [
      'colleagues who are named on an internal note, and no viewer or stranger',
      shared,
      [['viewer', watch(true)]],
      'member',
      say('internal', 'admin', 'member', 'viewer', 'kai'),
      { 'ticket.mentioned': ['admin'], 'ticket.commented': ['owner'] },
    ],
    [
      'people of the client who are named where they can read it, and none of another',
      shared,
      [],
      'member',
      say('client', 'viewer', 'sibling', 'kai', 'owner'),
      { 'ticket.mentioned': ['owner', 'viewer'] },
    ],
    [
      'its watchers of a comment to the client',
      shared,
      [['viewer', watch(true)]],
      'member',
      say('client'),
      { 'ticket.commented': ['owner', 'viewer'] },
    ],
    ['no viewer of an internal comment', shared, [['viewer', watch(true)]], 'owner', say('internal'), {}],
    [
      'whoever has commented, of the next comment',
      {},
      [['member', say('internal')]],
      'owner',
      say('internal'),
      { 'ticket.commented': ['member'] },
    ],
    [
      'all staff of what a client says while nobody has it',
      shared,
      [],
      'viewer',
      say('client'),
      { 'ticket.commented': STAFF },
    ],
    [
      'whoever has it of what a client says',
      shared,
      [['owner', give('member')]],
      'viewer',
      say('client'),
      { 'ticket.commented': ['member', 'owner'] },
    ],
    [
      'staff of a client who answers what was done',
      { ...shared, status: 'resolved' },
      [['owner', give('member')]],
      'viewer',
      say('client'),
      { 'ticket.commented': ['member', 'owner'], 'ticket.status_changed': ['member', 'owner'] },
    ],
  ])('%s', async (_, fields, before, who, act, expected) => {
    const ticket = await addTicket(events.world.stage, events.world.nordlicht, fields)
    for (const [name, first] of before) await events.act(name, first, ticket)
    await events.forget()
    await events.act(who, act, ticket)
    expect(await events.told()).toEqual(expected)
  })

  test.each<[says: string, who: Name, act: Act, told: Told]>([
    ['all staff when a client opens it', 'viewer', openTicket(shared), { 'ticket.opened': STAFF }],
    ['nobody when staff open it', 'member', openTicket(shared), {}],
    ['its assignee when staff open it', 'member', openTicket({}, 'admin'), { 'ticket.assigned': ['admin'] }],
    ['nobody who opens it for themselves', 'member', openTicket({}, 'member'), {}],
  ])('%s', async (_, who, act, expected) => {
    await events.act(who, act)
    expect(await events.told()).toEqual(expected)
  })

  test('whom a comment names is kept only as far as they may read it', async () => {
    const { stage, nordlicht } = events.world
    const ticket = await addTicket(stage, nordlicht, shared)
    await events.act('member', say('internal', 'admin', 'viewer', 'kai'), ticket)
    const [comment] = await stage.sql`select mentions from ticket_comments where ticket_id = ${ticket}`
    expect(comment?.mentions).toEqual([events.people.admin.id])
  })
})
