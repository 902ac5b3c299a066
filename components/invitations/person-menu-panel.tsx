'use client'

import { Ban, CalendarPlus, Check, Copy, RotateCcw, Send, UserMinus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PersonMenuProps } from '@/components/invitations/person-menu'
import { EXTENSION_DAYS } from '@/components/invitations/use-person-actions'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { actionsFor } from '@/lib/rules/invitation-people'
import { ROLE_WORDS } from '@/lib/rules/invitation-roles'

export function PersonMenuPanel({
  person,
  roles,
  actions,
  trigger,
}: PersonMenuProps & { trigger: ReactNode }) {
  const can = actionsFor(person)
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        {can.canCopyLink ? (
          <MenuItem icon={<Copy aria-hidden />} onSelect={() => void actions.copyLink(person)}>
            Copy link
          </MenuItem>
        ) : null}
        {can.canResend ? (
          <MenuItem icon={<Send aria-hidden />} onSelect={() => void actions.resend(person)}>
            Send again
          </MenuItem>
        ) : null}
        {can.canExtend ? (
          <MenuItem icon={<CalendarPlus aria-hidden />} onSelect={() => void actions.extend(person)}>
            Extend by {EXTENSION_DAYS} days
          </MenuItem>
        ) : null}
        {can.canResetLinks ? (
          <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => void actions.resetLinks(person)}>
            Reset links
          </MenuItem>
        ) : null}
        {can.canChangeRole && roles.length > 1 ? (
          <>
            <MenuSeparator />
            <MenuLabel>Role</MenuLabel>
            {roles.map((role) => (
              <MenuItem
                key={role}
                icon={<Check aria-hidden className={role === person.role ? 'text-accent' : 'invisible'} />}
                disabled={role === person.role}
                onSelect={() => void actions.changeRole(person, role)}
              >
                {ROLE_WORDS[role].name}
                {role === person.role ? <span className="sr-only"> (now)</span> : null}
              </MenuItem>
            ))}
          </>
        ) : null}
        {can.canRevoke || can.canRemove ? <MenuSeparator /> : null}
        {can.canRevoke ? (
          <MenuItem danger icon={<Ban aria-hidden />} onSelect={() => void actions.revoke(person)}>
            Revoke
          </MenuItem>
        ) : null}
        {can.canRemove ? (
          <MenuItem danger icon={<UserMinus aria-hidden />} onSelect={() => void actions.remove(person)}>
            Remove
          </MenuItem>
        ) : null}
        {Object.values(can).some(Boolean) ? null : <MenuLabel>Nothing to do here any more</MenuLabel>}
      </MenuContent>
    </Menu>
  )
}
