'use client'

import { FullPageMessage } from '@/components/layout/full-page-message'
import { ErrorState } from '@/components/ui/error-state'

type ErrorPageProps = { error: unknown; retry: () => void }

/** Outside the signed-in shell, or when the shell itself could not be made: the whole page says so and recovers by itself. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <FullPageMessage>
      <ErrorState heading="h1" error={error} onRetry={retry} />
    </FullPageMessage>
  )
}
