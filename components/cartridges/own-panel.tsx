'use client'

import { Download, History, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { CartridgeForm } from '@/components/cartridges/cartridge-form'
import { ConflictNotice } from '@/components/cartridges/conflict-notice'
import { ImportButton, ImportNotice, type ImportOutcome } from '@/components/cartridges/import-button'
import { useCartridgeActions } from '@/components/cartridges/use-cartridge-actions'
import type { Base, Unsaved } from '@/components/cartridges/use-drafts'
import { useSaveCartridge } from '@/components/cartridges/use-save-cartridge'
import { Button } from '@/components/ui/button'
import { downloadFile } from '@/components/ui/download-file'
import { Notice } from '@/components/ui/notice'
import { saveOwnCartridge } from '@/lib/mutations/cartridges'
import type { CartridgeShelf, OwnCartridge } from '@/lib/queries/cartridges'
import type { CartridgeType } from '@/lib/rules/cartridge-fields'
import { cartridgeFile, cartridgeFileName } from '@/lib/rules/cartridge-file'
import { fromDraft, toDraft } from '@/lib/rules/cartridge-form'
import { TYPE_WORDS } from '@/lib/rules/cartridge-words'
import type { EffectiveField } from '@/lib/rules/cartridges'
import { browserClient } from '@/lib/supabase/browser'

type OwnPanelProps = {
  type: CartridgeType
  userId: string
  hasAgency: boolean
  shelf: CartridgeShelf
  unsaved: Unsaved | undefined
  /** What counts without anything of one's own. */
  above: readonly EffectiveField[]
  onDraft: (unsaved: Unsaved | null) => void
  onHistory: (id: string) => void
}

/** A person's own cartridge of a type as the base of its form. */
export function ownBase(type: CartridgeType, stored: OwnCartridge | undefined): Base {
  const empty = { name: `My ${TYPE_WORDS[type].name.toLowerCase()}`, data: {} }
  return {
    stamp: stored?.updatedAt ?? 'none',
    id: stored?.id ?? null,
    draft: toDraft(type, stored ?? empty, true),
  }
}

export function OwnPanel({
  type,
  userId,
  hasAgency,
  shelf,
  unsaved,
  above,
  onDraft,
  onHistory,
}: OwnPanelProps) {
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const [imports, setImports] = useState(0)
  const { removeOwn } = useCartridgeActions()
  const [stored, ...older] = shelf.own[type]
  const base = unsaved?.base ?? ownBase(type, stored)
  const draft = unsaved?.draft ?? base.draft
  const aboveWords = hasAgency ? 'as the agency' : 'default'
  const saving = useSaveCartridge({
    type,
    userId,
    above: aboveWords,
    base,
    latest: (now) => ownBase(type, now.own[type][0]),
    write: (values) =>
      saveOwnCartridge(browserClient(), {
        type,
        userId,
        name: values.name.trim(),
        data: fromDraft(type, values),
        seen: base.id === null ? null : { id: base.id, updatedAt: base.stamp },
      }),
    onDraft,
  })

  return (
    <section aria-labelledby="own-title" className="rounded-lg border border-border bg-surface p-5">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id="own-title" className="text-base font-semibold">
            {TYPE_WORDS[type].name}: mine
          </h2>
          <p className="text-sm text-text-muted">
            {TYPE_WORDS[type].description} Only you can read this.
            {stored ? '' : ' You have nothing of your own yet: everything comes from '}
            {stored ? '' : hasAgency ? 'your agency.' : 'the defaults.'}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ImportButton
            type={type}
            isOwn
            name={draft.name}
            onOutcome={setOutcome}
            onImport={(imported) => {
              onDraft({ base, draft: imported })
              setImports((count) => count + 1)
            }}
          />
          {stored ? (
            <>
              <Button
                size="sm"
                onClick={() =>
                  downloadFile(
                    cartridgeFileName({ type, name: stored.name }),
                    cartridgeFile({ type, name: stored.name, data: stored.data }),
                    'application/json',
                  )
                }
              >
                <Download aria-hidden />
                Export
              </Button>
              <Button size="sm" onClick={() => onHistory(stored.id)}>
                <History aria-hidden />
                History
              </Button>
              <Button
                size="sm"
                pending={removeOwn.isPending}
                onClick={() => {
                  // What is being written goes only with what it was written on.
                  removeOwn.mutateAsync({ type, userId, id: stored.id }).then(
                    () => onDraft(null),
                    () => undefined,
                  )
                }}
              >
                <RotateCcw aria-hidden />
                {hasAgency ? 'Reset to agency' : 'Reset to default'}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      {outcome ? <ImportNotice outcome={outcome} onClose={() => setOutcome(null)} /> : null}
      <CartridgeForm
        type={type}
        owner={hasAgency ? 'me' : 'me without agency'}
        base={base}
        draft={draft}
        above={above}
        onDraft={(next) => onDraft(next && { base, draft: next })}
        onSave={(values) => saving.save(values)}
        isSaving={saving.isSaving}
        error={saving.error}
        saveLabel="Save"
        revision={`${base.stamp} ${imports}`}
      >
        {saving.conflict ? (
          <ConflictNotice conflict={saving.conflict} onClose={saving.closeConflict} />
        ) : null}
        {older.length > 0 ? (
          <Notice tone="info" title="You have older ones that do not count" className="mb-4">
            <ul>
              {older.map(({ id, name }) => (
                <li key={id} className="flex items-center justify-between gap-2">
                  <span dir="auto">{name}</span>
                  <Button size="sm" variant="ghost" onClick={() => removeOwn.mutate({ type, userId, id })}>
                    <Trash2 aria-hidden />
                    Delete<span className="sr-only"> {name}</span>
                  </Button>
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </CartridgeForm>
    </section>
  )
}
