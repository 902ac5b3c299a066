'use client'

import { useQuery } from '@tanstack/react-query'
import { SettingsSection } from '@/components/layout/settings-section'
import { ChoicesForm } from '@/components/notifications/choices-form'
import { MutedRuns } from '@/components/notifications/muted-runs'
import { SendTest } from '@/components/notifications/send-test'
import { TimingForm } from '@/components/notifications/timing-form'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { preferencesQuery } from '@/lib/queries/notifications'
import { browserClient } from '@/lib/supabase/browser'

type PreferencesProps = {
  userId: string
  email: string
  isStaff: boolean
  /** For whoever has not chosen one. */
  timeZone: string
  required: readonly { name: string; reason: string }[]
}

export function Preferences({ userId, email, isStaff, timeZone, required }: PreferencesProps) {
  const preferences = useQuery(preferencesQuery(browserClient(), userId))
  if (preferences.isPending) {
    return (
      <div aria-busy className="flex flex-col gap-4">
        <span className="sr-only">Loading your choices</span>
        <Skeleton className="h-64" />
        <Skeleton className="h-48" />
      </div>
    )
  }
  // A later look that fails must not take away what somebody has typed here.
  if (preferences.isLoadingError) {
    return <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />
  }
  const { data } = preferences
  return (
    <div>
      <SettingsSection
        title="What reaches you"
        description="In the app and by e-mail. A digest gathers what you have not read by then, and an empty one is not sent."
      >
        <ChoicesForm userId={userId} isStaff={isStaff} choices={data.choices} required={required} />
      </SettingsSection>
      <SettingsSection
        title="When mail reaches you"
        description="By the clock where you are, summer time included. The inbox is never held back."
      >
        <TimingForm
          userId={userId}
          preferences={data}
          timeZone={timeZone}
          now={new Date(preferences.dataUpdatedAt)}
        />
      </SettingsSection>
      <SettingsSection
        title="Muted runs"
        description="Only what you must know still reaches you about these."
      >
        <MutedRuns userId={userId} runs={data.mutedRuns} />
      </SettingsSection>
      <SettingsSection title="Try it" description="See whether our mail gets through to you.">
        <SendTest email={email} />
      </SettingsSection>
    </div>
  )
}
