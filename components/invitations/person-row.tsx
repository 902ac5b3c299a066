'use client'

import { Copy } from 'lucide-react'
import { DeliveryBadge, StateBadge } from '@/components/invitations/person-badges'
import { PersonMenu, type PersonMenuProps } from '@/components/invitations/person-menu'
import { deliveryDetail, stateDetail } from '@/components/invitations/person-words'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { formatDateTime } from '@/lib/dates'
import { actionsFor, deliveryState, personLabel, reminderWords } from '@/lib/rules/invitation-people'
import { roleWord } from '@/lib/rules/invitation-roles'
import { cn } from '@/lib/utils'

type PersonRowProps = PersonMenuProps & {
  timeZone: string
  /** Missing where nothing can be done to many at once. */
  selection?: { isSelected: boolean; onSelect: (isSelected: boolean) => void } | undefined
  /** Somebody who may see the invitation and not act on it. */
  isReadOnly?: boolean
  onOpen: () => void
}

/** Somebody invited or joined: a line on wide screens, a small card on phones. */
export function PersonRow({
  person,
  timeZone,
  selection,
  isReadOnly = false,
  onOpen,
  ...menu
}: PersonRowProps) {
  const label = personLabel(person)
  const address = [person.email, person.phone].find((one) => one !== null && one !== label)
  const date = (iso: string) => formatDateTime(iso, timeZone, 'date').replace(/ \d{4}$/, '')
  const reminder = reminderWords(person, date)
  const isJoined = person.state === 'joined' || person.state === 'left'
  return (
    <li
      data-person-id={person.id}
      className={cn(
        'relative flex items-start gap-2 py-2.5 pr-2 transition-colors hover:bg-hover has-[[data-row]:focus-visible]:bg-hover sm:items-center',
        selection ? 'pl-3' : 'pl-4',
        selection?.isSelected && 'bg-accent-soft',
      )}
    >
      {selection ? (
        <Checkbox
          aria-label={`Select ${label}`}
          className="relative z-10"
          checked={selection.isSelected}
          onChange={(event) => selection.onSelect(event.target.checked)}
        />
      ) : null}
      <div className="flex min-w-0 flex-1 flex-col gap-1.5 sm:flex-row sm:items-center sm:gap-4">
        <div className="min-w-0 flex-1">
          {isReadOnly ? (
            <p className="truncate text-sm font-medium">
              <bdi>{label}</bdi>
            </p>
          ) : (
            <button
              type="button"
              data-row
              onClick={onOpen}
              // Stretched over the row, so that it is as easy to hit as it looks.
              className="block max-w-full truncate text-left text-sm font-medium after:absolute after:inset-0"
            >
              <bdi>{label}</bdi>
            </button>
          )}
          <p className="truncate text-sm text-text-muted">
            {roleWord(person.role)}
            {address ? (
              <>
                {' · '}
                <bdi>{address}</bdi>
              </>
            ) : null}
          </p>
          {reminder ? <p className="truncate text-xs text-text-subtle">{reminder}</p> : null}
        </div>
        <div className="flex flex-wrap gap-1.5">
          <StateBadge state={person.state} detail={stateDetail(person, timeZone)} />
          {isJoined ? null : (
            <DeliveryBadge state={deliveryState(person)} detail={deliveryDetail(person, timeZone)} />
          )}
        </div>
      </div>
      {actionsFor(person).canCopyLink && !isReadOnly ? (
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Copy link for ${label}`}
          title="Copy link"
          className="relative z-10"
          onClick={() => void menu.actions.copyLink(person)}
        >
          <Copy aria-hidden />
        </Button>
      ) : null}
      {isReadOnly ? null : <PersonMenu person={person} {...menu} />}
    </li>
  )
}
