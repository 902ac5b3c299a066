import type { MailDelivery } from '@/lib/email/render-mail'

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

export const MAIL_SAMPLES: readonly MailSample[] = [
  sample('Invitation to a run', 'invitation', RUN_INVITATION),
  sample('Invitation to a run, without dates or message', 'invitation', {
    context_type: 'service_run',
    context_name: 'Harbour lights, evening round',
    role: 'stakeholder',
    expires_at: '2026-12-19T22:59:00Z',
  }),
  sample('Invitation to a team', 'invitation', {
    context_type: 'tenant',
    context_name: 'Nordlicht',
    inviter_name: 'Jonas Weber',
    role: 'team_member',
    expires_at: '2026-12-19T22:59:00Z',
  }),
  sample('Invitation of a client viewer', 'invitation', {
    context_type: 'tenant',
    context_name: 'Café Morgenrot',
    inviter_name: 'Jonas Weber',
    role: 'client_viewer',
    message: 'Here you see everything we do for you.',
    expires_at: '2026-12-19T22:59:00Z',
  }),
  sample('Reminder of an invitation', 'invitation.reminder', RUN_INVITATION),
  sample('Notification', 'notification', {
    type: 'invitation.claimed',
    subject: 'Mara Lindqvist joined Harbour lights',
    body: 'She takes part as a participant.',
    action_url: '/provider/runs/00000000-0000-4000-8000-000000000002',
    action_label: 'Open the run',
  }),
  {
    name: 'Notification that cannot be switched off',
    delivery: {
      ...COMMON,
      category: 'runs',
      isRequired: true,
      invitationToken: null,
      template: 'notification',
      payload: {
        type: 'run.cancelled',
        subject: 'Harbour lights is cancelled',
        body: 'The storm warning stands. We will tell you when there is a new date.',
        action_url: '/shared',
        action_label: 'See the run',
      },
    },
  },
  sample('Summary', 'digest', {
    items: [
      { subject: 'Harbour lights was moved', body: 'It begins at 18:30 now.', action_url: '/shared' },
      { subject: 'Ada Berg joined Winter market', body: null, action_url: '/provider/runs' },
    ],
  }),
  sample('Test message', 'test', {}),
]

function sample(name: string, template: string, payload: object): MailSample {
  const isInvitation = template.startsWith('invitation')
  return {
    name,
    delivery: {
      ...COMMON,
      invitationToken: isInvitation ? COMMON.invitationToken : null,
      replyTo: isInvitation ? COMMON.replyTo : null,
      template,
      payload,
    },
  }
}
