'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '@/components/members/member-list'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { removeMember } from '@/lib/mutations/members'
import { paths } from '@/lib/paths'
import { clientKeys, clientPeopleQuery, HOUSE, type ClientMember } from '@/lib/queries/clients'
import { invitationKeys } from '@/lib/queries/invitations'
import { isLastOwner } from '@/lib/rules/member-choices'
import { browserClient } from '@/lib/supabase/browser'

type RemoveMemberDialogProps = { agencyId: string; person: ClientMember; me: Me; onClose: () => void }

/** Says who takes over, because work that nobody looks after is worse than a question. */
export function RemoveMemberDialog({ agencyId, person, me, onClose }: RemoveMemberDialogProps) {
  const queryClient = useQueryClient()
  const team = useQuery(clientPeopleQuery(browserClient(), agencyId, HOUSE))
  const isMe = person.id === me.id
  const label = person.fullName ?? person.email
  const members = team.data?.members ?? []
  const successors = members.filter((one) => one.id !== person.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const successorId = chosen ?? successors.find((one) => one.id === me.id)?.id ?? successors[0]?.id ?? null
  const isRefused = isLastOwner(person, members)
  const hasWork = person.role !== 'client_viewer'

  const remove = useMutation({
    mutationFn: () =>
      removeMember(browserClient(), { userId: person.id, successorId: hasWork ? successorId : null }),
    onSuccess: async (moved) => {
      if (isMe) {
        location.assign(paths.home())
        return
      }
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: clientKeys.all }),
        queryClient.invalidateQueries({ queryKey: invitationKeys.all }),
      ])
      onClose()
      const successor = successors.find((one) => one.id === successorId)
      const work = handedOver(moved)
      toast.success(
        `${label} no longer has access`,
        successor && work ? { description: `${successor.fullName ?? successor.email} has ${work} now.` } : {},
      )
    },
  })
  const error = remove.error ? errorMessage(toAppError(remove.error)) : null
  const title = isRefused ? 'The last owner must stay' : isMe ? 'Leave the agency?' : `Remove ${label}?`

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={title}>
        <DialogBody className="flex flex-col gap-4 pb-5 text-sm">
          {error ? (
            <Notice tone="danger" isAlert title={error.title}>
              {error.advice}
            </Notice>
          ) : null}
          <p className="text-text-muted">
            {isRefused
              ? 'Without an owner nobody could look after your agency. Make somebody else owner in the list, then come back.'
              : isMe
                ? 'You lose access to everything of this agency at once.'
                : `${label} loses access at once, also where they are signed in now. What they made stays.`}
          </p>
          {hasWork && !isRefused ? (
            <Field
              label="Who takes over their open work?"
              hint="Tickets that are not done, invitations that are still open and what rules assign are then theirs."
            >
              {(ids) => (
                <Select
                  {...ids}
                  value={successorId ?? ''}
                  onChange={(event) => setChosen(event.target.value)}
                >
                  {successors.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.fullName ?? one.email}
                      {one.id === me.id ? ' (you)' : ''}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ) : null}
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            {isRefused ? 'Understood' : 'Cancel'}
          </Button>
          {isRefused ? null : (
            <Button variant="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
              {isMe ? 'Leave' : 'Remove'}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

/** "3 tickets and 1 invitation"; null when there was nothing to hand over. */
function handedOver({ tickets, invitations }: { tickets: number; invitations: number }): string | null {
  const parts = [
    tickets > 0 ? `${tickets} ${tickets === 1 ? 'ticket' : 'tickets'}` : null,
    invitations > 0 ? `${invitations} ${invitations === 1 ? 'invitation' : 'invitations'}` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' and ') : null
}
