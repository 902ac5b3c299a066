import { ArrowRight } from 'lucide-react'
import { Fragment } from 'react'
import type { Changes, PortalChange } from '@/lib/rules/publish'
import { countOf, LISTING_WORDS, MODE_WORDS } from '@/lib/rules/run-words'

type PublishChangesProps = {
  changes: Changes
  portalName: (portalId: string) => string
  dateTime: (iso: string) => string
  /** Whether it is about to happen or somebody else has done it. */
  tense: 'will' | 'did'
}

const KIND_WORDS: Record<'will' | 'did', Record<PortalChange['kind'], string>> = {
  will: { publish: 'Publish to', schedule: 'Schedule on', update: 'Update on', unpublish: 'Unpublish from' },
  did: {
    publish: 'Published to',
    schedule: 'Scheduled on',
    update: 'Updated on',
    unpublish: 'Unpublished from',
  },
}

const NAMES_SHOWN = 6

type Group = { key: string; kind: PortalChange['kind']; details: string; portalIds: string[] }

/** Portals to which the same happens share a line, so that a hundred of them stay readable. */
function groupChanges(portals: readonly PortalChange[], dateTime: (iso: string) => string): Group[] {
  const groups = new Map<string, Group>()
  for (const change of portals) {
    const details = describeDetails(change, dateTime)
    const key = change.kind + details
    const group = groups.get(key)
    if (group) group.portalIds.push(change.portalId)
    else groups.set(key, { key, kind: change.kind, details, portalIds: [change.portalId] })
  }
  return [...groups.values()]
}

/** What changes, one line each: first for whom it is open, then portal by portal. */
export function PublishChanges({ changes, portalName, dateTime, tense }: PublishChangesProps) {
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
      {groupChanges(changes.portals, dateTime).map(({ key, kind, details, portalIds }) => (
        <li key={key}>
          <span className="font-medium">{KIND_WORDS[tense][kind]}</span>{' '}
          {portalIds.slice(0, NAMES_SHOWN).map((portalId, index) => (
            <Fragment key={portalId}>
              {index > 0 ? ', ' : null}
              <bdi>{portalName(portalId)}</bdi>
            </Fragment>
          ))}
          {portalIds.length > NAMES_SHOWN ? ` and ${portalIds.length - NAMES_SHOWN} more` : null}
          <span className="text-text-muted">{details}</span>
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
