'use client'

import { Ban, CalendarPlus, Copy, Send } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { DeliveryLog } from '@/components/invitations/delivery-log'
import { DeliveryBadge, StateBadge } from '@/components/invitations/person-badges'
import { deliveryDetail, stateDetail } from '@/components/invitations/person-words'
import { EXTENSION_DAYS, type PersonActionsApi } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { Drawer, DrawerBody, DrawerContent, DrawerFooter } from '@/components/ui/drawer'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { formatDateTime } from '@/lib/dates'
import {
  actionsFor,
  daysLeft,
  deliveryState,
  personLabel,
  reminderWords,
  type InvitedPerson,
} from '@/lib/rules/invitation-people'
import { ROLE_WORDS, roleWord, type InvitationRole } from '@/lib/rules/invitation-roles'
import { countOf } from '@/lib/rules/run-words'

type PersonDrawerProps = {
  person: InvitedPerson
  roles: readonly InvitationRole[]
  agencyId: string
  timeZone: string
  actions: PersonActionsApi
  onClose: () => void
}

/** Everything known about one invitation: what happened when, its reminders, and each of its mails with every attempt. */
export function PersonDrawer(props: PersonDrawerProps) {
  const { person, roles, agencyId, timeZone, actions, onClose } = props
  const remindersId = useId()
  const [now] = useState(() => new Date())
  // Shown at once; what the database answered takes its place.
  const [isReminding, setIsReminding] = useState<boolean | null>(null)
  const switchReminders = (isOn: boolean) => {
    setIsReminding(isOn)
    void actions.setReminders(person, isOn).finally(() => setIsReminding(null))
  }
  const can = actionsFor(person)
  const at = (iso: string) => formatDateTime(iso, timeZone)
  const left = daysLeft(person, now)
  const reminder = reminderWords(person, at)
  const address = [person.email, person.phone].filter((one) => one !== null).join(', ')
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent
        title={<bdi>{personLabel(person)}</bdi>}
        description={address === personLabel(person) ? roleWord(person.role) : <bdi>{address}</bdi>}
        // Nothing in here is filled in first; the panel itself takes the focus.
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        <DrawerBody className="flex flex-col gap-6 pb-6">
          <div className="flex flex-wrap gap-1.5">
            <StateBadge state={person.state} detail={stateDetail(person, timeZone)} />
            {person.invitationId && person.state !== 'joined' ? (
              <DeliveryBadge state={deliveryState(person)} detail={deliveryDetail(person, timeZone)} />
            ) : null}
          </div>
          {can.canChangeRole && roles.length > 1 ? (
            <Field
              label="Role"
              hint={
                roles.find((role) => role === person.role)
                  ? ROLE_WORDS[person.role as InvitationRole].description
                  : undefined
              }
            >
              {(ids) => (
                <Select
                  {...ids}
                  value={person.role}
                  onChange={(event) => void actions.changeRole(person, event.target.value)}
                >
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      {ROLE_WORDS[role].name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ) : null}
          <Section title="What happened">
            <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-2 text-sm">
              <Fact
                name="Invited"
                value={`${at(person.createdAt)}${person.inviterName ? ` by ${person.inviterName}` : ''}`}
              />
              <Fact name="Sent" value={person.sentAt && at(person.sentAt)} />
              <Fact name="Opened" value={person.viewedAt && `${at(person.viewedAt)} (about)`} />
              <Fact name="Joined" value={person.joinedAt && at(person.joinedAt)} />
              <Fact
                name="Declined"
                value={
                  person.declinedAt &&
                  [at(person.declinedAt), person.declineReason].filter(Boolean).join(': ')
                }
              />
              <Fact
                name="Revoked"
                value={person.state === 'revoked' && person.revokedAt ? at(person.revokedAt) : null}
              />
              <Fact
                name={person.state === 'expired' ? 'Expired' : 'Expires'}
                value={
                  person.expiresAt && (left !== null || person.state === 'expired')
                    ? `${at(person.expiresAt)}${left === null ? '' : `, in ${countOf(left, 'day')}`}`
                    : null
                }
              />
            </dl>
          </Section>
          {can.canSwitchReminders ? (
            <Section title="Reminders">
              <div className="flex items-center justify-between gap-4 text-sm">
                <div>
                  <label htmlFor={remindersId}>Remind them by mail</label>
                  <p className="text-text-muted">{reminder ?? 'There is none left to send.'}</p>
                </div>
                <Switch
                  id={remindersId}
                  checked={isReminding ?? person.hasReminders}
                  onChange={(event) => switchReminders(event.target.checked)}
                />
              </div>
            </Section>
          ) : null}
          {person.message ? (
            <Section title="Personal message">
              <p dir="auto" className="text-sm whitespace-pre-line text-text-muted">
                {person.message}
              </p>
            </Section>
          ) : null}
          {person.invitationId ? (
            <Section title="Mail">
              <DeliveryLog
                agencyId={agencyId}
                invitationId={person.invitationId}
                timeZone={timeZone}
                actions={actions}
              />
            </Section>
          ) : null}
        </DrawerBody>
        {can.canCopyLink || can.canResend || can.canRevoke ? (
          <DrawerFooter>
            {can.canRevoke ? (
              <Button
                variant="ghost"
                className="mr-auto"
                onClick={() => {
                  onClose()
                  void actions.revoke(person)
                }}
              >
                <Ban aria-hidden />
                Revoke
              </Button>
            ) : null}
            {can.canExtend ? (
              <Button title={`By ${EXTENSION_DAYS} days`} onClick={() => void actions.extend(person)}>
                <CalendarPlus aria-hidden />
                Extend
              </Button>
            ) : null}
            {can.canResend ? (
              <Button onClick={() => void actions.resend(person)}>
                <Send aria-hidden />
                Send again
              </Button>
            ) : null}
            {can.canCopyLink ? (
              <Button variant="primary" onClick={() => void actions.copyLink(person)}>
                <Copy aria-hidden />
                Copy link
              </Button>
            ) : null}
          </DrawerFooter>
        ) : null}
      </DrawerContent>
    </Drawer>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-sm font-medium">{title}</h3>
      {children}
    </section>
  )
}

function Fact({ name, value }: { name: string; value: string | null | false }) {
  if (!value) return null
  return (
    <>
      <dt className="text-text-muted">{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  )
}
