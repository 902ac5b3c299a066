import { Eye } from 'lucide-react'
import { ClientDigest } from '@/components/clients/client-digest'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'
import type { ClientDigest as Digest } from '@/lib/queries/client-digest'
import { COUNT_CAP } from '@/lib/queries/clients'

type ClientPreviewProps = { digest: Digest; timeZone: string; now: Date }

/** What people of the client see, for staff to look at and to do nothing with. */
export function ClientPreview({ digest, timeZone, now }: ClientPreviewProps) {
  const { client } = digest
  const { counts } = client
  const numbers = [
    ['Communications', counts.communications],
    ['Alerts', counts.openAlerts],
    ['Tickets', counts.liveTickets],
    ['Documents', counts.documents],
    ['Invoices', counts.invoices],
  ] as const
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-warning-soft px-4 py-3 text-sm">
        <Eye aria-hidden className="size-4 shrink-0 text-warning" />
        <p className="min-w-0 flex-1 basis-64">
          <strong className="font-medium">
            You are looking as somebody of <bdi>{client.name}</bdi> would.
          </strong>{' '}
          <span className="text-text-muted">
            Read under the rules that hold for them. Nothing here can be pressed.
          </span>
        </p>
        <LinkButton href={paths.clientOverview(client.id)} size="sm">
          Back to your view
        </LinkButton>
      </div>
      <div className="mb-6">
        <h1 className="text-xl font-semibold">
          <bdi>{client.name}</bdi>
        </h1>
        <dl
          aria-label="What their tabs say"
          className="mt-3 flex flex-wrap gap-x-5 gap-y-1 border-b border-border pb-3 text-sm"
        >
          {numbers.map(([label, count]) => (
            <div key={label} className="flex gap-1.5">
              <dt className="text-text-muted">{label}</dt>
              <dd className="text-text-subtle tabular-nums">
                {count >= COUNT_CAP ? `${COUNT_CAP}+` : count}
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <ClientDigest digest={digest} timeZone={timeZone} now={now} isPreview />
    </>
  )
}
