'use client'

import { ErrorState } from '@/components/ui/error-state'

type ErrorPageProps = { error: unknown; retry: () => void }

/** A page failed inside the shell: the sidebar stays, and the page recovers by itself when the server was out of reach. */
export default function AppErrorPage({ error, retry }: ErrorPageProps) {
  return <ErrorState heading="h1" error={error} onRetry={retry} />
}
