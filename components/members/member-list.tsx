'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Initials } from '@/components/layout/initials'
import { BillingSwitch } from '@/components/members/billing-switch'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeMemberRole } from '@/lib/mutations/members'
import { clientKeys, clientPeopleQuery, type ClientMember } from '@/lib/queries/clients'
import type { Role } from '@/lib/queries/members'
import { memberChoices } from '@/lib/rules/member-choices'
import { roleName } from '@/lib/rules/roles'
import { oneOf } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

const RemoveMemberDialog = dynamic(
  () => import('@/components/members/remove-member-dialog').then((module) => module.RemoveMemberDialog),
  { ssr: false },
)

export type Me = { id: string; role: Role }

type MemberListProps = {
  title: string
  agencyId: string
  clientId: string
  me: Me
  /** What to do about it when nobody is there. */
  emptyHint: string
}

/** Everybody who belongs to the team or a client, with their role. */
export function MemberList({ title, agencyId, clientId, me, emptyHint }: MemberListProps) {
  const client = useQuery(clientPeopleQuery(browserClient(), agencyId, clientId))
  const [removed, setRemoved] = useState<ClientMember | null>(null)

  function renderBody() {
    if (client.isPending) return <Skeleton className="m-4 h-12" />
    if (client.isError)
      return <ErrorState error={client.error} heading="h3" onRetry={() => void client.refetch()} />
    const { members } = client.data
    if (members.length === 0) {
      return <EmptyState heading="h3" title="Nobody yet" description={emptyHint} className="pt-4 pb-8" />
    }
    return (
      <ul aria-label={title} className="divide-y divide-border border-t border-border">
        {members.map((person) => (
          <MemberRow
            key={person.id}
            person={person}
            members={members}
            me={me}
            queryKey={clientKeys.people(agencyId, clientId)}
            onRemove={() => setRemoved(person)}
          />
        ))}
      </ul>
    )
  }

  return (
    <section
      aria-labelledby="members-title"
      className="overflow-clip rounded-lg border border-border bg-surface"
    >
      <h2 id="members-title" className="px-4 py-3 text-base font-medium">
        {title}
      </h2>
      {renderBody()}
      {removed ? (
        <RemoveMemberDialog agencyId={agencyId} person={removed} me={me} onClose={() => setRemoved(null)} />
      ) : null}
    </section>
  )
}

type MemberRowProps = {
  person: ClientMember
  members: readonly ClientMember[]
  me: Me
  queryKey: readonly unknown[]
  onRemove: () => void
}

function MemberRow({ person, members, me, queryKey, onRemove }: MemberRowProps) {
  const queryClient = useQueryClient()
  const label = person.fullName ?? person.email
  const choices = memberChoices(person, members, me)
  // Admins look after the money anyway; for whom the role can be changed, so can this.
  const canAllow = person.role === 'team_member' && choices.roles.length > 1
  const change = useMutation({
    mutationFn: (role: Role) => changeMemberRole(browserClient(), person.id, role),
    onSuccess: (_, role) => toast.success(`${label} is ${roleName(role).toLowerCase()} now`),
    onError: (error) => {
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <Initials name={label} className="size-8 rounded-full" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex items-center gap-2 text-sm font-medium">
          <bdi className="truncate">{label}</bdi>
          {person.id === me.id ? <Badge>You</Badge> : null}
        </p>
        {person.fullName ? (
          <p className="truncate text-sm text-text-muted">
            <bdi>{person.email}</bdi>
          </p>
        ) : null}
        {choices.note ? <p className="text-xs text-text-subtle">{choices.note}</p> : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-1 gap-y-2 max-sm:w-full max-sm:pl-11">
        {canAllow ? <BillingSwitch person={person} label={label} queryKey={queryKey} /> : null}
        {choices.roles.length > 1 ? (
          <span className="w-36 shrink-0">
            <Select
              aria-label={`Role of ${label}`}
              value={change.isPending ? change.variables : person.role}
              disabled={change.isPending}
              onChange={(event) => {
                const role = oneOf(choices.roles, event.target.value)
                if (role) change.mutate(role)
              }}
            >
              {choices.roles.map((role) => (
                <option key={role} value={role}>
                  {roleName(role)}
                </option>
              ))}
            </Select>
          </span>
        ) : (
          <span className="text-sm text-text-muted sm:px-3">{roleName(person.role)}</span>
        )}
        {choices.canRemove ? (
          <Button
            variant="ghost"
            size="icon"
            aria-label={person.id === me.id ? 'Leave the agency' : `Remove ${label}`}
            title={person.id === me.id ? 'Leave' : 'Remove'}
            onClick={onRemove}
          >
            <UserMinus aria-hidden />
          </Button>
        ) : null}
      </div>
    </li>
  )
}
