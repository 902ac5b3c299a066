'use client'

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { SavedViewRow } from '@/components/saved-views/saved-view-row'
import { useSavedViews } from '@/components/saved-views/use-saved-views'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { VIEW_NAME_MAX_LENGTH } from '@/lib/mutations/saved-views'
import { savedViewsQuery, type SavedView, type ViewPage } from '@/lib/queries/saved-views'
import { browserClient } from '@/lib/supabase/browser'

type SavedViewsDialogProps = {
  agencyId: string
  userId: string
  page: ViewPage
  /** The present filter, as the part of the address after the question mark. */
  query: string
  /** What of a view's filter does not exist any more, in words; null when all of it does. */
  problemOf: (query: string) => string | null
  onApply: (view: SavedView) => void
  onClose: () => void
}

/** The named filters of a list: one's own and the team's. Press one to see it; below, the present filter gets a name. */
export function SavedViewsDialog(props: SavedViewsDialogProps) {
  const { agencyId, userId, page, query, problemOf, onApply, onClose } = props
  const views = useQuery(savedViewsQuery(browserClient(), agencyId, userId, page))
  const { save, change, remove } = useSavedViews(agencyId, page)

  function renderList() {
    if (views.isPending) return <Skeleton className="h-16" />
    if (views.isError)
      return <ErrorState error={views.error} heading="h3" onRetry={() => void views.refetch()} />
    if (views.data.length === 0)
      return (
        <p className="py-1 text-sm text-text-muted">
          No views yet. Filter the list as you need it, then give that a name below.
        </p>
      )
    return (
      <ul aria-label="Saved views" className="-mx-2 flex flex-col">
        {views.data.map((view) => (
          <SavedViewRow
            key={view.id}
            view={view}
            isShown={view.query === query}
            problem={problemOf(view.query)}
            onApply={() => onApply(view)}
            onRename={(name) => change.mutateAsync({ view, change: { name } })}
            onUpdate={() =>
              change.mutate({ view, change: { query }, said: `“${view.name}” is the present filter` })
            }
            onShare={(isShared) => change.mutate({ view, change: { isShared } })}
            onDelete={() => remove.mutate(view)}
          />
        ))}
      </ul>
    )
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Saved views"
        // While a view is being renamed, Escape ends that; only then it closes the dialog.
        onEscapeKeyDown={(event) => {
          if (event.target instanceof Element && event.target.closest('[data-keeps-escape]'))
            event.preventDefault()
        }}
      >
        <DialogBody className="pb-2">{renderList()}</DialogBody>
        <SaveForm
          isPending={save.isPending}
          error={save.error}
          onSave={(name, isShared) => save.mutateAsync({ name, query, isShared })}
        />
      </DialogContent>
    </Dialog>
  )
}

type SaveFormProps = {
  isPending: boolean
  error: unknown
  onSave: (name: string, isShared: boolean) => Promise<unknown>
}

function SaveForm({ isPending, error, onSave }: SaveFormProps) {
  const [name, setName] = useState('')
  const [isShared, setIsShared] = useState(false)
  const shareId = useId()
  const written = name.trim()
  const problem = error ? sayProblem(error) : undefined
  return (
    <form
      className="border-t border-border px-5 py-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!written || isPending) return
        onSave(written, isShared).then(
          () => setName(''),
          // The reason stands at the field.
          () => undefined,
        )
      }}
    >
      <Field label="Save the present filter as" {...(problem ? { error: problem } : {})}>
        {(ids) => (
          <Input
            {...ids}
            value={name}
            maxLength={VIEW_NAME_MAX_LENGTH}
            placeholder="Urgent and mine"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <label htmlFor={shareId} className="flex items-center gap-2 text-sm">
          <Checkbox id={shareId} checked={isShared} onChange={(event) => setIsShared(event.target.checked)} />
          Share with the team
        </label>
        <Button variant="primary" type="submit" pending={isPending} disabled={!written}>
          Save view
        </Button>
      </div>
    </form>
  )
}

/** A name that is taken has better words here than anywhere. */
function sayProblem(error: unknown): string {
  const refusal = toAppError(error)
  if (refusal.code === 'duplicate') return 'You have a view of this name already.'
  const { title, advice } = errorMessage(refusal)
  return `${title}. ${advice}`
}
