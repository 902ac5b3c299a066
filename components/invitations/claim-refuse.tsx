import type { ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'

type ClaimRefuseProps = {
  agencyName: string | null
  isDeclined: boolean
  onRefuse: (data: FormData) => Promise<void>
}

/** Saying no, quietly at the bottom, in one step and without an account. Opens without scripts. */
export function ClaimRefuse({ agencyName, isDeclined, onRefuse }: ClaimRefuseProps) {
  return (
    <details className="mt-4">
      <summary className="inline-flex min-h-8 items-center rounded-sm text-sm text-text-muted underline decoration-border-strong underline-offset-4 hover:text-text">
        {isDeclined ? 'Stop messages or report' : 'Decline or report'}
      </summary>
      <form action={onRefuse} className="mt-3 flex flex-col gap-4">
        <Field label="Why?" required={false} hint="The person who invited you reads this.">
          {(ids) => <Textarea {...ids} name="reason" rows={3} maxLength={500} />}
        </Field>
        <div className="flex flex-col gap-1.5">
          <Choice name="stop">
            No more messages from <bdi>{agencyName}</bdi> to my address
          </Choice>
          <Choice name="report">Report it: I do not know them, or it looks like fraud</Choice>
        </div>
        <SubmitButton className="self-start">{isDeclined ? 'Send' : 'Decline invitation'}</SubmitButton>
      </form>
    </details>
  )
}

function Choice({ name, children }: { name: string; children: ReactNode }) {
  const id = `refuse-${name}`
  return (
    <div className="flex items-start gap-1.5">
      <Checkbox id={id} name={name} />
      <label htmlFor={id} className="pt-0.5 text-sm">
        {children}
      </label>
    </div>
  )
}
