'use client'

import { Check, Pencil, RefreshCw, Trash2, TriangleAlert, Users } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { toAppError } from '@/lib/errors'
import { errorMessage } from '@/lib/error-messages'
import { VIEW_NAME_MAX_LENGTH } from '@/lib/mutations/saved-views'
import type { SavedView } from '@/lib/queries/saved-views'
import { cn } from '@/lib/utils'

/** Once, when the box appears, and not again with every letter. */
function focusNow(input: HTMLInputElement | null): void {
  input?.focus()
}

type SavedViewRowProps = {
  view: SavedView
  /** The list shows exactly this now. */
  isShown: boolean
  problem: string | null
  onApply: () => void
  onRename: (name: string) => Promise<unknown>
  onUpdate: () => void
  onShare: (isShared: boolean) => void
  onDelete: () => void
}

/** One view: its name shows it, and its owner can change everything about it. */
export function SavedViewRow(props: SavedViewRowProps) {
  const { view, isShown, problem, onApply, onRename, onUpdate, onShare, onDelete } = props
  const [typed, setTyped] = useState<string | null>(null)

  function rename(): void {
    const name = typed?.trim() ?? ''
    if (name === '' || name === view.name) {
      setTyped(null)
      return
    }
    onRename(name).then(
      () => setTyped(null),
      (error: unknown) => {
        const refusal = toAppError(error)
        toast.error(
          refusal.code === 'duplicate' ? 'You have a view of this name already' : errorMessage(refusal).title,
        )
      },
    )
  }

  return (
    <li className="group flex min-h-10 items-center gap-1 rounded-md px-2 hover:bg-hover">
      {typed === null ? (
        <button
          type="button"
          onClick={onApply}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 text-left text-sm"
        >
          <Check
            aria-hidden
            className={cn('size-4 shrink-0 text-accent', isShown ? undefined : 'invisible')}
          />
          <span className="min-w-0">
            <bdi className="block truncate font-medium">{view.name}</bdi>
            {problem ? (
              <span className="flex items-center gap-1 text-xs text-warning">
                <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
                {problem}
              </span>
            ) : null}
          </span>
          {view.isShared && !view.isMine ? <span className="text-xs text-text-subtle">Team</span> : null}
        </button>
      ) : (
        <form
          className="min-w-0 flex-1"
          onSubmit={(event) => {
            event.preventDefault()
            rename()
          }}
        >
          <Input
            aria-label={`New name of ${view.name}`}
            // It was asked for by name, so typing can begin.
            ref={focusNow}
            data-keeps-escape=""
            value={typed}
            maxLength={VIEW_NAME_MAX_LENGTH}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setTyped(null)
            }}
          />
        </form>
      )}
      {view.isMine && typed === null ? (
        <>
          <Act
            label={view.isShared ? `Keep ${view.name} to myself` : `Share ${view.name} with the team`}
            isOn={view.isShared}
            onClick={() => onShare(!view.isShared)}
          >
            <Users aria-hidden />
          </Act>
          {isShown ? null : (
            <Act label={`Set ${view.name} to the present filter`} onClick={onUpdate}>
              <RefreshCw aria-hidden />
            </Act>
          )}
          <Act label={`Rename ${view.name}`} onClick={() => setTyped(view.name)}>
            <Pencil aria-hidden />
          </Act>
          <Act label={`Delete ${view.name}`} onClick={onDelete}>
            <Trash2 aria-hidden />
          </Act>
        </>
      ) : null}
    </li>
  )
}

type ActProps = { label: string; isOn?: boolean; onClick: () => void; children: ReactNode }

function Act({ label, isOn, onClick, children }: ActProps) {
  return (
    <Button
      size="icon"
      variant="ghost"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={cn('size-8', isOn && 'text-accent')}
    >
      {children}
    </Button>
  )
}
