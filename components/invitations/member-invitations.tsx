'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { PersonRow } from '@/components/invitations/person-row'
import type { InviteInto } from '@/components/invitations/invite-form'
import { usePersonActions } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'
import { clientPeopleQuery } from '@/lib/queries/clients'
import { CLIENT_ROLES, grantableRoles, TEAM_ROLES } from '@/lib/rules/invitation-roles'
import { browserClient } from '@/lib/supabase/browser'

const loadModal = () =>
  import('@/components/invitations/invite-members-modal').then((module) => module.InviteMembersModal)
const InviteMembersModal = dynamic(loadModal, { ssr: false })
const PersonDrawer = dynamic(
  () => import('@/components/invitations/person-drawer').then((module) => module.PersonDrawer),
  { ssr: false },
)

type MemberInvitationsProps = {
  agencyId: string
  /** `HOUSE` for the agency's own team. */
  clientId: string
  timeZone: string
  ownRole: string
  /** Owners and admins; everybody else sees who is invited and changes nothing. */
  canInvite: boolean
}

/** Who is invited into the team or a client and has not joined yet, and the dialog that invites more. */
export function MemberInvitations({
  agencyId,
  clientId,
  timeZone,
  ownRole,
  canInvite,
}: MemberInvitationsProps) {
  const { query, setQuery } = useAddressQuery()
  const client = useQuery(clientPeopleQuery(browserClient(), agencyId, clientId))
  const actions = usePersonActions(agencyId, timeZone)
  // What keeps the list from being shown is said where its members are.
  if (!client.data) return null
  const { id, name, isHouse, invitations } = client.data
  const roles = isHouse ? grantableRoles(TEAM_ROLES, ownRole) : CLIENT_ROLES
  const opened = canInvite ? invitations.find((person) => person.id === query.person) : undefined
  const into: InviteInto = {
    target: { kind: 'client', clientId: id },
    roles,
    usualRole: isHouse ? 'team_member' : 'client_viewer',
    contactsOf: null,
    mail: { template: 'invitation', kind: 'member', clientId: id, clientName: name },
  }
  return (
    <>
      {invitations.length > 0 ? (
        <section
          aria-labelledby="invitations-title"
          className="overflow-clip rounded-lg border border-border bg-surface"
        >
          <h2 id="invitations-title" className="px-4 py-3 text-base font-medium">
            Invited, not joined yet
          </h2>
          <ul aria-label="Invitations" className="divide-y divide-border border-t border-border">
            {invitations.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                roles={roles}
                timeZone={timeZone}
                actions={actions}
                isReadOnly={!canInvite}
                onOpen={() => setQuery({ person: person.id })}
              />
            ))}
          </ul>
        </section>
      ) : null}
      {opened ? (
        <PersonDrawer
          person={opened}
          roles={roles}
          agencyId={agencyId}
          timeZone={timeZone}
          actions={actions}
          onClose={() => setQuery({ person: undefined })}
        />
      ) : null}
      {query.invite && canInvite ? (
        <InviteMembersModal
          title={isHouse ? 'Invite to your team' : 'Invite client viewers'}
          name={name}
          into={into}
          onClose={() => setQuery({ invite: undefined })}
        />
      ) : null}
    </>
  )
}

/** Opens the dialog that `MemberInvitations` renders on the same page. */
export function InviteMembersButton() {
  const { setQuery } = useAddressQuery()
  const open = () => setQuery({ invite: '1' })
  useShortcut('invite', open)
  return (
    <Button
      variant="primary"
      onPointerEnter={() => void loadModal()}
      onFocus={() => void loadModal()}
      onClick={open}
    >
      <UserPlus aria-hidden />
      Invite people
    </Button>
  )
}
