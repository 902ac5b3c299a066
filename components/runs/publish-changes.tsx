import { ArrowRight } from 'lucide-react'
import type { Changes, PortalChange } from '@/lib/rules/publish'
import { countOf, LISTING_WORDS, MODE_WORDS } from '@/lib/rules/run-words'

type PublishChangesProps = {
  changes: Changes
  portalName: (portalId: string) => string
  dateTime: (iso: string) => string
}

const KIND_WORDS: Record<PortalChange['kind'], string> = {
  publish: 'Published',
  schedule: 'Scheduled',
  update: 'Changed',
  unpublish: 'Unpublished',
}

/** What changes, one line each: first for whom it is open, then portal by portal. */
export function PublishChanges({ changes, portalName, dateTime }: PublishChangesProps) {
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {changes.mode ? (
        <li className="flex flex-wrap items-center gap-x-1.5">
          Market mode: <span className="text-text-muted">{MODE_WORDS[changes.mode.from]}</span>
          <ArrowRight aria-label="to" className="size-3.5 text-text-subtle" />
          <span className="font-medium">{MODE_WORDS[changes.mode.to]}</span>
          {changes.underNewMode.length > 0 ? (
            <span className="text-text-muted">
              , also on {countOf(changes.underNewMode.length, 'portal')} it stays on
            </span>
          ) : null}
        </li>
      ) : null}
      {changes.portals.map((change) => (
        <li key={change.portalId}>
          <span className="font-medium">{KIND_WORDS[change.kind]}</span>
          {': '}
          <bdi>{portalName(change.portalId)}</bdi>
          <span className="text-text-muted">{describeDetails(change, dateTime)}</span>
        </li>
      ))}
    </ul>
  )
}

function describeDetails({ details }: PortalChange, dateTime: (iso: string) => string): string {
  const parts = details.map((detail) => {
    if (detail.what === 'listing') {
      return `${LISTING_WORDS[detail.from].toLowerCase()} to ${LISTING_WORDS[detail.to].toLowerCase()}`
    }
    if (detail.what === 'publishAt') return detail.to === null ? 'at once' : `from ${dateTime(detail.to)}`
    return detail.to === null ? 'without an end' : `until ${dateTime(detail.to)}`
  })
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}
