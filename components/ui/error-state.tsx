'use client'

import { CloudOff, TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useRecovery } from '@/components/ui/use-recovery'
import { toAppError } from '@/lib/errors'
import { errorMessage } from '@/lib/error-messages'
import { cn } from '@/lib/utils'

type ErrorStateProps = {
  error: unknown
  /** Tries again what failed. Called by the button and, when the server was out of reach, by itself once it is back. */
  onRetry: () => void
  /** `h1` when it is all that the page says. */
  heading?: 'h1' | 'h2' | 'h3'
  className?: string
}

export function ErrorState({ error, onRetry, heading: Heading = 'h2', className }: ErrorStateProps) {
  const appError = toAppError(error)
  const isUnreachable = appError.code === 'backend_unreachable'
  useRecovery(isUnreachable, onRetry)
  const message = errorMessage(appError)
  return (
    <div role="alert" className={cn('flex flex-col items-center gap-2 px-6 py-12 text-center', className)}>
      <span
        aria-hidden
        className={cn(
          'mb-1 flex size-10 items-center justify-center rounded-lg [&_svg]:size-5',
          isUnreachable ? 'bg-warning-soft text-warning' : 'bg-danger-soft text-danger',
        )}
      >
        {isUnreachable ? <CloudOff /> : <TriangleAlert />}
      </span>
      <Heading className="text-base font-medium">{message.title}</Heading>
      <p className="max-w-sm text-sm text-text-muted">{message.advice}</p>
      <Button className="mt-3" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
