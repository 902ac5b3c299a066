import { AppError, unwrap } from '@/lib/errors'
import type { StoredSettings } from '@/lib/queries/members'
import type { DataClient } from '@/lib/supabase/types'

export type RegisteredAgency = { agencyId: string; slug: string }

/**
 * Registers an agency with the caller as its owner. Calling again with the same slug changes nothing. Throws
 * `slug_taken`, `already_member`, `email_unverified`, `invalid_name`, `invalid_slug`.
 */
export async function registerAgency(
  supabase: DataClient,
  input: { name: string; slug: string },
): Promise<RegisteredAgency> {
  const rows = unwrap(await supabase.rpc('register_agency', { name: input.name, slug: input.slug }))
  const row = rows[0]
  if (!row) throw new AppError('unexpected', 'register_agency returned nothing')
  return { agencyId: row.agency_id, slug: row.slug }
}

/**
 * Changes the agency's name and the time zone its runs are shown in, and leaves other settings as `stored` has them.
 * Throws `admin_required` when the caller may not.
 */
export async function updateAgency(
  supabase: DataClient,
  agencyId: string,
  input: { name: string; timeZone: string; stored: StoredSettings },
): Promise<void> {
  const settings = { ...input.stored, time_zone: input.timeZone }
  const rows = unwrap(
    await supabase.from('agencies').update({ name: input.name, settings }).eq('id', agencyId).select('id'),
  )
  // A row that policies hide is no error to Postgres, it just changes nothing.
  if (rows.length === 0) throw new AppError('admin_required')
}
