import { AppError, unwrap } from '@/lib/errors'
import type { CartridgeData, CartridgeType } from '@/lib/rules/cartridge-fields'
import { ownColumns } from '@/lib/rules/cartridges'
import { parseCartridgeData } from '@/lib/schemas/cartridges'
import type { DataClient } from '@/lib/supabase/types'

/** The four tables differ in the columns that `ownColumns` fills alone; the types of one stand for all. */
const ownTable = (type: CartridgeType) => `${type}_cartridges` as 'style_cartridges'

function checked(type: CartridgeType, isOwn: boolean, data: unknown): CartridgeData {
  const parsed = parseCartridgeData(type, isOwn, data)
  if (parsed.data === null) throw new AppError('invalid_input', parsed.faults[0]?.field ?? null)
  return parsed.data
}

type OwnInput = {
  type: CartridgeType
  userId: string
  name: string
  data: CartridgeData
  /** The row as it was read; null makes the first one. */
  seen: { id: string; updatedAt: string } | null
}

/** Makes or saves a person's own cartridge. Throws `conflict` when it is not any more what was seen. */
export async function saveOwnCartridge(supabase: DataClient, input: OwnInput): Promise<{ id: string }> {
  const { type, userId, name, seen } = input
  const columns = { name, ...ownColumns(type, checked(type, true, input.data)) }
  if (!seen) {
    return unwrap(
      await supabase
        .from(ownTable(type))
        .insert({ user_id: userId, ...columns })
        .select('id')
        .single(),
    )
  }
  const rows = unwrap(
    await supabase
      .from(ownTable(type))
      .update(columns)
      .eq('user_id', userId)
      .eq('id', seen.id)
      .eq('updated_at', seen.updatedAt)
      .select('id'),
  )
  if (rows[0]) return rows[0]
  throw new AppError('conflict')
}

/** Removes a person's own cartridge; `restoreCartridge` brings it back. */
export async function deleteOwnCartridge(
  supabase: DataClient,
  input: { type: CartridgeType; userId: string; id: string },
): Promise<void> {
  unwrap(await supabase.from(ownTable(input.type)).delete().eq('user_id', input.userId).eq('id', input.id))
}

type AgencyInput = {
  agencyId: string
  type: CartridgeType
  name: string
  data: CartridgeData
  lockedFields: readonly string[]
}

/** Makes a cartridge of the agency. Throws `duplicate` when it is to be the default and there is one. */
export async function createAgencyCartridge(
  supabase: DataClient,
  input: AgencyInput & { isDefault: boolean },
): Promise<{ id: string }> {
  return unwrap(
    await supabase
      .from('agency_cartridges')
      .insert({
        agency_id: input.agencyId,
        type: input.type,
        name: input.name,
        data: checked(input.type, false, input.data),
        locked_fields: [...input.lockedFields],
        is_default: input.isDefault,
      })
      .select('id')
      .single(),
  )
}

/** Saves a cartridge of the agency. Throws `conflict` when somebody saved since `version`, or may not. */
export async function saveAgencyCartridge(
  supabase: DataClient,
  input: AgencyInput & { id: string; version: number },
): Promise<void> {
  const rows = unwrap(
    await supabase
      .from('agency_cartridges')
      .update({
        name: input.name,
        data: checked(input.type, false, input.data),
        locked_fields: [...input.lockedFields],
      })
      .eq('agency_id', input.agencyId)
      .eq('id', input.id)
      .eq('version', input.version)
      .select('id'),
  )
  if (rows.length === 0) throw new AppError('conflict')
}

/** Removes a cartridge of the agency; `restoreCartridge` brings it back. Throws `admin_required`. */
export async function deleteAgencyCartridge(
  supabase: DataClient,
  input: { agencyId: string; id: string },
): Promise<void> {
  const rows = unwrap(
    await supabase
      .from('agency_cartridges')
      .delete()
      .eq('agency_id', input.agencyId)
      .eq('id', input.id)
      .select('id'),
  )
  if (rows.length === 0) throw new AppError('admin_required')
}

/** Makes a cartridge the one that counts. Throws `admin_required`, `cartridge_not_found`. Returns what counted before. */
export async function setDefaultCartridge(
  supabase: DataClient,
  id: string,
): Promise<{ previousId: string | null }> {
  const rows = unwrap(await supabase.rpc('set_default_cartridge', { cartridge_id: id }))
  return { previousId: rows[0]?.previous_id ?? null }
}

/** Makes a cartridge what it was in a version, or what it was last. Throws `admin_required`, `cartridge_not_found`. */
export async function restoreCartridge(
  supabase: DataClient,
  input: { id: string; versionId: string | null },
): Promise<void> {
  unwrap(
    await supabase.rpc('restore_cartridge', {
      cartridge_id: input.id,
      ...(input.versionId === null ? {} : { version_id: input.versionId }),
    }),
  )
}
