import { unwrap } from '@/lib/errors'
import type { PortalSwitches } from '@/lib/rules/publications'
import type { PortalForm } from '@/lib/schemas/portals'
import type { DataClient } from '@/lib/supabase/types'

function toColumns(form: PortalForm) {
  return {
    name: form.name,
    slug: form.slug,
    status: form.status,
    primary_audience: form.audience,
    default_zone_id: form.defaultZoneId === '' ? null : form.defaultZoneId,
  }
}

/** Makes a portal and returns its id. Throws `duplicate` when any agency's portal has the address already. */
export async function createPortal(
  supabase: DataClient,
  agencyId: string,
  form: PortalForm,
): Promise<{ id: string }> {
  return unwrap(
    await supabase
      .from('cc_portals')
      .insert({ owning_tenant_id: agencyId, ...toColumns(form) })
      .select('id')
      .single(),
  )
}

/** Throws `duplicate` when the address is taken and `not_found` when the portal is gone or shared. */
export async function updatePortal(
  supabase: DataClient,
  input: { agencyId: string; portalId: string; form: PortalForm },
): Promise<void> {
  unwrap(
    await supabase
      .from('cc_portals')
      .update(toColumns(input.form))
      .eq('owning_tenant_id', input.agencyId)
      .eq('id', input.portalId)
      .select('id')
      .single(),
  )
}

/** Activates, pauses, resumes or archives a portal: what it shows appears or disappears at once. */
export async function switchPortal(
  supabase: DataClient,
  input: { agencyId: string; portalId: string; switches: PortalSwitches },
): Promise<void> {
  const { status, isActive } = input.switches
  unwrap(
    await supabase
      .from('cc_portals')
      .update({ status, is_active: isActive })
      .eq('owning_tenant_id', input.agencyId)
      .eq('id', input.portalId)
      .select('id')
      .single(),
  )
}
