import type { Tools } from './presence-world'
import type { Row } from './world'

const id = (value: unknown) => (typeof value === 'string' ? value : '')
const PAGES = ['tickets', 'alerts', 'communications', 'documents'] as const

/** Alerts, tickets, comments, communications and saved views of every agency of a world, in every state. */
export function addWork({ tables, add, draw }: Tools): void {
  let count = 0
  const pick = <T>(options: readonly T[]): T | undefined => options[draw(Math.max(1, options.length))]
  const visibility = () => (draw(2) === 0 ? 'client' : 'internal')
  for (const agency of tables.agencies.map((row) => id(row.id))) {
    const clients = tables.clients.filter((client) => client.agency_id === agency)
    const house = clients.find((client) => client.is_house === true)
    const people = tables.users.filter((person) => clients.some((client) => client.id === person.client_id))
    const staff = people.filter((person) => person.client_id === house?.id)
    for (const client of clients) {
      const of = { agency_id: agency, client_id: id(client.id) }
      for (let n = 0; n < 1 + draw(2); n++) {
        const status = pick(['open', 'acknowledged', 'resolved']) ?? 'open'
        add('alerts', '5', {
          ...of,
          severity: pick(['low', 'medium', 'high']) ?? 'low',
          status,
          title: 'Something broke',
          visibility: visibility(),
          dedup_key: draw(3) === 0 ? `trouble-${count++}` : null,
          resolved_at: status === 'resolved' ? '2024-01-01' : null,
          acknowledged_at: status === 'acknowledged' ? '2024-01-01' : null,
          snoozed_until: null,
          reopen_reason: null,
          resolution_note: null,
        })
      }
      for (let n = 0; n < 1 + draw(3); n++) {
        const status = pick(['open', 'in_progress', 'waiting', 'resolved', 'closed']) ?? 'open'
        const ticket: Row = {
          ...of,
          title: 'Something to do',
          status,
          waiting_for: status === 'waiting' ? 'client' : null,
          priority: pick(['low', 'normal', 'urgent']) ?? 'low',
          visibility: visibility(),
          assignee_id: draw(2) === 0 ? id(pick(staff)?.id) || null : null,
          due_on: null,
        }
        const ticketId = add('tickets', '5', ticket)
        for (let c = 0; c < draw(3); c++) {
          // An answer to a resolved ticket would open it again.
          const isShared = ticket.visibility === 'client' && status !== 'resolved' && draw(2) === 0
          add('ticket_comments', '5', {
            ...of,
            ticket_id: ticketId,
            author_id: id(pick(isShared ? people : staff)?.id),
            body: 'A word',
            visibility: isShared ? 'client' : 'internal',
            deleted_at: draw(4) === 0 ? '2024-01-01' : null,
          })
        }
      }
      for (let n = 0; n < 1 + draw(2); n++) {
        const type = pick(['email', 'note', 'meeting', 'call']) ?? 'note'
        add('communications', '5', {
          ...of,
          type,
          direction: type === 'note' ? null : 'inbound',
          subject: 'Said',
          body: null,
          participants: [],
          occurred_at: '2024-01-01',
          created_at: '2024-01-01',
          author_id: id(pick(staff)?.id),
          visibility: visibility(),
          pinned_at: n === 0 && draw(2) === 0 ? '2024-01-01' : null,
        })
      }
    }
    // Also somebody who is no member of staff any more has what they saved while they were.
    for (const person of people)
      add('saved_views', '5', {
        agency_id: agency,
        owner_id: id(person.id),
        page: pick(PAGES) ?? 'tickets',
        name: `View ${count++}`,
        is_shared: draw(2) === 0,
      })
  }
}
