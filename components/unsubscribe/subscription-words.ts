import type { CategoryId } from '@/lib/notifications/categories'

/** What the mails of a category are, for whoever gets them, with or without an account. */
export const MAIL_WORDS: Record<CategoryId, { name: string; description: string }> = {
  invitations: { name: 'Invitations', description: 'Invitations, reminders of them, and answers to them.' },
  runs: { name: 'Runs', description: 'News, changes and messages about runs you take part in.' },
  tickets: { name: 'Tickets', description: 'What happens to tickets that you opened, watch or work on.' },
  alerts: { name: 'Alerts', description: 'Something critical at a client of the agency.' },
  documents: {
    name: 'Documents and invoices',
    description: 'Documents shared between the agency and its client, and invoices.',
  },
  team: { name: 'Team', description: 'Somebody joined the agency.' },
  delivery: { name: 'Delivery', description: 'A message of yours could not be delivered.' },
}
