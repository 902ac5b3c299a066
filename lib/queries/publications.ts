import type { PortalStatus, Publication } from '@/lib/rules/publications'
import { LISTINGS, oneOf } from '@/lib/rules/runs'

/** Columns of a publication with its portal, as runs embed them. */
export const PUBLICATION_COLUMNS =
  'id, portal_id, listing, publish_at, unpublish_at, unpublished_at, portal:cc_portals(id, name, slug, status, is_active)'

type StoredPublication = {
  id: string
  portal_id: string
  listing: string
  publish_at: string
  unpublish_at: string | null
  unpublished_at: string | null
  portal: { id: string; name: string; slug: string; status: PortalStatus; is_active: boolean }
}

export type PublicationOnPortal = Publication & {
  id: string
  portal: { id: string; name: string; slug: string; status: PortalStatus; isActive: boolean }
}

export function toPublication(row: StoredPublication): PublicationOnPortal {
  const { is_active: isActive, ...portal } = row.portal
  return {
    id: row.id,
    portalId: row.portal_id,
    // The column's CHECK allows nothing else; the least visible one is the safe reading of a value from the future.
    listing: oneOf(LISTINGS, row.listing) ?? 'hidden',
    publishAt: row.publish_at,
    unpublishAt: row.unpublish_at,
    unpublishedAt: row.unpublished_at,
    portal: { ...portal, isActive },
  }
}
