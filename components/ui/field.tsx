import { useId, type ReactNode } from 'react'
import { cn } from '@/lib/utils'

/** What a control inside a field must carry, so that its label, hint and error belong to it. */
export type FieldIds = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  required: boolean | undefined
}

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  required?: boolean
  /** Something small at the right end of the label's line, e.g. a link. */
  aside?: ReactNode
  className?: string
  children: (ids: FieldIds) => ReactNode
}

export function Field({ label, hint, error, required, aside, className, children }: FieldProps) {
  const id = useId()
  const hintId = hint ? `${id}-hint` : null
  const errorId = error ? `${id}-error` : null
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium text-text">
          {label}
          {required === false ? <span className="font-normal text-text-subtle"> (optional)</span> : null}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
        required: required || undefined,
      })}
      {error ? (
        <p id={errorId ?? undefined} className="text-sm text-danger">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId ?? undefined} className="text-sm text-text-subtle">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
