import { queryOptions } from '@tanstack/react-query'
import { toAppError, unwrap } from '@/lib/errors'
import { CARTRIDGE_TYPES, type CartridgeData, type CartridgeType } from '@/lib/rules/cartridge-fields'
import type { CartridgeState } from '@/lib/rules/cartridge-history'
import { ownData } from '@/lib/rules/cartridges'
import { oneOf } from '@/lib/rules/runs'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type OwnCartridge = {
  id: string
  name: string
  data: CartridgeData
  /** As the database writes it, to the microsecond: it tells whether a row is still the one that was read. */
  updatedAt: string
}
export type AgencyCartridge = CartridgeState & {
  id: string
  type: CartridgeType
  /** Counts changes, see the mutation. */
  version: number
  updatedAt: string
}
/** All there is for a person: small enough to be read at once, so that changing tabs asks for nothing. */
export type CartridgeShelf = {
  /** The newest first: that one counts. */
  own: Record<CartridgeType, OwnCartridge[]>
  agency: AgencyCartridge[]
}

export type CartridgeVersion = CartridgeState & {
  id: string
  action: 'insert' | 'update' | 'delete'
  actorId: string | null
  at: string
}
export type CartridgeHistory = { versions: CartridgeVersion[]; people: Record<string, string> }

const VERSIONS_SHOWN = 50

export const cartridgeKeys = {
  all: ['cartridges'] as const,
  shelf: (userId: string) => [...cartridgeKeys.all, 'shelf', userId] as const,
  history: ({ agencyId, userId }: CartridgeOwner, cartridgeId: string) =>
    [...cartridgeKeys.all, 'history', agencyId ?? userId, cartridgeId] as const,
}

const AGENCY_COLUMNS = 'id, type, name, data, is_default, locked_fields, version, updated_at'
const SHELF_COLUMNS =
  `style:style_cartridges(*), preference:preference_cartridges(*), instruction:instruction_cartridges(*), brand:brand_cartridges(*), client:clients!users_client_id_fkey(agency:agencies!clients_agency_id_fkey(cartridges:agency_cartridges(${AGENCY_COLUMNS})))` as const

type OwnRow = { id: string; name: string; created_at: string; updated_at: string }

/** A person's own cartridges and, for staff, the agency's. One request: whoever may not read the agency gets none of it. */
export function cartridgeShelfQuery(supabase: DataClient, userId: string) {
  return queryOptions({
    queryKey: cartridgeKeys.shelf(userId),
    queryFn: async ({ signal }): Promise<CartridgeShelf> => {
      const { data, error, status } = await supabase
        .from('users')
        .select(SHELF_COLUMNS)
        .eq('id', userId)
        .abortSignal(signal)
        .single()
      if (error) throw toAppError(error, status)
      // Null for whoever may not read the agency, which the types do not know.
      const agency = data.client?.agency ?? null
      const own = (type: CartridgeType): OwnCartridge[] =>
        data[type].toSorted(newestFirst).map((row: OwnRow) => ({
          id: row.id,
          name: row.name,
          data: ownData(type, row),
          updatedAt: row.updated_at,
        }))
      return {
        own: Object.fromEntries(CARTRIDGE_TYPES.map((type) => [type, own(type)])) as CartridgeShelf['own'],
        agency: (agency?.cartridges ?? [])
          .flatMap((row): AgencyCartridge[] => {
            const type = oneOf(CARTRIDGE_TYPES, row.type)
            return type
              ? [
                  {
                    id: row.id,
                    type,
                    name: row.name,
                    data: row.data as CartridgeData,
                    isDefault: row.is_default,
                    lockedFields: row.locked_fields,
                    version: row.version,
                    updatedAt: row.updated_at,
                  },
                ]
              : []
          })
          .sort(
            (one, other) =>
              Number(other.isDefault) - Number(one.isDefault) || one.name.localeCompare(other.name, 'en'),
          ),
      }
    },
  })
}

function newestFirst(one: OwnRow, other: OwnRow): number {
  return other.created_at.localeCompare(one.created_at) || other.id.localeCompare(one.id)
}

/** Whose cartridge it is: the agency's, or with null the person's own. */
type CartridgeOwner = { agencyId: string | null; userId: string }

const VERSION_COLUMNS = 'id, action, name, data, locked_fields, is_default, actor_id, created_at' as const
const AGENCY_HISTORY_COLUMNS =
  `versions:cartridge_versions(${VERSION_COLUMNS}), house:clients(users(id, full_name, email))` as const

/** What a cartridge was, the newest first, and the names of those who changed it as far as the caller may know them. */
export function cartridgeHistoryQuery(supabase: DataClient, owner: CartridgeOwner, cartridgeId: string) {
  return queryOptions({
    queryKey: cartridgeKeys.history(owner, cartridgeId),
    queryFn: ({ signal }) =>
      owner.agencyId === null
        ? getOwnHistory(supabase, owner.userId, cartridgeId, signal)
        : getAgencyHistory(supabase, owner.agencyId, cartridgeId, signal),
    staleTime: 0,
  })
}

async function getAgencyHistory(
  supabase: DataClient,
  agencyId: string,
  cartridgeId: string,
  signal: AbortSignal,
): Promise<CartridgeHistory> {
  const [agency] = unwrap(
    await supabase
      .from('agencies')
      .select(AGENCY_HISTORY_COLUMNS)
      .eq('id', agencyId)
      .eq('versions.agency_id', agencyId)
      .eq('versions.cartridge_id', cartridgeId)
      .order('created_at', { referencedTable: 'versions', ascending: false })
      .order('id', { referencedTable: 'versions', ascending: false })
      .limit(VERSIONS_SHOWN, { referencedTable: 'versions' })
      .eq('house.is_house', true)
      .abortSignal(signal),
  )
  // There is one house client, and an API that concludes so from its unique index sends an object instead of a list.
  const staff = [agency?.house ?? []].flat().flatMap((client) => client.users)
  return {
    versions: (agency?.versions ?? []).map(toVersion),
    people: Object.fromEntries(staff.map((person) => [person.id, person.full_name ?? person.email])),
  }
}

/** Nobody but the person changes what is theirs, so there is nobody to name. */
async function getOwnHistory(
  supabase: DataClient,
  userId: string,
  cartridgeId: string,
  signal: AbortSignal,
): Promise<CartridgeHistory> {
  const versions = unwrap(
    await supabase
      .from('cartridge_versions')
      .select(VERSION_COLUMNS)
      .eq('user_id', userId)
      .eq('cartridge_id', cartridgeId)
      .order('created_at', { ascending: false })
      .order('id', { ascending: false })
      .limit(VERSIONS_SHOWN)
      .abortSignal(signal),
  )
  return { versions: versions.map(toVersion), people: {} }
}

type StoredVersion = {
  id: string
  action: string
  name: string
  data: Json
  locked_fields: string[]
  is_default: boolean
  actor_id: string | null
  created_at: string
}

function toVersion(row: StoredVersion): CartridgeVersion {
  return {
    id: row.id,
    action: oneOf(['insert', 'update', 'delete'], row.action) ?? 'update',
    name: row.name,
    data: row.data as CartridgeData,
    lockedFields: row.locked_fields,
    isDefault: row.is_default,
    actorId: row.actor_id,
    at: row.created_at,
  }
}
