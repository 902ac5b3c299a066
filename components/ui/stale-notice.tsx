'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useRecovery } from '@/components/ui/use-recovery'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { cn } from '@/lib/utils'

type StaleNoticeProps = {
  /** What was read before and could not be read again. */
  query: { isRefetchError: boolean; error: unknown; refetch: () => Promise<unknown> }
  className?: string
}

/** Stands above rows that stay where they are although asking for them again has failed; nothing while they are fresh. */
export function StaleNotice({ query, className }: StaleNoticeProps) {
  const { isRefetchError, error } = query
  const appError = isRefetchError ? toAppError(error) : null
  const retry = () => void query.refetch()
  useRecovery(appError?.code === 'backend_unreachable', retry)
  if (!appError) return null
  const { title } = errorMessage(appError)
  return (
    <Notice
      tone="warning"
      isAlert
      title={title}
      className={cn('rounded-none border-b border-border', className)}
      action={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      What you see is as it was before.
    </Notice>
  )
}
