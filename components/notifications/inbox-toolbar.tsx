'use client'

import { CheckCheck } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { CATEGORY_IDS } from '@/lib/notifications/categories'
import { countWords, type InboxParams, type InboxTab } from '@/lib/rules/inbox'
import { categoriesFor } from '@/lib/rules/notification-preferences'
import { oneOf } from '@/lib/rules/runs'

type InboxToolbarProps = {
  params: InboxParams
  unread: number
  /** Nothing is in view: what is unread has another category. */
  isEmpty: boolean
  isStaff: boolean
  isMarkingAll: boolean
  onChange: (change: Partial<InboxParams>) => void
  onMarkAllRead: () => void
}

export function InboxToolbar(props: InboxToolbarProps) {
  const { params, unread, isStaff, onChange } = props
  const categories = categoriesFor(isStaff)
  const tabs: readonly { value: InboxTab; label: string }[] = [
    { value: 'all', label: 'All' },
    { value: 'unread', label: unread > 0 ? `Unread ${countWords(unread)}` : 'Unread' },
    { value: 'archived', label: 'Archived' },
  ]
  return (
    <div role="search" aria-label="Notifications" className="flex flex-wrap items-center gap-2">
      <Segmented
        label="Which notifications"
        value={params.tab}
        options={tabs}
        onValueChange={(tab) => onChange({ tab })}
        className="w-full sm:w-auto"
      />
      {categories.length > 1 ? (
        <label className="w-40">
          <span className="sr-only">Category</span>
          <Select
            value={params.category ?? ''}
            onChange={(event) => onChange({ category: oneOf(CATEGORY_IDS, event.target.value) })}
          >
            <option value="">All categories</option>
            {categories.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </label>
      ) : null}
      <Button
        variant="ghost"
        className="ml-auto"
        disabled={unread === 0 || props.isEmpty || params.tab === 'archived'}
        pending={props.isMarkingAll}
        onClick={props.onMarkAllRead}
      >
        <CheckCheck aria-hidden />
        Mark all read
      </Button>
    </div>
  )
}
