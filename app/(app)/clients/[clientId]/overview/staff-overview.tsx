'use client'

import { ClientOverview } from '@/components/clients/client-overview'
import { Timeline } from '@/components/timeline/timeline'

type StaffOverviewProps = { agencyId: string; clientId: string; timeZone: string; canEdit: boolean }

/** Puts the timeline into the overview: the one place that knows both. */
export function StaffOverview({ agencyId, clientId, timeZone, canEdit }: StaffOverviewProps) {
  return (
    <ClientOverview
      agencyId={agencyId}
      clientId={clientId}
      timeZone={timeZone}
      canEdit={canEdit}
      timeline={(recent, readAt) => (
        <Timeline scope={{ agencyId, clientId, timeZone }} recent={recent} recentAt={readAt} isStaff />
      )}
    />
  )
}
