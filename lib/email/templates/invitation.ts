import { z } from 'zod'
import { ROLE_WORDS } from '@/lib/rules/invitation-roles'
import { formatDateTime, formatDateTimeRange } from '@/lib/dates'
import type { Block } from '@/lib/email/mail-body'
import {
  cleanName,
  defineTemplate,
  line,
  moment,
  nameOr,
  words,
  type MailContext,
} from '@/lib/email/templates/template'

/** What the database puts into the payload of an invitation's mail: the teaser that the claim page shows, and no more. */
export const invitationVariables = z.object({
  context_type: z.string(),
  context_name: nameOr('an invitation'),
  inviter_name: nameOr('Somebody').nullish(),
  invitee_name: line.nullish(),
  role: z.string().nullish(),
  message: words.nullish(),
  starts_at: moment.nullish(),
  ends_at: moment.nullish(),
  time_zone: z.string().nullish(),
  zone_name: line.nullish(),
  expires_at: moment,
})
type Invitation = z.output<typeof invitationVariables>

/** Both kinds of invitation: to a run, and to an agency (its team, or the people of one of its clients). */
export const invitation = defineTemplate({
  variables: invitationVariables,
  build: (variables, context) => {
    const { inviter, agency, isMember } = readParties(variables, context)
    const target = variables.context_name
    const subject = isMember
      ? `${inviter} invites you to join ${target}`
      : `${inviter} invites you to ${target}`
    return {
      senderName: inviter,
      subject,
      preview: isMember ? `Join ${target} on AudienceOS.` : `You are invited by ${agency}.`,
      blocks: [
        { kind: 'heading', text: isMember ? `Join ${target}` : target },
        { kind: 'paragraph', text: opening(variables, inviter, agency, isMember) },
        ...message(variables, inviter),
        ...facts(variables),
        ...answer(variables, context),
      ],
      reason: reason(inviter, agency),
    }
  },
})

export const invitationReminder = defineTemplate({
  variables: invitationVariables,
  build: (variables, context) => {
    const { inviter, agency, isMember } = readParties(variables, context)
    const target = variables.context_name
    return {
      senderName: inviter,
      subject: `Reminder: ${inviter} invited you to ${isMember ? `join ${target}` : target}`,
      preview: `Your invitation is open until ${expiry(variables, 'date')}.`,
      blocks: [
        { kind: 'heading', text: 'Your invitation is still open' },
        { kind: 'paragraph', text: opening(variables, inviter, agency, isMember) },
        ...facts(variables),
        ...answer(variables, context),
      ],
      reason: reason(inviter, agency),
    }
  },
})

function readParties(variables: Invitation, context: MailContext) {
  const agency = cleanName(context.agencyName, 'an agency')
  return {
    agency,
    inviter: variables.inviter_name ?? cleanName(context.createdByName, agency),
    isMember: variables.context_type === 'tenant',
  }
}

function opening(variables: Invitation, inviter: string, agency: string, isMember: boolean): string {
  const greeting = variables.invitee_name ? `Hello ${variables.invitee_name},\n` : ''
  const of = inviter === agency || variables.context_name === agency ? '' : ` (${agency})`
  const what = isMember
    ? `to join ${variables.context_name} on AudienceOS`
    : `to follow ${variables.context_name}`
  return `${greeting}${inviter}${of} invites you ${what}.`
}

function message(variables: Invitation, inviter: string): Block[] {
  return variables.message ? [{ kind: 'quote', by: `${inviter} writes`, text: variables.message }] : []
}

function facts(variables: Invitation): Block[] {
  const zone = variables.time_zone ?? 'UTC'
  const rows: (readonly [string, string])[] = []
  if (variables.starts_at)
    rows.push([
      'When',
      `${formatDateTimeRange(variables.starts_at, variables.ends_at ?? null, zone)} (${zone})`,
    ])
  if (variables.zone_name) rows.push(['Where', variables.zone_name])
  const role = Object.entries(ROLE_WORDS).find(([id]) => id === variables.role)?.[1]
  if (role) rows.push(['Your role', `${role.name}: ${role.description}`])
  return rows.length > 0 ? [{ kind: 'facts', facts: rows }] : []
}

function answer(variables: Invitation, context: MailContext): Block[] {
  if (context.invitationPath === null) throw new Error('an invitation without its link')
  return [
    { kind: 'button', label: 'See the invitation', path: context.invitationPath },
    {
      kind: 'note',
      text: `You can accept or decline there until ${expiry(variables, 'full')}. The invitation is for this address: please do not forward it.`,
    },
  ]
}

function expiry(variables: Invitation, format: 'date' | 'full'): string {
  return formatDateTime(variables.expires_at, variables.time_zone ?? 'UTC', format)
}

function reason(inviter: string, agency: string): string {
  return `You got this because ${inviter}${inviter === agency ? '' : ` of ${agency}`} invited this address. If you do not know them, ignore it: nothing happens.`
}
