'use client'

import { Building2, Plus } from 'lucide-react'
import { AgencyEditor } from '@/components/cartridges/agency-editor'
import { AgencyFacts } from '@/components/cartridges/agency-facts'
import type { Base, Unsaved } from '@/components/cartridges/use-drafts'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { AgencyCartridge, CartridgeShelf } from '@/lib/queries/cartridges'
import type { CartridgeType } from '@/lib/rules/cartridge-fields'
import { toDraft } from '@/lib/rules/cartridge-form'
import { TYPE_WORDS } from '@/lib/rules/cartridge-words'
import { cn } from '@/lib/utils'

export const NEW = 'new'

export type AgencyPanelProps = {
  type: CartridgeType
  userId: string
  agencyId: string
  canEdit: boolean
  shelf: CartridgeShelf
  /** The one that is open; null while a new one is made. */
  selected: AgencyCartridge | null
  isNew: boolean
  unsaved: Unsaved | undefined
  hasUnsaved: (id: string) => boolean
  onSelect: (id: string | undefined) => void
  onDraft: (unsaved: Unsaved | null) => void
  onHistory: (id: string) => void
}

/** A cartridge of the agency as the base of its form; without one, that of a new one. */
export function agencyBase(type: CartridgeType, stored: AgencyCartridge | null | undefined): Base {
  const empty = { name: '', data: {}, lockedFields: [] }
  return {
    stamp: stored ? String(stored.version) : 'none',
    id: stored?.id ?? null,
    draft: toDraft(type, stored ?? empty, false),
  }
}

/** The agency's cartridges of one type: which there are, and the one that is open. */
export function AgencyPanel(props: AgencyPanelProps) {
  const { type, canEdit, shelf, selected, isNew, hasUnsaved, onSelect } = props
  const all = shelf.agency.filter((cartridge) => cartridge.type === type)
  const newButton = (
    <Button size="sm" onClick={() => onSelect(NEW)}>
      <Plus aria-hidden />
      New
    </Button>
  )
  if (all.length === 0 && !isNew)
    return (
      <section aria-label="Agency" className="rounded-lg border border-border bg-surface">
        <EmptyState
          icon={<Building2 />}
          title={`No ${TYPE_WORDS[type].name.toLowerCase()} of the agency yet`}
          description={
            canEdit
              ? 'Set how assistants write for everybody here. Each person can still have their own, except where you lock it.'
              : 'Owners and admins can set how assistants write for everybody. Until then the product’s defaults count.'
          }
          action={
            canEdit ? (
              <Button variant="primary" onClick={() => onSelect(NEW)}>
                <Plus aria-hidden />
                New agency cartridge
              </Button>
            ) : undefined
          }
        />
      </section>
    )
  return (
    <div className="flex flex-col gap-4">
      <section aria-labelledby="agency-list" className="rounded-lg border border-border bg-surface">
        <div className="flex items-center justify-between gap-3 border-b border-border px-5 py-3">
          <h2 id="agency-list" className="text-sm font-medium">
            {TYPE_WORDS[type].name} of the agency
          </h2>
          {canEdit ? newButton : null}
        </div>
        <ul className="p-1.5">
          {all.map(({ id, name, isDefault, lockedFields }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={selected?.id === id}
                onClick={() => onSelect(id)}
                className={cn(
                  'flex min-h-9 w-full flex-wrap items-center gap-2 rounded-md px-3.5 py-1.5 text-left text-sm',
                  selected?.id === id ? 'bg-accent-soft font-medium' : 'hover:bg-hover',
                )}
              >
                <span dir="auto" className="min-w-0 flex-1">
                  {name}
                  {hasUnsaved(id) ? <span className="text-text-muted"> · unsaved</span> : null}
                </span>
                {lockedFields.length > 0 ? <Badge tone="warning">{lockedFields.length} locked</Badge> : null}
                {isDefault ? <Badge tone="success">Default</Badge> : null}
              </button>
            </li>
          ))}
        </ul>
      </section>
      {canEdit ? (
        <AgencyEditor key={selected?.id ?? NEW} {...props} isFirst={all.length === 0} />
      ) : selected ? (
        <AgencyFacts cartridge={selected} onHistory={props.onHistory} />
      ) : null}
    </div>
  )
}
