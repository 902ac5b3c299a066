'use client'

import dynamic from 'next/dynamic'
import { useId, useRef, useState } from 'react'
import { PersonRow } from '@/components/invitations/person-row'
import { usePeopleKeys } from '@/components/invitations/use-people-keys'
import type { PersonActionsApi } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import type { InvitedPerson } from '@/lib/rules/invitation-people'
import type { InvitationRole } from '@/lib/rules/invitation-roles'

/** Comes with the first who is selected: most people read the list and select nobody. */
const PeopleBulkBar = dynamic(
  () => import('@/components/invitations/people-bulk-bar').then((module) => module.PeopleBulkBar),
  { ssr: false },
)

type PeopleListProps = {
  label: string
  people: readonly InvitedPerson[]
  roles: readonly InvitationRole[]
  timeZone: string
  isBusy: boolean
  actions: PersonActionsApi
  onOpen: (person: InvitedPerson) => void
  /** Fetches the next ones, of whom `total` says how many there are, where it is known; null when these are all. */
  more: { isPending: boolean; total: number | null; onMore: () => void } | null
}

/** People in rows that can be selected, with everything that can be done to one or to many. */
export function PeopleList(props: PeopleListProps) {
  const { label, people, roles, timeZone, isBusy, actions, onOpen, more } = props
  const allId = useId()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const list = useRef<HTMLUListElement>(null)
  // Who is no longer in the list is no longer selected, whatever was pressed before.
  const selected = people.filter((person) => chosen.has(person.id))
  const total = more?.total ?? null

  function select(id: string, isSelected: boolean): void {
    const next = new Set(chosen)
    if (isSelected) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  usePeopleKeys(list, (id) => select(id, !chosen.has(id)))

  return (
    <>
      {selected.length > 0 ? (
        <PeopleBulkBar
          selected={selected}
          total={total}
          roles={roles}
          timeZone={timeZone}
          actions={actions}
          onSelect={(ids) => setChosen(new Set(ids))}
        />
      ) : null}
      {people.length > 1 ? (
        <div className="flex items-center gap-2 border-t border-border px-3 py-1 text-xs text-text-muted">
          <Checkbox
            id={allId}
            checked={selected.length === people.length}
            indeterminate={selected.length > 0 && selected.length < people.length}
            onChange={(event) =>
              setChosen(new Set(event.target.checked ? people.map((person) => person.id) : []))
            }
          />
          <label htmlFor={allId}>
            Select all {people.length.toLocaleString('en-GB')}
            {more ? ' shown' : ''}
            {total === null ? '' : ` of ${total.toLocaleString('en-GB')}`}
          </label>
        </div>
      ) : null}
      <ul
        ref={list}
        aria-label={label}
        aria-busy={isBusy}
        className="divide-y divide-border border-t border-border"
      >
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            roles={roles}
            timeZone={timeZone}
            actions={actions}
            onOpen={() => onOpen(person)}
            selection={{
              isSelected: chosen.has(person.id),
              onSelect: (isSelected) => select(person.id, isSelected),
            }}
          />
        ))}
      </ul>
      {more ? (
        <div className="border-t border-border p-2 text-center">
          <Button size="sm" variant="ghost" pending={more.isPending} onClick={more.onMore}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  )
}
