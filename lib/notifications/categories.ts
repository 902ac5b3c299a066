/** The categories by which people choose what reaches them. Later nouns add theirs here. */
export const CATEGORY_IDS = [
  'invitations',
  'runs',
  'tickets',
  'alerts',
  'documents',
  'team',
  'delivery',
] as const
export type CategoryId = (typeof CATEGORY_IDS)[number]

/** Ways in which a notification reaches a person. The database knows more; these are the ones that are switched on. */
export const CHANNELS = ['in_app', 'email'] as const
export type Channel = (typeof CHANNELS)[number]

export const PRIORITIES = ['low', 'normal', 'high', 'critical'] as const
export type Priority = (typeof PRIORITIES)[number]

type Category = {
  id: CategoryId
  name: string
  /** What arrives under this heading, as the settings say it. */
  description: string
  /** Whether only the staff of an agency ever get these. */
  isStaffOnly: boolean
}

export const CATEGORIES: readonly Category[] = [
  {
    id: 'runs',
    name: 'Runs',
    description: 'Runs you take part in: published, changed, or a message from the people who plan them.',
    isStaffOnly: false,
  },
  {
    id: 'invitations',
    name: 'Invitations',
    description: 'Answers to your invitations: accepted, declined, not delivered, about to expire.',
    isStaffOnly: true,
  },
  {
    id: 'tickets',
    name: 'Tickets',
    description:
      'Tickets assigned to you, that you watch or opened: comments, mentions, changes, what is due.',
    isStaffOnly: false,
  },
  { id: 'alerts', name: 'Alerts', description: 'Something critical at a client.', isStaffOnly: true },
  {
    id: 'documents',
    name: 'Documents and invoices',
    description: 'Documents shared between an agency and its client, and invoices that a client is sent.',
    isStaffOnly: false,
  },
  { id: 'team', name: 'Team', description: 'Somebody joined your agency.', isStaffOnly: true },
  {
    id: 'delivery',
    name: 'Delivery',
    description: 'A message you sent could not be delivered.',
    isStaffOnly: true,
  },
]

/** The category with this id, or null for one that this version does not know. */
export function findCategory(id: string): Category | null {
  return CATEGORIES.find((category) => category.id === id) ?? null
}
