import { unwrap } from '@/lib/errors'
import type { ClientStatus } from '@/lib/queries/clients'
import { safeHref } from '@/lib/rules/links'
import type { ClientForm } from '@/lib/schemas/clients'
import type { DataClient } from '@/lib/supabase/types'

type ClientColumns = { name?: string; website?: string | null; status?: ClientStatus; notes?: string | null }

function toColumns(form: ClientForm) {
  return {
    name: form.name.trim(),
    website: safeHref(form.website),
    status: form.status,
    notes: form.notes.trim() || null,
  } satisfies ClientColumns
}

/** Makes a client and returns its id; for admins, `forbidden` for others. A new one is active, so its status is set after. */
export async function createClient(
  supabase: DataClient,
  agencyId: string,
  form: ClientForm,
): Promise<{ id: string }> {
  const { name, website, notes } = toColumns(form)
  return unwrap(
    await supabase
      .from('clients')
      .insert({ agency_id: agencyId, name, website, notes })
      .select('id')
      .single(),
  )
}

/**
 * Saves only what the person changed, so that two people editing different fields do not undo each other's work. Throws
 * `not_found` when the client is gone or the person may not change it.
 */
export async function updateClient(
  supabase: DataClient,
  input: { agencyId: string; clientId: string; form: ClientForm; changed: ReadonlySet<keyof ClientForm> },
): Promise<void> {
  const all = toColumns(input.form)
  const patch: ClientColumns = {}
  if (input.changed.has('name')) patch.name = all.name
  if (input.changed.has('website')) patch.website = all.website
  if (input.changed.has('status')) patch.status = all.status
  if (input.changed.has('notes')) patch.notes = all.notes
  await patchClient(supabase, input.agencyId, input.clientId, patch)
}

/** Archives a client, pauses it or brings it back. Nothing of it is lost. */
export async function setClientStatus(
  supabase: DataClient,
  input: { agencyId: string; clientId: string; status: ClientStatus },
): Promise<void> {
  await patchClient(supabase, input.agencyId, input.clientId, { status: input.status })
}

async function patchClient(
  supabase: DataClient,
  agencyId: string,
  clientId: string,
  patch: ClientColumns,
): Promise<void> {
  if (Object.keys(patch).length === 0) return
  unwrap(
    await supabase
      .from('clients')
      .update(patch)
      .eq('agency_id', agencyId)
      .eq('id', clientId)
      .eq('is_house', false)
      .select('id')
      .single(),
  )
}
