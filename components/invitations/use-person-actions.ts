'use client'

import { useQueryClient } from '@tanstack/react-query'
import { copyText } from '@/components/ui/copy-text'
import { toast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/dates'
import { env } from '@/lib/env'
import { errorMessage } from '@/lib/error-messages'
import { toAppError, type AppError } from '@/lib/errors'
import {
  changeInvitationRole,
  changeStakeholderRole,
  extendInvitation,
  makeInvitationLink,
  removeStakeholder,
  replayDelivery,
  resendInvitation,
  resetInvitationLinks,
  restoreInvitation,
  restoreStakeholder,
  revokeInvitation,
  setInvitationReminders,
} from '@/lib/mutations/invitations'
import { paths } from '@/lib/paths'
import { clientKeys } from '@/lib/queries/clients'
import { invitationKeys } from '@/lib/queries/invitations'
import { personLabel, type InvitedPerson } from '@/lib/rules/invitation-people'
import { roleWord } from '@/lib/rules/invitation-roles'
import { countOf } from '@/lib/rules/run-words'
import { announceSessionExpired } from '@/lib/session-events'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000
export const EXTENSION_DAYS = 30
/** So many calls of one bulk action run at a time: quick, and no burst for the server. */
const AT_ONCE = 4

/** Everything that can be done to people of a list, with what is said afterwards and how it is taken back. */
export function usePersonActions(agencyId: string, timeZone: string) {
  const queryClient = useQueryClient()
  const supabase = browserClient()
  const date = (iso: string) => formatDateTime(iso, timeZone, 'date').replace(/ \d{4}$/, '')

  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: invitationKeys.all }),
      queryClient.invalidateQueries({ queryKey: clientKeys.all }),
    ])

  function sayError(error: AppError): void {
    if (error.code === 'session_expired') announceSessionExpired()
    const { title, advice } = errorMessage(error)
    const possibleAt = error.code === 'mailed_recently' ? error.details : null
    const again = possibleAt ? `Possible again at ${formatDateTime(possibleAt, timeZone, 'time')}. ` : ''
    toast.error(title, { description: again + advice })
  }

  /** Runs `work`, shows what it says, and brings the lists up to date whatever came of it. */
  async function act(work: () => Promise<() => void>): Promise<boolean> {
    try {
      const say = await work()
      await refresh()
      say()
      return true
    } catch (error) {
      sayError(toAppError(error))
      await refresh()
      return false
    }
  }

  const idOf = (person: InvitedPerson) => person.invitationId ?? ''

  async function copyLink(person: InvitedPerson): Promise<void> {
    await act(async () => {
      let expiresAt = ''
      const link = makeInvitationLink(supabase, idOf(person)).then((made) => {
        expiresAt = made.expiresAt
        return `${env.siteUrl}${paths.claimLink(made.token)}`
      })
      const isCopied = await copyText(link)
      const address = await link
      return () =>
        isCopied
          ? toast.success(`Copied, expires ${date(expiresAt)}`, {
              description: `The link is for ${personLabel(person)}.`,
            })
          : toast.info('Your browser did not allow copying', { description: address, duration: 60_000 })
    })
  }

  async function revoke(people: readonly InvitedPerson[]): Promise<void> {
    const { done, failed } = await each(people, (person) => revokeInvitation(supabase, idOf(person)))
    await refresh()
    if (done.length > 0) {
      const [first] = done
      toast.success(
        done.length === 1 && first
          ? `Invitation of ${personLabel(first)} revoked`
          : `${countOf(done.length, 'invitation')} revoked`,
        {
          duration: UNDO_MS,
          action: {
            label: 'Undo',
            onClick: () =>
              void act(async () => {
                const restored = await each(done, (person) => restoreInvitation(supabase, idOf(person)))
                const [problem] = restored.failed
                if (problem) throw problem
                return () => toast.success('Undone. The links work again.')
              }),
          },
        },
      )
    }
    sayFailures(failed)
  }

  function sayFailures(failed: readonly AppError[]): void {
    const [first] = failed
    if (!first) return
    if (failed.length === 1) sayError(first)
    else toast.error(`${failed.length} could not be done`, { description: errorMessage(first).title })
  }

  async function bulk(
    people: readonly InvitedPerson[],
    words: string,
    work: (person: InvitedPerson) => Promise<unknown>,
  ): Promise<void> {
    const { done, failed } = await each(people, work)
    await refresh()
    if (done.length > 0) toast.success(`${countOf(done.length, 'invitation')} ${words}`)
    sayFailures(failed)
  }

  return {
    copyLink,
    revoke,
    resend: (people: readonly InvitedPerson[]) =>
      bulk(people, 'sent again', (person) => resendInvitation(supabase, idOf(person))),
    extend: (people: readonly InvitedPerson[]) =>
      people.length === 1
        ? act(async () => {
            const { expiresAt } = await extendInvitation(
              supabase,
              people[0] ? idOf(people[0]) : '',
              EXTENSION_DAYS,
            )
            return () => toast.success(`Extended to ${date(expiresAt)}`)
          })
        : bulk(people, `extended by ${EXTENSION_DAYS} days`, (person) =>
            extendInvitation(supabase, idOf(person), EXTENSION_DAYS),
          ),
    resetLinks: (person: InvitedPerson) =>
      act(async () => {
        const count = await resetInvitationLinks(supabase, idOf(person))
        return () =>
          toast.success('Links reset', {
            description: `${countOf(count, 'link')} stopped working. Copy or send a new one.`,
          })
      }),
    changeRole: (person: InvitedPerson, role: string) =>
      act(async () => {
        if (person.state === 'joined' && person.stakeholderId) {
          await changeStakeholderRole(supabase, { agencyId, stakeholderId: person.stakeholderId, role })
        } else await changeInvitationRole(supabase, idOf(person), role)
        return () => toast.success(`${personLabel(person)} is ${roleWord(role).toLowerCase()} now`)
      }),
    remove: (person: InvitedPerson) =>
      act(async () => {
        const stakeholderId = person.stakeholderId ?? ''
        await removeStakeholder(supabase, { agencyId, stakeholderId })
        return () =>
          toast.success(`${personLabel(person)} is no longer on this run`, {
            duration: UNDO_MS,
            action: {
              label: 'Undo',
              onClick: () =>
                void act(async () => {
                  await restoreStakeholder(supabase, stakeholderId)
                  return () => toast.success(`${personLabel(person)} is on this run again`)
                }),
            },
          })
      }),
    setReminders: (person: InvitedPerson, isEnabled: boolean) =>
      act(async () => {
        await setInvitationReminders(supabase, idOf(person), isEnabled)
        return () => toast.success(isEnabled ? 'Reminders are on' : 'No more reminders')
      }),
    replay: (deliveryId: string) =>
      act(async () => {
        await replayDelivery(supabase, deliveryId)
        return () => toast.success('It goes out again in a moment')
      }),
  }
}

export type PersonActionsApi = ReturnType<typeof usePersonActions>

/** Does `work` for everybody, a few at a time. One that fails stops nobody else. */
async function each(
  people: readonly InvitedPerson[],
  work: (person: InvitedPerson) => Promise<unknown>,
): Promise<{ done: InvitedPerson[]; failed: AppError[] }> {
  const done: InvitedPerson[] = []
  const failed: AppError[] = []
  const waiting = [...people]
  async function next(): Promise<void> {
    for (let person = waiting.shift(); person; person = waiting.shift()) {
      try {
        await work(person)
        done.push(person)
      } catch (error) {
        failed.push(toAppError(error))
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return { done, failed }
}
