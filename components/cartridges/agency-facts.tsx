'use client'

import { Download, History } from 'lucide-react'
import { FieldValue } from '@/components/cartridges/field-value'
import { LockBadge } from '@/components/cartridges/source-badge'
import { Button } from '@/components/ui/button'
import { downloadFile } from '@/components/ui/download-file'
import type { AgencyCartridge } from '@/lib/queries/cartridges'
import { CARTRIDGE_FIELDS } from '@/lib/rules/cartridge-fields'
import { cartridgeFile, cartridgeFileName } from '@/lib/rules/cartridge-file'
import { FIELD_WORDS } from '@/lib/rules/cartridge-words'

type AgencyFactsProps = { cartridge: AgencyCartridge; onHistory: (id: string) => void }

export function exportAgencyCartridge(cartridge: AgencyCartridge): void {
  downloadFile(cartridgeFileName(cartridge), cartridgeFile(cartridge), 'application/json')
}

/** An agency's cartridge for those who may read it only. */
export function AgencyFacts({ cartridge, onHistory }: AgencyFactsProps) {
  const { type, name, data, lockedFields } = cartridge
  return (
    <section aria-labelledby="agency-cartridge" className="rounded-lg border border-border bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id="agency-cartridge" dir="auto" className="text-base font-semibold">
            {name}
          </h2>
          <p className="text-sm text-text-muted">Owners and admins of your agency change this.</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => exportAgencyCartridge(cartridge)}>
            <Download aria-hidden />
            Export
          </Button>
          <Button size="sm" onClick={() => onHistory(cartridge.id)}>
            <History aria-hidden />
            History
          </Button>
        </div>
      </div>
      <dl className="mt-3 divide-y divide-border text-sm">
        {CARTRIDGE_FIELDS[type].map((field) => (
          <div key={field.name} className="py-3">
            <dt className="flex items-center gap-2 text-text-muted">
              {FIELD_WORDS[field.name]?.label ?? field.name}
              {lockedFields.includes(field.name) ? <LockBadge /> : null}
            </dt>
            <dd className="mt-1">
              {field.name in data ? (
                <FieldValue value={data[field.name] ?? null} />
              ) : (
                <p className="text-text-subtle">Not set: the default counts</p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
