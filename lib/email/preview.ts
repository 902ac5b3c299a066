import { z } from 'zod'
import { renderMail, type RenderedMail } from '@/lib/email/render-mail'
import type { StaffMember } from '@/lib/queries/members'
import type { RunTeaser } from '@/lib/queries/run-teasers'

const text = z.string().max(6_000)

/** What the dialogs send to see the mail before it goes: flat, as their forms have it. */
export const mailPreviewInput = z.discriminatedUnion('template', [
  z.object({
    template: z.literal('invitation'),
    kind: z.enum(['run', 'member']),
    runId: z.uuid().nullish(),
    /** What a member is invited into: the agency's or the client's name. */
    contextName: text.nullish(),
    runName: text.nullish(),
    clientName: text.nullish(),
    role: text.nullish(),
    name: text.nullish(),
    message: text.nullish(),
  }),
  z.object({
    template: z.literal('run.update'),
    runId: z.uuid(),
    runName: text.nullish(),
    subject: text,
    body: text,
  }),
])
export type MailPreviewRequest = z.output<typeof mailPreviewInput>

const DAY_MS = 86_400_000
const EXPIRY_DAYS = 30

/**
 * The mail that `input` would become when `member` sends it, made by the very code that sends. Its links lead nowhere:
 * a real one exists only once the invitation does.
 */
export function renderPreview(
  input: MailPreviewRequest,
  member: StaffMember,
  run: RunTeaser | null,
  now: Date,
  siteUrl: string,
): Promise<RenderedMail> {
  const sender = member.fullName ?? member.email
  const common = {
    deliveryId: '00000000-0000-4000-8000-000000000000',
    address: member.email,
    agencyName: member.agency.name,
    createdByName: sender,
    replyTo: member.email,
    unsubscribeToken: 'preview',
    isRequired: false,
  }
  if (input.template === 'run.update')
    return make({
      ...common,
      category: 'runs',
      template: 'notification',
      invitationToken: null,
      payload: {
        type: 'run.update',
        subject: `${run?.name ?? input.runName ?? 'Your run'}: ${input.subject || 'Subject'}`,
        body: `${input.body || 'Your message'}\n\n${sender}, ${member.agency.name}`,
        action_url: '/shared',
        action_label: 'Open the run',
      },
    })
  const target = run?.name ?? input.runName ?? input.contextName ?? input.clientName ?? member.agency.name
  return make({
    ...common,
    category: 'invitations',
    template: 'invitation',
    invitationToken: 'preview',
    payload: {
      context_type: input.kind === 'run' ? 'service_run' : 'tenant',
      context_name: target,
      invitee_name: input.name,
      role: input.role,
      message: input.message,
      starts_at: run?.startsAt,
      ends_at: run?.endsAt,
      time_zone: run?.timeZone ?? member.agency.settings.timeZone,
      zone_name: run?.zoneName,
      expires_at: new Date(now.getTime() + EXPIRY_DAYS * DAY_MS).toISOString(),
    },
  })

  function make(delivery: Parameters<typeof renderMail>[0]): Promise<RenderedMail> {
    return renderMail(delivery, siteUrl, 'no-reply@audienceos.example')
  }
}
