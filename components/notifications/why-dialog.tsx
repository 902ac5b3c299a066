'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/dates'
import { findCategory } from '@/lib/notifications/categories'
import { findEvent } from '@/lib/notifications/registry'
import { paths } from '@/lib/paths'
import { decisionsQuery, type InboxItem } from '@/lib/queries/notifications'
import { decisionWords } from '@/lib/rules/notification-words'
import { browserClient } from '@/lib/supabase/browser'

type WhyDialogProps = { item: InboxItem; userId: string; onClose: () => void }

/** Says what made this notification, and what the database would do with another one like it right now. */
export function WhyDialog({ item, userId, onClose }: WhyDialogProps) {
  const decisions = useQuery(decisionsQuery(browserClient(), userId, item.type))
  const timeZone = useDeviceTimeZone('UTC')
  const event = findEvent(item.type)
  const category = findCategory(item.category)

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Why did I get this?" description={item.subject}>
        <DialogBody className="flex flex-col gap-4 pb-5 text-sm">
          <p>You got this because {event?.because ?? 'it concerns something you take part in.'}</p>
          <section>
            <h3 className="font-medium">
              {category ? `The next one under “${category.name}” reaches you` : 'The next one reaches you'}
            </h3>
            {decisions.isPending ? (
              <div aria-busy className="mt-2 flex flex-col gap-2">
                <Skeleton className="h-4 w-3/4" />
                <Skeleton className="h-4 w-2/3" />
              </div>
            ) : decisions.isError ? (
              <ErrorState
                heading="h3"
                className="py-4"
                error={decisions.error}
                onRetry={() => void decisions.refetch()}
              />
            ) : (
              <dl className="mt-1 flex flex-col gap-1">
                {decisions.data.map((decision) => {
                  const when = decision.nextAt ? formatDateTime(decision.nextAt, timeZone, 'moment') : null
                  const { where, how } = decisionWords(decision, when)
                  return (
                    <div key={decision.channel} className="sm:grid sm:grid-cols-[7rem_1fr]">
                      <dt className="text-text-muted">{where}</dt>
                      <dd>{how}</dd>
                    </div>
                  )
                })}
              </dl>
            )}
            {event?.requiredBecause ? <p className="mt-2 text-text-muted">{event.requiredBecause}</p> : null}
          </section>
        </DialogBody>
        <DialogFooter>
          <LinkButton href={paths.notificationSettings()} onClick={onClose}>
            Choose what you are told
          </LinkButton>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
