'use client'

import { CircleAlert, CircleCheck, CircleMinus, LoaderCircle, X } from 'lucide-react'
import { useState } from 'react'
import type { JudgedRow } from '@/components/invitations/use-invite-draft'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Verdict } from '@/lib/rules/invitation-draft'
import { ROLE_WORDS, type InvitationRole } from '@/lib/rules/invitation-roles'
import { countOf } from '@/lib/rules/run-words'
import { oneOf } from '@/lib/rules/runs'
import { cn } from '@/lib/utils'

const ROWS_SHOWN = 100

type RecipientRowsProps = {
  judged: readonly JudgedRow[]
  roles: readonly InvitationRole[]
  isChecking: boolean
  onCorrect: (id: string, typed: string) => void
  onRole: (id: string, role: InvitationRole | null) => void
  onRemove: (ids: ReadonlySet<string>) => void
}

/** Everybody on the list with what will become of them. What needs a hand comes first. */
export function RecipientRows(props: RecipientRowsProps) {
  const { judged, roles, isChecking, onCorrect, onRole, onRemove } = props
  const [shown, setShown] = useState(ROWS_SHOWN)
  const of = (kind: Verdict['kind']) => judged.filter(({ verdict }) => verdict?.kind === kind)
  const [fix, skip] = [of('fix'), of('skip')]
  const isGoing = ({ verdict }: JudgedRow) => verdict === null || verdict.kind === 'good'
  const going = judged.filter(isGoing)
  const isNoted = ({ verdict }: JudgedRow) => verdict !== null && verdict.advice !== null
  const rows = [...fix, ...skip, ...going.filter(isNoted), ...going.filter((one) => !isNoted(one))]
  if (judged.length === 0) return null
  return (
    <section
      aria-label="Invitation list"
      className="shrink-0 overflow-hidden rounded-md border border-border"
    >
      <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-border bg-surface-sunken py-1 pr-1.5 pl-3 text-sm">
        <p role="status" className="mr-auto">
          <span className="font-medium">
            {going.length.toLocaleString('en-GB')} {isChecking ? 'to check' : 'ready'}
          </span>
          {fix.length > 0 ? (
            <span className="text-danger"> · {fix.length.toLocaleString('en-GB')} to fix</span>
          ) : null}
          {skip.length > 0 ? (
            <span className="text-text-muted"> · {skip.length.toLocaleString('en-GB')} left out</span>
          ) : null}
        </p>
        {fix.length + skip.length > 0 ? (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => onRemove(new Set([...fix, ...skip].map(({ row }) => row.id)))}
          >
            Remove invalid
          </Button>
        ) : null}
        <Button size="sm" variant="ghost" onClick={() => onRemove(new Set(judged.map(({ row }) => row.id)))}>
          Clear
        </Button>
      </header>
      <ul aria-label="People to invite" className="max-h-64 divide-y divide-border overflow-y-auto">
        {rows.slice(0, shown).map((one) => (
          <RecipientRow
            key={one.row.id}
            {...one}
            roles={roles}
            onCorrect={(typed) => onCorrect(one.row.id, typed)}
            onRole={(role) => onRole(one.row.id, role)}
            onRemove={() => onRemove(new Set([one.row.id]))}
          />
        ))}
        {rows.length > shown ? (
          <li className="p-2 text-center">
            <Button size="sm" variant="ghost" onClick={() => setShown(shown + ROWS_SHOWN * 5)}>
              Show more of {countOf(rows.length, 'row')}
            </Button>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

type RecipientRowProps = JudgedRow & {
  roles: readonly InvitationRole[]
  onCorrect: (typed: string) => void
  onRole: (role: InvitationRole | null) => void
  onRemove: () => void
}

function RecipientRow({ row, verdict, roles, onCorrect, onRole, onRemove }: RecipientRowProps) {
  const isBad = verdict?.kind === 'fix'
  const isOut = verdict?.kind === 'skip'
  const label = row.name ?? row.value
  // Only what the person can put right here: that somebody has joined already is no slip of the finger.
  const canCorrect = row.problem !== null || verdict?.words === 'Cannot be invited'
  return (
    <li className={cn('flex items-start gap-2 py-1.5 pr-1.5 pl-3 text-sm', isBad && 'bg-danger-soft')}>
      <span className="mt-1.5 shrink-0 [&_svg]:size-4">
        {isBad ? (
          <CircleAlert aria-hidden className="text-danger" />
        ) : isOut ? (
          <CircleMinus aria-hidden className="text-text-subtle" />
        ) : verdict ? (
          <CircleCheck aria-hidden className="text-success" />
        ) : (
          <LoaderCircle aria-hidden className="animate-spin text-text-subtle" />
        )}
      </span>
      <div className="min-w-0 flex-1 py-1">
        {canCorrect ? (
          <Input
            aria-label={`Address of ${label}`}
            aria-invalid
            defaultValue={row.value}
            spellCheck={false}
            autoCapitalize="none"
            onBlur={(event) => event.target.value !== row.value && onCorrect(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.metaKey || event.ctrlKey) return
              event.preventDefault()
              onCorrect(event.currentTarget.value)
            }}
          />
        ) : (
          <p className="truncate">
            <bdi className="font-medium">{label}</bdi>
            {row.name ? <bdi className="text-text-muted"> {row.value}</bdi> : null}
          </p>
        )}
        {row.unknownRole === null && row.role === null ? null : (
          <Select
            aria-label={`Role of ${label}`}
            className="mt-1 max-w-48"
            value={row.role ?? ''}
            onChange={(event) => onRole(oneOf(roles, event.target.value))}
          >
            <option value="">Role chosen below</option>
            {roles.map((role) => (
              <option key={role} value={role}>
                {ROLE_WORDS[role].name}
              </option>
            ))}
          </Select>
        )}
        {verdict && (isBad || isOut || verdict.advice) ? (
          <p className={cn('mt-0.5', isBad ? 'text-danger' : 'text-text')}>
            {verdict.words}
            {verdict.advice ? <span className="text-text-muted">. {verdict.advice}</span> : null}
          </p>
        ) : null}
      </div>
      {verdict?.kind === 'good' ? <span className="sr-only">Ready</span> : null}
      <Button variant="ghost" size="sm" aria-label={`Remove ${label}`} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </li>
  )
}
