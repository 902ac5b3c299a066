'use client'

import { useQuery } from '@tanstack/react-query'
import { ClientDigest } from '@/components/clients/client-digest'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useNow } from '@/components/ui/use-now'
import { clientDigestQuery } from '@/lib/queries/client-digest'
import { browserClient } from '@/lib/supabase/browser'

type ViewerOverviewProps = { agencyId: string; clientId: string; timeZone: string }

/** A client's overview for its own people. */
export function ViewerOverview({ agencyId, clientId, timeZone }: ViewerOverviewProps) {
  const digest = useQuery(clientDigestQuery(browserClient(), agencyId, clientId))
  const now = useNow(digest.dataUpdatedAt)
  if (digest.isPending) return <Skeleton className="h-64 w-full" />
  if (digest.isLoadingError) return <ErrorState error={digest.error} onRetry={() => void digest.refetch()} />
  return <ClientDigest digest={digest.data} timeZone={timeZone} now={now} />
}
