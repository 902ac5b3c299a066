'use client'

import { Download, History, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { exportAgencyCartridge } from '@/components/cartridges/agency-facts'
import { agencyBase, type AgencyPanelProps } from '@/components/cartridges/agency-panel'
import { CartridgeForm } from '@/components/cartridges/cartridge-form'
import { ConflictNotice } from '@/components/cartridges/conflict-notice'
import { ImportButton, ImportNotice, type ImportOutcome } from '@/components/cartridges/import-button'
import { useCartridgeActions } from '@/components/cartridges/use-cartridge-actions'
import { useSaveCartridge } from '@/components/cartridges/use-save-cartridge'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { createAgencyCartridge, saveAgencyCartridge } from '@/lib/mutations/cartridges'
import { fromDraft, type CartridgeDraft } from '@/lib/rules/cartridge-form'
import { effectiveCartridge } from '@/lib/rules/cartridges'
import { browserClient } from '@/lib/supabase/browser'

/** A cartridge of the agency, for those who may change it. The first of a type becomes its default. */
export function AgencyEditor(props: AgencyPanelProps & { isFirst: boolean }) {
  const { type, userId, agencyId, selected, unsaved, isFirst, onSelect, onDraft, onHistory } = props
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const [imports, setImports] = useState(0)
  const { makeDefault, removeAgency } = useCartridgeActions()
  const base = unsaved?.base ?? agencyBase(type, selected)
  const draft = unsaved?.draft ?? base.draft

  async function write(values: CartridgeDraft): Promise<{ id: string } | undefined> {
    const input = {
      agencyId,
      type,
      name: values.name.trim(),
      data: fromDraft(type, values),
      lockedFields: values.locked,
    }
    if (base.id === null) return createAgencyCartridge(browserClient(), { ...input, isDefault: isFirst })
    await saveAgencyCartridge(browserClient(), { ...input, id: base.id, version: Number(base.stamp) })
    return undefined
  }
  const saving = useSaveCartridge({
    type,
    userId,
    above: 'default',
    base,
    latest: (shelf) =>
      agencyBase(
        type,
        shelf.agency.find(({ id }) => id === base.id),
      ),
    write,
    onDraft,
    onSaved: onSelect,
  })

  return (
    <section aria-labelledby="agency-cartridge" className="rounded-lg border border-border bg-surface p-5">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2
            id="agency-cartridge"
            dir="auto"
            className="flex flex-wrap items-center gap-2 text-base font-semibold"
          >
            {selected?.name ?? 'New agency cartridge'}
            {selected?.isDefault ? <Badge tone="success">Default</Badge> : null}
          </h2>
          <p className="text-sm text-text-muted">
            {selected?.isDefault
              ? 'Counts for everybody on your team who has nothing of their own, and for all where you lock it.'
              : 'Does not count until it is made the default.'}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {selected && !selected.isDefault ? (
            <Button size="sm" pending={makeDefault.isPending} onClick={() => makeDefault.mutate(selected)}>
              <Star aria-hidden />
              Make default
            </Button>
          ) : null}
          <ImportButton
            type={type}
            isOwn={false}
            name={draft.name}
            onOutcome={setOutcome}
            onImport={(imported) => {
              onDraft({ base, draft: imported })
              setImports((count) => count + 1)
            }}
          />
          {selected ? (
            <>
              <Button size="sm" onClick={() => exportAgencyCartridge(selected)}>
                <Download aria-hidden />
                Export
              </Button>
              <Button size="sm" onClick={() => onHistory(selected.id)}>
                <History aria-hidden />
                History
              </Button>
              <Button
                size="sm"
                pending={removeAgency.isPending}
                onClick={() => {
                  // What is being written goes only with what it was written on.
                  removeAgency.mutateAsync({ agencyId, id: selected.id, name: selected.name }).then(
                    () => {
                      onDraft(null)
                      onSelect(undefined)
                    },
                    () => undefined,
                  )
                }}
              >
                <Trash2 aria-hidden />
                Delete
              </Button>
            </>
          ) : null}
        </div>
      </div>
      {outcome ? <ImportNotice outcome={outcome} onClose={() => setOutcome(null)} /> : null}
      <CartridgeForm
        type={type}
        owner="agency"
        base={base}
        draft={draft}
        above={effectiveCartridge(type, null, null)}
        onDraft={(next) => onDraft(next && { base, draft: next })}
        onSave={(values) => saving.save(values)}
        isSaving={saving.isSaving}
        error={saving.error}
        saveLabel={base.id === null ? 'Create' : 'Save'}
        revision={`${base.stamp} ${imports}`}
      >
        {saving.conflict ? (
          <ConflictNotice conflict={saving.conflict} onClose={saving.closeConflict} />
        ) : null}
      </CartridgeForm>
    </section>
  )
}
