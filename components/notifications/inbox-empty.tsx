import { Archive, BellRing, CheckCheck, SearchX } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { findCategory } from '@/lib/notifications/categories'
import { paths } from '@/lib/paths'
import type { InboxParams } from '@/lib/rules/inbox'

type InboxEmptyProps = {
  params: InboxParams
  isStaff: boolean
  onChange: (change: Partial<InboxParams>) => void
}

/** Nothing to show: says whether that is good news, and what to do next. */
export function InboxEmpty({ params, isStaff, onChange }: InboxEmptyProps) {
  if (params.cursor) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="There is nothing further back"
        description="What was here has been archived or removed."
        action={<Button onClick={() => onChange({})}>Go to the newest</Button>}
      />
    )
  }
  if (params.category) {
    const name = findCategory(params.category)?.name ?? params.category
    return (
      <EmptyState
        icon={<SearchX />}
        title={`Nothing under “${name}”`}
        description="Notifications of other categories may be there."
        action={<Button onClick={() => onChange({ category: null })}>Show all categories</Button>}
      />
    )
  }
  if (params.tab === 'unread') {
    return (
      <EmptyState
        icon={<CheckCheck />}
        title="You have read everything"
        description="What arrives next shows here and at the bell."
        action={<Button onClick={() => onChange({ tab: 'all' })}>Show all notifications</Button>}
      />
    )
  }
  if (params.tab === 'archived') {
    return (
      <EmptyState
        icon={<Archive />}
        title="Nothing is archived"
        description="Archive what you are done with, and the inbox stays short. Press E on a notification."
        action={<Button onClick={() => onChange({ tab: 'all' })}>Go to the inbox</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={<BellRing />}
      title="Nothing needs you"
      description={
        isStaff
          ? 'When somebody answers an invitation, or a message cannot be delivered, you read it here. Invite people on the page of a run.'
          : 'When a run you take part in changes, or its planners write to you, you read it here.'
      }
      action={
        <>
          {isStaff ? <LinkButton href={paths.runs()}>Go to runs</LinkButton> : null}
          <LinkButton href={paths.notificationSettings()} variant="ghost">
            Choose what you are told
          </LinkButton>
        </>
      }
    />
  )
}
