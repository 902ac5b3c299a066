'use client'

import { useState } from 'react'
import type { PortalOption } from '@/lib/queries/portals'
import type { RunDetail } from '@/lib/queries/runs'
import {
  describeChanges,
  firstDraft,
  isSelected,
  wantedState,
  type PortalDraft,
  type PublishDraft,
  type PublishState,
} from '@/lib/rules/publish'
import type { MarketMode } from '@/lib/rules/runs'

export function publishStateOf(run: RunDetail): PublishState {
  return { marketMode: run.marketMode, version: run.publishVersion, publications: run.publications }
}

/** What a person picks in the publish dialog, laid over what is stored now. */
export function usePublishDraft(run: RunDetail, portals: readonly PortalOption[], now: Date) {
  const [picked, setPicked] = useState<PublishDraft | null>(null)
  const draft = picked ?? firstDraft(run.publications, portals)
  const current = publishStateOf(run)
  const wanted = wantedState(current, draft, now)
  const changes = describeChanges(current, wanted, now)
  const stored = (portalId: string) =>
    current.publications.find((publication) => publication.portalId === portalId)
  const isPicked = (portalId: string) => isSelected(stored(portalId), draft.portals[portalId], now)

  function changePortal(portalId: string, change: PortalDraft): void {
    setPicked({
      ...draft,
      portals: { ...draft.portals, [portalId]: { ...draft.portals[portalId], ...change } },
    })
  }

  function selectPortals(portalIds: readonly string[], isOn: boolean): void {
    const changed = { ...draft.portals }
    for (const portalId of portalIds) {
      const { isSelected: _, ...others } = changed[portalId] ?? {}
      // Choosing again what is stored is no choice: it must follow when the stored state changes.
      const isStored = isSelected(stored(portalId), undefined, now)
      changed[portalId] = isStored === isOn ? others : { ...others, isSelected: isOn }
    }
    setPicked({ ...draft, portals: changed })
  }

  function changeMode(marketMode: MarketMode): void {
    // Listings chosen for another mode may show more than this one means, so they are decided anew.
    const portals = Object.fromEntries(
      Object.entries(draft.portals).map(([portalId, { listing: _, ...others }]) => [portalId, others]),
    )
    setPicked({ marketMode: marketMode === run.marketMode ? null : marketMode, portals })
  }

  return {
    current,
    wanted,
    changes,
    isTouched: picked !== null,
    isPicked,
    stored,
    changePortal,
    selectPortals,
    changeMode,
  }
}
