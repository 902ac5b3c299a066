'use client'

import { useQuery } from '@tanstack/react-query'
import { RecipientEntry } from '@/components/invitations/recipient-entry'
import { useReplay } from '@/components/invitations/use-replay'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/dates'
import { replayDelivery } from '@/lib/mutations/invitations'
import { deliveryQuery } from '@/lib/queries/messages'
import { browserClient } from '@/lib/supabase/browser'

type DeliveryDrawerProps = { agencyId: string; deliveryId: string; timeZone: string; onClose: () => void }

/** One mail with every attempt, whatever it was about; one that failed can go out again. */
export function DeliveryDrawer({ agencyId, deliveryId, timeZone, onClose }: DeliveryDrawerProps) {
  const mail = useQuery(deliveryQuery(browserClient(), agencyId, deliveryId))
  const replay = useReplay(async () => {
    await replayDelivery(browserClient(), deliveryId)
    return 1
  })

  function renderMail() {
    if (mail.isPending) return <Skeleton className="h-24 w-full" />
    if (mail.isError)
      return <ErrorState error={mail.error} heading="h3" onRetry={() => void mail.refetch()} />
    if (!mail.data) {
      return (
        <EmptyState
          heading="h3"
          title="This message is no longer there"
          description="It may belong to somebody or something that was deleted."
        />
      )
    }
    return (
      <ul aria-label="Recipients">
        <RecipientEntry
          recipient={mail.data}
          timeZone={timeZone}
          isReplaying={replay.isPending}
          onReplay={() => replay.mutate()}
        />
      </ul>
    )
  }

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent
        title={<bdi>{mail.data?.subject || 'Message'}</bdi>}
        description={mail.data ? formatDateTime(mail.data.createdAt, timeZone) : 'Whom it reached, and how.'}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        <DrawerBody className="pb-6">{renderMail()}</DrawerBody>
      </DrawerContent>
    </Drawer>
  )
}
