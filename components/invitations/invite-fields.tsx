'use client'

import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { MESSAGE_MAX_LENGTH } from '@/lib/rules/invitation-draft'
import { ROLE_WORDS, type InvitationRole } from '@/lib/rules/invitation-roles'
import { oneOf } from '@/lib/rules/runs'
import { cn } from '@/lib/utils'

type RoleFieldProps = {
  roles: readonly InvitationRole[]
  value: InvitationRole
  onChange: (role: InvitationRole) => void
}

export function RoleField({ roles, value, onChange }: RoleFieldProps) {
  return (
    <Field label="Role" hint={ROLE_WORDS[value].description}>
      {(ids) => (
        <Select
          {...ids}
          value={value}
          onChange={(event) => onChange(oneOf(roles, event.target.value) ?? value)}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {ROLE_WORDS[role].name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

export function MessageField({ value, onChange }: { value: string; onChange: (message: string) => void }) {
  const left = MESSAGE_MAX_LENGTH - Array.from(value).length
  return (
    <Field
      label="Personal message"
      required={false}
      error={left < 0 ? `${-left} characters too many.` : undefined}
      aside={
        <span className={cn('text-sm tabular-nums', left < 50 ? 'text-warning' : 'text-text-subtle')}>
          <span className="sr-only">Characters left: </span>
          {left}
        </span>
      }
    >
      {(ids) => (
        <Textarea
          {...ids}
          rows={3}
          value={value}
          placeholder="Why you would like them along. Plain text."
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
