import { Eye } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ClientDigest } from '@/components/clients/client-digest'
import {
  DigestAlertRow,
  DigestDocumentRow,
  DigestMessageRow,
  DigestTicketRow,
} from '@/components/clients/client-digest-rows'
import { TabLabel } from '@/components/clients/client-tabs'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { ScrollLine } from '@/components/ui/scroll-line'
import { paths } from '@/lib/paths'
import type { ClientPreview as Preview } from '@/lib/queries/client-digest'
import { CLIENT_TABS } from '@/lib/rules/client-tabs'
import { PREVIEW_LISTS, type PreviewTab } from '@/lib/rules/client-preview'

type ClientPreviewProps = { preview: Preview; tab: PreviewTab; timeZone: string; now: Date }

/** What people of the client see, for staff to look at and to do nothing with but turn the pages. */
export function ClientPreview({ preview, tab, timeZone, now }: ClientPreviewProps) {
  const { digest } = preview
  const { client } = digest
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-warning-soft px-4 py-3 text-sm">
        <Eye aria-hidden className="size-4 shrink-0 text-warning" />
        <p className="min-w-0 flex-1 basis-64">
          <strong className="font-medium">
            You are looking as somebody of <bdi>{client.name}</bdi> would.
          </strong>{' '}
          <span className="text-text-muted">
            Read under the rules that hold for them. You can turn the pages, and do nothing else.
          </span>
        </p>
        <LinkButton href={paths.clientOverview(client.id)} size="sm">
          Back to your view
        </LinkButton>
      </div>
      <h1 className="text-xl font-semibold">
        <bdi>{client.name}</bdi>
      </h1>
      <ScrollLine
        label="What the client sees"
        current={tab}
        className="-mx-4 mt-3 mb-6 border-b border-border px-4 sm:mx-0 sm:px-0"
      >
        <ul className="flex w-max gap-1">
          {CLIENT_TABS.filter(({ isStaffOnly }) => !isStaffOnly).map(({ id, label, count }) => {
            const words = <TabLabel label={label} count={count(client.counts, false)} />
            return (
              <li key={id}>
                {id === 'overview' || isList(id) ? (
                  <Link
                    prefetch={false}
                    href={paths.clientPreview(client.id, { tab: id === 'overview' ? undefined : id })}
                    aria-current={id === tab ? 'page' : undefined}
                    className="group block rounded-t-sm focus-visible:-outline-offset-2"
                  >
                    {words}
                  </Link>
                ) : (
                  // What staff see of it they see on its own page; here is only how many the client finds.
                  words
                )}
              </li>
            )
          })}
        </ul>
      </ScrollLine>
      {tab === 'overview' ? (
        <ClientDigest digest={digest} timeZone={timeZone} now={now} isPreview />
      ) : (
        <PreviewList preview={preview} tab={tab} timeZone={timeZone} now={now} />
      )}
    </>
  )
}

const isList = (id: string) => PREVIEW_LISTS.some((list) => list === id)

const NOTHING = {
  communications: 'No message is shared with the client',
  alerts: 'No problem is shared with the client',
  tickets: 'No ticket is shared with the client',
  documents: 'No document is shared with the client',
}

type PreviewListProps = Omit<ClientPreviewProps, 'tab'> & { tab: Exclude<PreviewTab, 'overview'> }

function PreviewList({ preview: { digest, lists }, tab, timeZone, now }: PreviewListProps) {
  const row = { clientId: digest.client.id, timeZone, now, isPreview: true }
  const rows: Record<typeof tab, readonly ReactNode[]> = {
    communications: lists.messages.map((one) => <DigestMessageRow key={one.id} {...row} message={one} />),
    alerts: lists.alerts.map((one) => <DigestAlertRow key={one.id} {...row} alert={one} />),
    tickets: lists.tickets.map((one) => <DigestTicketRow key={one.id} {...row} ticket={one} />),
    documents: lists.documents.map((one) => <DigestDocumentRow key={one.id} {...row} document={one} />),
  }
  const label = CLIENT_TABS.find(({ id }) => id === tab)?.label
  const count = CLIENT_TABS.find(({ id }) => id === tab)?.count(digest.client.counts, false) ?? 0
  const shown = rows[tab].length
  if (shown === 0)
    return <EmptyState title={NOTHING[tab]} description="What you share with them appears here." />
  return (
    <>
      <ul
        aria-label={label}
        className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-surface"
      >
        {rows[tab]}
      </ul>
      {count > shown ? (
        <p className="mt-2 px-1 text-sm text-text-muted">These are the first {shown}; they can read on.</p>
      ) : null}
    </>
  )
}
