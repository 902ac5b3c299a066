'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeMemberPermissions } from '@/lib/mutations/members'
import type { ClientMember } from '@/lib/queries/clients'
import { browserClient } from '@/lib/supabase/browser'

const BILLING = 'billing'

type BillingSwitchProps = { person: ClientMember; label: string; queryKey: readonly unknown[] }

/** Whether a team member looks after invoices; takes effect with their next request. */
export function BillingSwitch({ person, label, queryKey }: BillingSwitchProps) {
  const id = useId()
  const queryClient = useQueryClient()
  // What was just chosen, until the list says so: it shows in the moment of the press.
  const [chosen, setChosen] = useState<boolean | null>(null)
  const mayBill = chosen ?? person.permissions.includes(BILLING)
  const change = useMutation({
    mutationFn: (isAllowed: boolean) => {
      const others = person.permissions.filter((permission) => permission !== BILLING)
      return changeMemberPermissions(browserClient(), person.id, isAllowed ? [...others, BILLING] : others)
    },
    onSuccess: (_, isAllowed) =>
      toast.success(
        isAllowed ? `${label} looks after billing now` : `${label} does not see billing any more`,
      ),
    onError: (error) => {
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey })
      setChosen(null)
    },
  })
  return (
    <span className="mr-3 flex items-center gap-2 text-sm text-text-muted">
      <Switch
        id={id}
        aria-label={`Billing for ${label}`}
        checked={mayBill}
        disabled={change.isPending}
        onChange={(event) => {
          setChosen(event.target.checked)
          change.mutate(event.target.checked)
        }}
      />
      <label htmlFor={id}>Billing</label>
    </span>
  )
}
