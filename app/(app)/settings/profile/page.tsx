import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { SettingsSection } from '@/components/layout/settings-section'
import { ThemeChoice } from '@/components/layout/theme-choice'
import { ProfileForm } from '@/components/members/profile-form'
import { roleName } from '@/lib/rules/roles'
import { requireMember } from '@/lib/supabase/require-member'
import { readTheme, THEME_COOKIE } from '@/lib/theme'

export const metadata: Metadata = { title: 'Settings' }

export default async function ProfilePage() {
  const member = await requireMember()
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <div>
      <SettingsSection
        title="Profile"
        description="Your name as colleagues see it, also in the history of runs."
      >
        <ProfileForm
          userId={member.id}
          fullName={member.fullName ?? ''}
          email={member.email}
          role={roleName(member.role)}
        />
      </SettingsSection>
      <SettingsSection title="Appearance" description="Kept in this browser. System follows your device.">
        <ThemeChoice theme={theme} />
      </SettingsSection>
    </div>
  )
}
