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
  className?: string
}

export function ErrorState({ error, onRetry, className }: ErrorStateProps) {
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
      <h2 className="text-base font-medium">{message.title}</h2>
      <p className="max-w-sm text-sm text-text-muted">{message.advice}</p>
      <Button className="mt-3" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
