'use client'

import Link from 'next/link'
import { useEffect } from 'react'
import { MarketModeCards } from '@/components/runs/market-mode-cards'
import { PublishChanges } from '@/components/runs/publish-changes'
import { PublishConflict } from '@/components/runs/publish-conflict'
import { PublishPortals } from '@/components/runs/publish-portals'
import { PublishPreflight } from '@/components/runs/publish-preflight'
import { usePublishDraft } from '@/components/runs/use-publish-draft'
import { usePublishRun } from '@/components/runs/use-publish-run'
import { useRunStatus } from '@/components/runs/use-run-status'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogFooter } from '@/components/ui/dialog'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { formatDateTime } from '@/lib/dates'
import { errorMessage } from '@/lib/error-messages'
import { paths } from '@/lib/paths'
import type { PortalOption } from '@/lib/queries/portals'
import type { RunDetail } from '@/lib/queries/runs'
import { preflight } from '@/lib/rules/preflight'
import { effectLabel, hasChanges } from '@/lib/rules/publish'

type PublishFormProps = LeaveQuestion & {
  run: RunDetail
  portals: readonly PortalOption[]
  timeZone: string
  agencyId: string
  now: Date
}

export function PublishForm(props: PublishFormProps) {
  const { run, portals, timeZone, agencyId, now, isAsking, onKeep, onDirty, onCancel, onClose } = props
  const draft = usePublishDraft(run, portals, now)
  const { current, wanted, changes } = draft
  const { publish, isPending, error } = usePublishRun(run.id, onClose)
  const status = useRunStatus(agencyId, run)

  const names = new Map(portals.map((portal) => [portal.id, portal.name]))
  for (const { portal } of run.publications) names.set(portal.id, portal.name)
  const portalName = (portalId: string) => names.get(portalId) ?? 'A removed portal'
  const dateTime = (iso: string) => formatDateTime(iso, timeZone)

  const switches = new Map(portals.map((portal) => [portal.id, portal]))
  const { blockers, warnings } = preflight(run, wanted, switches, now)
  const isChanging = hasChanges(changes)
  const isReady = isChanging && blockers.length === 0
  const isLeftOnPortals = wanted.portals.length > 0

  const hasPicks = draft.isTouched && isChanging
  useEffect(() => onDirty(hasPicks), [hasPicks, onDirty])

  function submit(): void {
    if (!isReady || isPending) return
    const doneMessage = effectLabel(changes, isLeftOnPortals, 'did')
    publish({ wanted, expectedVersion: current.version, doneMessage })
  }
  useShortcut('submit', submit)

  if (portals.length === 0) {
    return (
      <EmptyState
        title="There is no portal yet"
        description="A portal is a public page of yours that lists runs. Make one, then come back."
        action={
          <Link href={paths.newPortal()} className="underline">
            Make a portal
          </Link>
        }
      />
    )
  }
  return (
    <>
      <DialogBody className="flex flex-col gap-5 pb-5">
        <PublishConflict run={run} now={now} portalName={portalName} dateTime={dateTime} />
        {error && error.code !== 'stale_version' ? (
          <Notice tone="danger" isAlert title={errorMessage(error).title}>
            {errorMessage(error).advice}
          </Notice>
        ) : null}
        <MarketModeCards value={wanted.marketMode} current={run.marketMode} onChange={draft.changeMode} />
        <PublishPortals run={run} portals={portals} draft={draft} timeZone={timeZone} now={now} />
      </DialogBody>
      {isChanging || blockers.length > 0 || warnings.length > 0 ? (
        <section
          aria-label="Before you publish"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls when there is much to say, and the keyboard must be able to.
          tabIndex={0}
          className="flex max-h-[34dvh] shrink-0 flex-col gap-2 overflow-y-auto border-t border-border px-5 py-3 focus-visible:-outline-offset-2 sm:max-h-56"
        >
          {isChanging ? (
            <div>
              <h3 className="mb-1 text-sm font-medium">What will change</h3>
              <PublishChanges changes={changes} portalName={portalName} dateTime={dateTime} tense="will" />
            </div>
          ) : null}
          <PublishPreflight
            blockers={blockers}
            warnings={warnings}
            portalName={portalName}
            onLeaveOut={(portalIds) => draft.selectPortals(portalIds, false)}
            onMarkScheduled={() => status.change('scheduled')}
          />
        </section>
      ) : null}
      <DialogFooter>
        {isAsking ? (
          <DiscardQuestion onKeep={onKeep} onDiscard={onClose} />
        ) : (
          <>
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!isReady} pending={isPending} onClick={submit}>
              {effectLabel(changes, isLeftOnPortals)}
            </Button>
          </>
        )}
      </DialogFooter>
    </>
  )
}
