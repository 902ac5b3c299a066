'use client'

import { useQueryClient } from '@tanstack/react-query'
import { each, refusalWords } from '@/components/invitations/people-changes'
import { copyText } from '@/components/ui/copy-text'
import { toast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/dates'
import { env } from '@/lib/env'
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
import type { Refused } from '@/lib/rules/refused-people'
import { countOf } from '@/lib/rules/run-words'
import { announceSessionExpired } from '@/lib/session-events'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000
export const EXTENSION_DAYS = 30

type Undo = {
  work: (person: InvitedPerson) => Promise<unknown>
  words: (done: readonly InvitedPerson[]) => string
}

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
    const { title, advice } = refusalWords(error, timeZone)
    toast.error(title, { description: advice })
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

  /** Does `work` for many and says for how many it was done; whom it was refused for is for the caller to show. */
  async function bulk(
    people: readonly InvitedPerson[],
    words: (done: readonly InvitedPerson[]) => string,
    work: (person: InvitedPerson) => Promise<unknown>,
    undo?: Undo,
  ): Promise<readonly Refused[]> {
    const { done, refused } = await each(people, work)
    await refresh()
    if (refused.some(({ error }) => error.code === 'session_expired')) announceSessionExpired()
    if (done.length > 0) toast.success(words(done), undo ? undoOf(done, undo) : {})
    return refused
  }

  function undoOf(done: readonly InvitedPerson[], undo: Undo) {
    const takeBack = async () => {
      const [problem] = (await each(done, undo.work)).refused
      if (problem) throw problem.error
      return () => toast.success(undo.words(done))
    }
    return { duration: UNDO_MS, action: { label: 'Undo', onClick: () => void act(takeBack) } }
  }

  const many = {
    resend: (people: readonly InvitedPerson[]) =>
      bulk(
        people,
        (done) => `${countOf(done.length, 'invitation')} sent again`,
        (person) => resendInvitation(supabase, idOf(person)),
      ),
    extend: (people: readonly InvitedPerson[]) =>
      bulk(
        people,
        (done) => `${countOf(done.length, 'invitation')} extended by ${EXTENSION_DAYS} days`,
        (person) => extendInvitation(supabase, idOf(person), EXTENSION_DAYS),
      ),
    revoke: (people: readonly InvitedPerson[]) =>
      bulk(
        people,
        ([first, ...others]) =>
          first && others.length === 0
            ? `Invitation of ${personLabel(first)} revoked`
            : `${countOf(others.length + 1, 'invitation')} revoked`,
        (person) => revokeInvitation(supabase, idOf(person)),
        {
          work: (person) => restoreInvitation(supabase, idOf(person)),
          words: () => 'Undone. The links work again.',
        },
      ),
    changeRole: (people: readonly InvitedPerson[], role: string) =>
      bulk(
        people,
        (done) =>
          done.length === 1
            ? `${whoOf(done)} ${roleWord(role).toLowerCase()} now`
            : `${done.length} people have the role ${roleWord(role).toLowerCase()} now`,
        (person) =>
          person.state === 'joined' && person.stakeholderId
            ? changeStakeholderRole(supabase, { agencyId, stakeholderId: person.stakeholderId, role })
            : changeInvitationRole(supabase, idOf(person), role),
      ),
    remove: (people: readonly InvitedPerson[]) =>
      bulk(
        people,
        (done) => `${whoOf(done)} no longer on this run`,
        (person) => removeStakeholder(supabase, { agencyId, stakeholderId: person.stakeholderId ?? '' }),
        {
          work: (person) => restoreStakeholder(supabase, person.stakeholderId ?? ''),
          words: (done) => `${whoOf(done)} on this run again`,
        },
      ),
  }

  /** For one person a refusal is said like any other trouble. */
  async function alone(work: Promise<readonly Refused[]>): Promise<void> {
    const [refused] = await work
    if (refused) sayError(refused.error)
  }

  return {
    many,
    copyLink,
    revoke: (person: InvitedPerson) => alone(many.revoke([person])),
    resend: (person: InvitedPerson) => alone(many.resend([person])),
    changeRole: (person: InvitedPerson, role: string) => alone(many.changeRole([person], role)),
    remove: (person: InvitedPerson) => alone(many.remove([person])),
    extend: (person: InvitedPerson) =>
      act(async () => {
        const { expiresAt } = await extendInvitation(supabase, idOf(person), EXTENSION_DAYS)
        return () => toast.success(`Extended to ${date(expiresAt)}`)
      }),
    resetLinks: (person: InvitedPerson) =>
      act(async () => {
        const count = await resetInvitationLinks(supabase, idOf(person))
        return () =>
          toast.success('Links reset', {
            description: `${countOf(count, 'link')} stopped working. Copy or send a new one.`,
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

/** "Joan is", "3 people are". */
function whoOf(people: readonly InvitedPerson[]): string {
  const [first] = people
  return first && people.length === 1 ? `${personLabel(first)} is` : `${people.length} people are`
}
