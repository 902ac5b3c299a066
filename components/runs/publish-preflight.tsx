'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Blocker, Warning } from '@/lib/rules/preflight'

type PublishPreflightProps = {
  blockers: readonly Blocker[]
  warnings: readonly Warning[]
  portalName: (portalId: string) => string
  onLeaveOut: (portalIds: readonly string[]) => void
  onMarkScheduled: () => void
}

export function PublishPreflight(props: PublishPreflightProps) {
  const { blockers, warnings, portalName, onLeaveOut, onMarkScheduled } = props
  const names = (portalIds: readonly string[]) => portalIds.map(portalName).join(', ')
  return (
    <>
      {blockers.map((blocker) => {
        switch (blocker.code) {
          case 'no_name':
            return (
              <Notice key={blocker.code} tone="danger" title="The run has no name">
                Give it one before publishing it.
              </Notice>
            )
          case 'ends_before_start':
            return (
              <Notice key={blocker.code} tone="danger" title="The run ends before it starts">
                Correct its times before publishing it.
              </Notice>
            )
          case 'portal_inactive':
            return (
              <Notice
                key={blocker.code}
                tone="danger"
                title={`Not active: ${names(blocker.portalIds)}`}
                action={
                  <Button size="sm" onClick={() => onLeaveOut(blocker.portalIds)}>
                    Leave out
                  </Button>
                }
              >
                Activate it on the portals page, or leave it out.
              </Notice>
            )
          case 'schedule_backwards':
            return (
              <Notice
                key={blocker.code}
                tone="danger"
                title={`Ends before it begins: ${names(blocker.portalIds)}`}
              >
                Taking down must come after going live.
              </Notice>
            )
        }
      })}
      {warnings.map(({ code }) => {
        switch (code) {
          case 'run_is_draft':
            return (
              <Notice
                key={code}
                tone="warning"
                title="This run is a draft: it stays hidden everywhere until it is scheduled."
                action={
                  <Button size="sm" onClick={onMarkScheduled}>
                    Mark as scheduled
                  </Button>
                }
              />
            )
          case 'run_is_cancelled':
            return (
              <Notice
                key={code}
                tone="warning"
                title="This run is cancelled: it stays hidden until you bring it back."
              />
            )
          case 'starts_in_past':
            return <Notice key={code} tone="warning" title="The start lies in the past." />
          case 'nothing_public':
            return (
              <Notice
                key={code}
                tone="info"
                title="Strangers will see nothing. A teaser would let people find it."
              />
            )
          case 'search_engines_remember':
            return (
              <Notice
                key={code}
                tone="info"
                title="Search engines may remember it for a while, though we tell them to forget it."
              />
            )
        }
      })}
    </>
  )
}
