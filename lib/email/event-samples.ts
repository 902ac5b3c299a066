import type * as z from 'zod/mini'
import type { CategoryId } from '@/lib/notifications/categories'
import type { KnownEvent } from '@/lib/notifications/registry'

const TICKET = {
  agency: 'Nordlicht',
  client: 'Café Morgenrot',
  person: 'Mara Lindqvist',
  ticket: '#42',
  title: 'The opening hours are wrong',
}
const INVITED = { person: 'Mara Lindqvist', run: 'Harbour lights' }
const RUN = { agency: 'Nordlicht', run: 'Harbour lights' }

/** Made-up words for every event; whoever adds an event has to add some, or this does not compile. */
export const EVENT_SAMPLES: { [Event in KnownEvent as Event['type']]: z.output<Event['variables']> } = {
  'invitation.claimed': { ...INVITED, role: 'participant' },
  'invitation.declined': { ...INVITED, reason: 'I am abroad that week.' },
  'invitation.bounced': { ...INVITED, reason: '550 no such mailbox' },
  'invitation.expiring': { ...INVITED, expires: '20 Dec 2026' },
  'invitation.link_requested': INVITED,
  'run.published': RUN,
  'run.changed': { ...RUN, changes: 'starts Sun 20 Dec 2026, 18:30 (Europe/Stockholm) · place Old harbour' },
  'run.cancelled': RUN,
  'run.update': {
    ...RUN,
    subject: 'Bring gloves',
    body: 'It is windy at the pier.\nWe meet at the crane.',
    person: 'Jonas Weber',
  },
  'member.joined': { agency: 'Nordlicht', person: 'Ada Berg', role: 'team member' },
  'delivery.failed': {
    person: 'mara@example.org',
    subject: 'Harbour lights: Bring gloves',
    reason: '550 no such mailbox',
  },
  'ticket.opened': TICKET,
  'ticket.assigned': TICKET,
  'ticket.mentioned': { ...TICKET, comment: '@Jonas can you look at this today?' },
  'ticket.commented': { ...TICKET, comment: 'On Sundays we open at ten.' },
  'ticket.status_changed': { ...TICKET, before: 'open', status: 'waiting' },
  'ticket.due_soon': { ...TICKET, due: 'tomorrow', status: 'in progress' },
  'alert.critical': {
    agency: 'Nordlicht',
    client: 'Café Morgenrot',
    title: 'The shop is down',
    description: 'Nobody can order since 08:10.',
  },
  'document.shared': {
    agency: 'Nordlicht',
    client: 'Café Morgenrot',
    document: 'Menu for winter.pdf',
    person: 'Jonas Weber',
  },
  'invoice.sent': {
    agency: 'Nordlicht',
    amount: '€1,190.00',
    client: 'Café Morgenrot',
    due: '20 Dec 2026',
    invoice: 'NL-2026-0042',
  },
  'rule.opened_ticket': {
    agency: 'Nordlicht',
    client: 'Café Morgenrot',
    rule: 'Outages',
    ticket: '#43',
    title: 'The shop is down',
  },
  'rule.raised_alert': {
    agency: 'Nordlicht',
    client: 'Café Morgenrot',
    reason: 'Nothing was heard of them for 14 days.',
    rule: 'Quiet clients',
    title: 'No words for two weeks',
  },
}

const RUN_PATH = '/00000000-0000-4000-8000-000000000002'

/** Where the button of such a mail leads. */
export const EVENT_PATHS: Record<CategoryId, string> = {
  invitations: `/provider/runs${RUN_PATH}`,
  runs: `/shared${RUN_PATH}`,
  tickets: '/clients/00000000-0000-4000-8000-000000000003/tickets?ticket=42',
  alerts: '/clients/00000000-0000-4000-8000-000000000003/alerts',
  documents: '/clients/00000000-0000-4000-8000-000000000003/documents',
  team: '/settings/team',
  delivery: '/notifications',
}
