import { toAppError, unwrap } from '@/lib/errors'
import type { AgencyHealth } from '@/lib/rules/agency-health'
import type { DataClient } from '@/lib/supabase/types'

/** How the caller's agency is set up, or null for whoever is no admin of one. Throws when nobody answers. */
export async function findAgencyHealth(supabase: DataClient): Promise<AgencyHealth | null> {
  const answer = await supabase.rpc('agency_health')
  if (answer.error && toAppError(answer.error, answer.status).code === 'admin_required') return null
  const [row] = unwrap(answer)
  if (!row) return null
  return {
    version: row.version,
    missing: row.missing,
    audit: row.audited_at
      ? {
          at: row.audited_at,
          status: row.audit_status,
          findings: row.audit_findings,
          version: row.audit_version,
          scope: row.audit_scope === 'agency' ? 'agency' : 'database',
        }
      : null,
    change: row.changed_at ? { at: row.changed_at, status: row.changed_status } : null,
  }
}
