import { EVENT_PATHS, EVENT_SAMPLES } from '@/lib/email/event-samples'
import type { MailDelivery, TemplateName } from '@/lib/email/render-mail'
import { EVENTS } from '@/lib/notifications/registry'

/** One mail of every kind with made-up content: for the preview page of development, and for tests. */
export interface MailSample {
  name: string
  delivery: MailDelivery
}

const COMMON = {
  deliveryId: '00000000-0000-4000-8000-000000000001',
  address: 'mara@example.org',
  agencyName: 'Nordlicht',
  createdByName: 'Jonas Weber',
  replyTo: 'jonas@nordlicht.example',
  invitationToken: 'an-example-of-a-claim-token',
  unsubscribeToken: 'an-example-of-an-unsubscribe-token',
  category: 'invitations',
  isRequired: false,
}

const RUN_INVITATION = {
  context_type: 'service_run',
  context_name: 'Harbour lights, evening round',
  inviter_name: 'Jonas Weber',
  invitee_name: 'Mara Lindqvist',
  role: 'participant',
  message: 'We would love to have you along.\nBring something warm: it is windy at the pier.',
  starts_at: '2026-12-20T17:00:00Z',
  ends_at: '2026-12-20T19:30:00Z',
  time_zone: 'Europe/Stockholm',
  zone_name: 'Old harbour',
  expires_at: '2026-12-19T22:59:00Z',
}

const UNTIL = '2026-12-19T22:59:00Z'

const SAMPLE_WORDS = new Map<string, Record<string, string>>(Object.entries(EVENT_SAMPLES))

// Whoever adds a template has to say here what its mail looks like.
const SAMPLES: Record<TemplateName, readonly MailSample[]> = {
  invitation: [
    sample('Invitation to a run', 'invitation', RUN_INVITATION),
    sample('Invitation to a run, without dates or message', 'invitation', {
      context_type: 'service_run',
      context_name: 'Harbour lights, evening round',
      role: 'stakeholder',
      expires_at: UNTIL,
    }),
    sample('Invitation to a team', 'invitation', {
      context_type: 'tenant',
      context_name: 'Nordlicht',
      inviter_name: 'Jonas Weber',
      role: 'team_member',
      expires_at: UNTIL,
    }),
    sample('Invitation of a client viewer', 'invitation', {
      context_type: 'tenant',
      context_name: 'Café Morgenrot',
      inviter_name: 'Jonas Weber',
      role: 'client_viewer',
      message: 'Here you see everything we do for you.',
      expires_at: UNTIL,
    }),
  ],
  'invitation.reminder': [sample('Reminder of an invitation', 'invitation.reminder', RUN_INVITATION)],
  // What goes to the app alone is no mail.
  notification: EVENTS.filter((event) => event.channels.includes('email')).map((event) => {
    const words = SAMPLE_WORDS.get(event.type) ?? {}
    return sample(
      event.type,
      'notification',
      {
        type: event.type,
        subject: fill(event.subject, words),
        body: fill(event.body, words),
        action_url: EVENT_PATHS[event.category],
        action_label: event.actionLabel,
      },
      { category: event.category, isRequired: event.isRequired },
    )
  }),
  digest: [
    sample('Summary', 'digest', {
      items: [
        { subject: 'Harbour lights was moved', body: 'It begins at 18:30 now.', action_url: '/shared' },
        { subject: 'Ada Berg joined Winter market', body: null, action_url: '/provider/runs' },
      ],
    }),
  ],
  test: [sample('Test message', 'test', {})],
}

export const MAIL_SAMPLES: readonly MailSample[] = Object.values(SAMPLES).flat()

/** As the database fills them: each placeholder once, and no blank lines where a text is empty. */
function fill(pattern: string, words: Record<string, string>): string {
  return pattern.replace(/\{\{(\w+)\}\}/g, (_, name: string) => words[name] ?? '').trim()
}

function sample(
  name: string,
  template: TemplateName,
  payload: object,
  own: Partial<MailDelivery> = {},
): MailSample {
  const isInvitation = template.startsWith('invitation')
  return {
    name,
    delivery: {
      ...COMMON,
      invitationToken: isInvitation ? COMMON.invitationToken : null,
      replyTo: isInvitation ? COMMON.replyTo : null,
      template,
      payload,
      ...own,
    },
  }
}
