import type { ErrorMessage } from '@/lib/error-messages'
import { cn } from '@/lib/utils'

type FormMessageProps = { error: ErrorMessage | null; notice?: string | null }

/** What the server answered to the form as a whole. The live region is always there, so that a new message is read out. */
export function FormMessage({ error, notice = null }: FormMessageProps) {
  return (
    <div aria-live="polite" className={cn(!error && !notice && 'hidden')}>
      {error ? (
        <div data-form-message tabIndex={-1} className="rounded-md bg-danger-soft px-3 py-2.5 text-sm">
          <p className="font-medium text-danger">{error.title}</p>
          <p className="mt-0.5 text-text">{error.advice}</p>
        </div>
      ) : null}
      {notice && !error ? (
        <p className="rounded-md bg-success-soft px-3 py-2.5 text-sm text-text">{notice}</p>
      ) : null}
    </div>
  )
}
