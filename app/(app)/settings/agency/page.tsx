import type { Metadata } from 'next'
import { AgencyFacts } from '@/components/agencies/agency-facts'
import { AgencyHealthPanel } from '@/components/agencies/agency-health-panel'
import { AgencySettingsForm } from '@/components/agencies/agency-settings-form'
import { SettingsSection } from '@/components/layout/settings-section'
import { findAgencyHealth } from '@/lib/queries/agency-health'
import { isAdmin } from '@/lib/queries/members'
import { selectableTimeZones } from '@/lib/rules/time-zones'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Agency' }

export default async function AgencyPage() {
  const supabase = await serverClient()
  const { member, data: health } = await loadForStaff(() => findAgencyHealth(supabase))
  const { agency } = member
  const canEdit = isAdmin(member)
  return (
    <div>
      <SettingsSection
        title="Agency"
        description={
          canEdit
            ? 'Owners and admins change these for everybody.'
            : 'Only owners and admins change these. Ask one of them when something is wrong.'
        }
      >
        {canEdit ? (
          <AgencySettingsForm agency={agency} timeZones={selectableTimeZones(agency.settings.timeZone)} />
        ) : (
          <AgencyFacts agency={agency} />
        )}
      </SettingsSection>
      <SettingsSection
        title="Short name"
        description="Chosen when the agency was registered. It stays as it is, because whoever runs AudienceOS for you knows your agency by it."
      >
        <p className="font-mono text-sm break-all">{agency.slug}</p>
      </SettingsSection>
      <SettingsSection
        title="Organisation health"
        description="Whether everything that an agency has is in place, and what was found when that was last checked."
      >
        {health ? (
          <AgencyHealthPanel health={health} slug={agency.slug} timeZone={agency.settings.timeZone} />
        ) : (
          <p className="text-sm text-text-muted">
            Owners and admins of <bdi>{agency.name}</bdi> see this.
          </p>
        )}
      </SettingsSection>
    </div>
  )
}
