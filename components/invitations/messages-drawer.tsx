'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowLeft, Megaphone } from 'lucide-react'
import { MessageCounts } from '@/components/invitations/message-counts'
import { MessageRecipients } from '@/components/invitations/message-recipients'
import { Button } from '@/components/ui/button'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/dates'
import { runMessagesQuery, type RunMessage } from '@/lib/queries/messages'
import { browserClient } from '@/lib/supabase/browser'

type MessagesDrawerProps = {
  runId: string
  timeZone: string
  /** The message that is open; null for the list of them. */
  messageKey: string | null
  onOpen: (messageKey: string | null) => void
  onClose: () => void
}

/** How often to look while mail is on its way: it usually goes out within seconds. */
const SENDING_MS = 8_000
const SENDING_WINDOW_MS = 120_000

const isSending = (message: RunMessage) =>
  message.waiting > 0 && Date.now() - Date.parse(message.sentAt) < SENDING_WINDOW_MS

/** What the people of a run were told, whom it reached and how; open, each mail of one message with every attempt. */
export function MessagesDrawer({ runId, timeZone, messageKey, onOpen, onClose }: MessagesDrawerProps) {
  const list = useInfiniteQuery({
    ...runMessagesQuery(browserClient(), runId),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.messages.some(isSending)) ? SENDING_MS : false,
  })
  const messages = list.data?.pages.flatMap((page) => page.messages) ?? []
  const opened = messages.find((message) => message.key === messageKey)
  const sent = (message: RunMessage) =>
    [formatDateTime(message.sentAt, timeZone), message.senderName && `by ${message.senderName}`]
      .filter(Boolean)
      .join(' ')

  function renderList() {
    if (list.isPending) {
      return (
        <div aria-busy="true" className="flex flex-col gap-3">
          <p role="status" className="sr-only">
            Loading messages
          </p>
          <Skeleton className="h-20 w-full" />
          <Skeleton className="h-20 w-full" />
        </div>
      )
    }
    if (list.isError)
      return <ErrorState error={list.error} heading="h3" onRetry={() => void list.refetch()} />
    if (messages.length === 0) {
      return (
        <EmptyState
          heading="h3"
          icon={<Megaphone />}
          title="Nothing was sent yet"
          description="Updates you send, and what people hear by themselves when the run is published, changed or cancelled, appear here with everybody they reached."
        />
      )
    }
    return (
      <>
        <ul className="flex flex-col gap-2">
          {messages.map((message) => (
            <li
              key={message.key}
              className="relative rounded-md border border-border p-3 transition-colors hover:bg-hover"
            >
              <button
                type="button"
                className="text-left text-sm font-medium break-words after:absolute after:inset-0 after:rounded-md"
                onClick={() => onOpen(message.key)}
              >
                <bdi>{message.subject}</bdi>
              </button>
              <p className="mt-0.5 text-xs text-text-muted">{sent(message)}</p>
              <MessageCounts message={message} />
            </li>
          ))}
        </ul>
        {list.hasNextPage ? (
          <Button
            size="sm"
            variant="ghost"
            className="self-center"
            pending={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        ) : null}
      </>
    )
  }

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent
        title={opened ? <bdi>{opened.subject}</bdi> : 'Messages'}
        description={opened ? sent(opened) : 'What the people of this run were told, and whom it reached.'}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        <DrawerBody className="flex flex-col gap-4 pb-6">
          {messageKey === null ? null : (
            <Button size="sm" variant="ghost" className="-ml-2 self-start" onClick={() => onOpen(null)}>
              <ArrowLeft aria-hidden />
              All messages
            </Button>
          )}
          {opened ? (
            <MessageRecipients key={opened.key} runId={runId} message={opened} timeZone={timeZone} />
          ) : messageKey !== null && messages.length > 0 && !list.isFetching ? (
            <EmptyState
              heading="h3"
              title="This message is not among the latest"
              description="Look for it in the list of all messages."
            />
          ) : (
            renderList()
          )}
        </DrawerBody>
      </DrawerContent>
    </Drawer>
  )
}
