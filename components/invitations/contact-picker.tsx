'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { FoundPeople } from '@/components/invitations/use-invite-draft'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { contactSearchQuery, type Contact } from '@/lib/queries/contacts'
import { normaliseSearch } from '@/lib/rules/text-search'
import { browserClient } from '@/lib/supabase/browser'

type ContactPickerProps = { agencyId: string; onFound: (found: FoundPeople) => void }

/** People the agency has invited before; a press adds one to the list. */
export function ContactPicker({ agencyId, onFound }: ContactPickerProps) {
  const [search, setSearch] = useState('')
  const contacts = useQuery(
    contactSearchQuery(browserClient(), agencyId, useDeferredValue(normaliseSearch(search))),
  )

  function add({ kind, value, name }: Contact): void {
    onFound({ recipients: [{ kind, value, name, problem: null }], duplicates: 0 })
  }

  function renderList() {
    if (contacts.isPending) return <Skeleton className="h-16 w-full" />
    if (contacts.isError) return <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
    if (contacts.data.length === 0) {
      return (
        <p className="px-1 py-2 text-sm text-text-muted">
          {search === '' ? 'Whoever you invite is kept here for the next time.' : 'Nobody is called that.'}
        </p>
      )
    }
    return (
      <ul aria-label="Contacts" className="max-h-44 overflow-y-auto">
        {contacts.data.map((contact) => (
          <li key={contact.id}>
            <button
              type="button"
              onClick={() => add(contact)}
              className="flex min-h-9 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover"
            >
              <Plus aria-hidden className="size-4 shrink-0 text-text-subtle" />
              <span className="sr-only">Add </span>
              <span className="min-w-0 flex-1 truncate">
                <bdi>{contact.name ?? contact.value}</bdi>
                {contact.name ? <span className="text-text-muted"> {contact.value}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    )
  }

  return (
    <div className="flex flex-col gap-2 rounded-md border border-border p-2">
      <Input
        type="search"
        aria-label="Search contacts"
        placeholder="Search contacts"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {renderList()}
    </div>
  )
}
