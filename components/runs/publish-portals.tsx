'use client'

import { useId } from 'react'
import { PublishPortalRow } from '@/components/runs/publish-portal-row'
import type { usePublishDraft } from '@/components/runs/use-publish-draft'
import { Checkbox } from '@/components/ui/checkbox'
import type { PortalOption } from '@/lib/queries/portals'
import type { RunDetail } from '@/lib/queries/runs'
import { isPortalLive, publicationState } from '@/lib/rules/publications'

type PublishPortalsProps = {
  run: RunDetail
  portals: readonly PortalOption[]
  draft: ReturnType<typeof usePublishDraft>
  timeZone: string
  now: Date
}

export function PublishPortals({ run, portals, draft, timeZone, now }: PublishPortalsProps) {
  const id = useId()
  // An archived portal is of interest only while the run is still on it.
  const offered = portals.filter(
    (portal) => portal.status !== 'archived' || draft.stored(portal.id)?.unpublishedAt === null,
  )
  const selectable = offered.filter((portal) => isPortalLive(portal) || draft.isPicked(portal.id))
  const picked = selectable.filter((portal) => draft.isPicked(portal.id))
  const areAllPicked = picked.length === selectable.length && selectable.length > 0

  return (
    <section aria-labelledby={`${id}-title`}>
      <div className="flex items-center justify-between gap-3 pr-1">
        <h3 id={`${id}-title`} className="text-sm font-medium">
          Portals
          <span className="ml-2 font-normal text-text-muted">
            {picked.length} of {selectable.length}
          </span>
        </h3>
        <label htmlFor={`${id}-all`} className="flex items-center gap-1 text-sm text-text-muted">
          <Checkbox
            id={`${id}-all`}
            checked={areAllPicked}
            indeterminate={picked.length > 0 && !areAllPicked}
            disabled={selectable.length === 0}
            onChange={() =>
              draft.selectPortals(
                selectable
                  .filter((portal) => isPortalLive(portal) || areAllPicked)
                  .map((portal) => portal.id),
                !areAllPicked,
              )
            }
          />
          All portals
        </label>
      </div>
      <ul className="mt-2 divide-y divide-border overflow-hidden rounded-lg border border-border">
        {offered.map((portal) => {
          const stored = draft.stored(portal.id)
          return (
            <PublishPortalRow
              key={portal.id}
              portal={portal}
              state={stored ? publicationState(stored, run, portal, now) : null}
              isPicked={draft.isPicked(portal.id)}
              wanted={draft.wanted.portals.find((wanted) => wanted.portalId === portal.id)}
              marketMode={draft.wanted.marketMode}
              timeZone={timeZone}
              onSelect={(isOn) => draft.selectPortals([portal.id], isOn)}
              onChange={(change) => draft.changePortal(portal.id, change)}
            />
          )
        })}
      </ul>
    </section>
  )
}
