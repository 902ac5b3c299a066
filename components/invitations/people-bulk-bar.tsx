'use client'

import { Ban, CalendarPlus, Download, Send, UserCog, UserMinus, X } from 'lucide-react'
import { useState } from 'react'
import { downloadFile } from '@/components/ui/download-file'
import { PeopleRefused } from '@/components/invitations/people-refused'
import { deliveryWord, stateWord } from '@/components/invitations/person-badges'
import type { PersonActionsApi } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { actionsFor, peopleCsv, type InvitedPerson, type PersonActions } from '@/lib/rules/invitation-people'
import { ROLE_WORDS, type InvitationRole } from '@/lib/rules/invitation-roles'
import type { Refused } from '@/lib/rules/refused-people'

type PeopleBulkBarProps = {
  selected: readonly InvitedPerson[]
  /** How many there are, of whom only some are loaded; null when all are. */
  total: number | null
  roles: readonly InvitationRole[]
  timeZone: string
  actions: PersonActionsApi
  onSelect: (ids: readonly string[]) => void
}

const BUTTONS = [
  { name: 'resend', label: 'Send again', can: 'canResend', Icon: Send },
  { name: 'extend', label: 'Extend', can: 'canExtend', Icon: CalendarPlus },
  { name: 'revoke', label: 'Revoke', can: 'canRevoke', Icon: Ban },
  { name: 'remove', label: 'Remove', can: 'canRemove', Icon: UserMinus },
] as const satisfies readonly { name: string; label: string; can: keyof PersonActions; Icon: typeof X }[]

/**
 * What can be done to those who are selected: only what applies to some of them, with how many when not to all. For whom
 * something was refused stays selected.
 */
export function PeopleBulkBar(props: PeopleBulkBarProps) {
  const { selected, total, roles, timeZone, actions, onSelect } = props
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const those = (can: keyof PersonActions) => selected.filter((person) => actionsFor(person)[can])
  const changeable = those('canChangeRole')
  // In the order of the list, and no longer for whoever is not selected any more.
  const told = selected.flatMap(({ id }) => refused.filter(({ person }) => person.id === id))

  async function run(name: string, work: Promise<readonly Refused[]>): Promise<void> {
    setBusy(name)
    setRefused([])
    const left = await work
    setBusy(null)
    setRefused(left)
    onSelect(left.map(({ person }) => person.id))
  }

  return (
    <div className="sticky top-14 z-20 border-y border-border bg-surface-raised md:top-0">
      <div
        role="toolbar"
        aria-label="Selected people"
        className="flex flex-wrap items-center gap-1.5 px-3 py-2"
      >
        <p role="status" className="text-sm font-medium tabular-nums">
          {selected.length} {total === null ? '' : `of ${total.toLocaleString('en-GB')} `}selected
        </p>
        <Button
          size="sm"
          variant="ghost"
          className="mr-auto px-2!"
          aria-label="Select nobody"
          title="Select nobody"
          onClick={() => onSelect([])}
        >
          <X aria-hidden />
        </Button>
        {BUTTONS.map(({ name, label, can, Icon }) => {
          const people = those(can)
          if (people.length === 0) return null
          return (
            <Button
              key={name}
              size="sm"
              pending={busy === name}
              disabled={busy !== null && busy !== name}
              onClick={() => void run(name, actions.many[name](people))}
            >
              <Icon aria-hidden className="max-sm:hidden" />
              {label}
              {countIn(people, selected)}
            </Button>
          )
        })}
        {changeable.length > 0 && roles.length > 1 ? (
          <Menu>
            <MenuTrigger asChild>
              <Button size="sm" pending={busy === 'role'} disabled={busy !== null && busy !== 'role'}>
                <UserCog aria-hidden className="max-sm:hidden" />
                Role{countIn(changeable, selected)}
              </Button>
            </MenuTrigger>
            <MenuContent align="start">
              {roles.map((role) => (
                <MenuItem
                  key={role}
                  onSelect={() => void run('role', actions.many.changeRole(changeable, role))}
                >
                  {ROLE_WORDS[role].name}
                </MenuItem>
              ))}
            </MenuContent>
          </Menu>
        ) : null}
        <Button
          size="sm"
          onClick={() =>
            downloadFile(
              'stakeholders.csv',
              peopleCsv(selected, { state: stateWord, delivery: deliveryWord }),
            )
          }
        >
          <Download aria-hidden className="max-sm:hidden" />
          CSV
        </Button>
      </div>
      {told.length > 0 ? <PeopleRefused refused={told} timeZone={timeZone} /> : null}
    </div>
  )
}

function countIn(some: readonly unknown[], all: readonly unknown[]): string {
  return some.length === all.length ? '' : ` (${some.length})`
}
