'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type SyntheticEvent } from 'react'
import type { DrawerForm } from '@/components/tickets/new-ticket-drawer'
import { Button } from '@/components/ui/button'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { useShortcut } from '@/components/ui/use-shortcut'
import { errorMessage } from '@/lib/error-messages'
import { AppError, toAppError } from '@/lib/errors'
import { askForTicket } from '@/lib/mutations/tickets'
import { clientKeys } from '@/lib/queries/clients'
import { ticketDetailQuery } from '@/lib/queries/ticket-detail'
import { ticketKeys } from '@/lib/queries/tickets'
import { ticketNumber } from '@/lib/rules/tickets'
import { ticketDescription, ticketTitle } from '@/lib/schemas/tickets'
import { browserClient } from '@/lib/supabase/browser'

/** A ticket as somebody of the client opens it: what they need, in their words; the rest is the agency's to decide. */
export function AskForm(props: DrawerForm & { aboutNumber: number | null }) {
  const { scope, aboutNumber, isAsking, onDirty, onKeep, onClose, onCancel, onCreated } = props
  const formId = useId()
  const queryClient = useQueryClient()
  const previous = useQuery({
    ...ticketDetailQuery(browserClient(), scope, aboutNumber ?? 0),
    enabled: aboutNumber !== null,
  })
  // Made internal meanwhile: the new one can still be sent, and nobody is to think that it names the earlier one.
  const isGone = previous.isError && toAppError(previous.error).code === 'ticket_not_found'
  const [values, setValues] = useState({ title: '', description: '' })
  const [isTried, setIsTried] = useState(false)
  const title = ticketTitle.safeParse(values.title)
  const description = ticketDescription.safeParse(values.description)
  const problemOf = (result: { error?: { issues: { message: string }[] } }) =>
    isTried ? result.error?.issues[0]?.message : undefined

  async function previousId(): Promise<string | null> {
    if (aboutNumber === null) return null
    return (
      previous.data?.id ??
      (await queryClient.query(ticketDetailQuery(browserClient(), scope, aboutNumber))).id
    )
  }
  const ask = useMutation({
    mutationFn: async () => {
      const { clientId } = scope
      if (clientId === null) throw new AppError('client_not_found')
      return askForTicket(browserClient(), {
        agencyId: scope.agencyId,
        clientId,
        title: values.title.trim(),
        description: values.description.trim(),
        previousTicketId: isGone ? null : await previousId(),
      })
    },
    onSuccess: ({ number }) => {
      void queryClient.invalidateQueries({ queryKey: ticketKeys.lists() })
      void queryClient.invalidateQueries({ queryKey: clientKeys.all })
      toast.success(`${ticketNumber(number)} is open`, { description: 'We have told the team.' })
      onCreated(number)
    },
  })

  function change(part: Partial<typeof values>): void {
    const next = { ...values, ...part }
    setValues(next)
    onDirty(next.title !== '' || next.description !== '')
  }
  function submit(event?: SyntheticEvent): void {
    event?.preventDefault()
    setIsTried(true)
    if (title.success && description.success && !ask.isPending) ask.mutate()
  }
  useShortcut('submit', () => submit())
  const error = ask.error ? errorMessage(toAppError(ask.error)) : null

  return (
    <>
      <DrawerBody>
        <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-5 pb-6">
          {error ? (
            <Notice tone="danger" isAlert title={error.title}>
              {error.advice}
            </Notice>
          ) : null}
          {isGone && aboutNumber !== null ? (
            <Notice tone="warning" title={`${ticketNumber(aboutNumber)} can no longer be read`}>
              Your new ticket will not be linked to it: say in it what it was about.
            </Notice>
          ) : null}
          <Field label="What is it about?" required error={problemOf(title)}>
            {(ids) => (
              <Input
                {...ids}
                dir="auto"
                autoComplete="off"
                value={values.title}
                onChange={(event) => change({ title: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Details"
            required={false}
            error={problemOf(description)}
            hint="What you expect, where you saw it, until when you need it."
          >
            {(ids) => (
              <Textarea
                {...ids}
                dir="auto"
                rows={8}
                value={values.description}
                onChange={(event) => change({ description: event.target.value })}
              />
            )}
          </Field>
        </form>
      </DrawerBody>
      <DrawerFooter>
        {isAsking ? (
          <DiscardQuestion onKeep={onKeep} onDiscard={onClose} />
        ) : (
          <>
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              pending={ask.isPending || (aboutNumber !== null && previous.isPending)}
            >
              Send
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}
