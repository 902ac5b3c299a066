'use client'

import { Copy } from 'lucide-react'
import { useState } from 'react'
import { FieldValue } from '@/components/cartridges/field-value'
import { LockBadge, SourceBadge } from '@/components/cartridges/source-badge'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { Segmented } from '@/components/ui/segmented'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { CARTRIDGE_TYPES, type CartridgeType } from '@/lib/rules/cartridge-fields'
import { estimateTokens, promptBlock } from '@/lib/rules/cartridge-prompt'
import { FIELD_WORDS, TYPE_WORDS } from '@/lib/rules/cartridge-words'
import type { EffectiveField } from '@/lib/rules/cartridges'

type EffectivePanelProps = {
  type: CartridgeType
  /** For every type, because an assistant gets all of them. */
  effective: Record<CartridgeType, readonly EffectiveField[]>
  title: string
  description: string
  isUnsaved: boolean
  hasAgency: boolean
}

/** What an assistant is told in the end, and where each part of it comes from. */
export function EffectivePanel({
  type,
  effective,
  title,
  description,
  isUnsaved,
  hasAgency,
}: EffectivePanelProps) {
  return (
    <section aria-labelledby="effective-title" className="rounded-lg border border-border bg-surface">
      <div className="border-b border-border px-5 py-4">
        <h2 id="effective-title" className="text-base font-semibold">
          {title}
        </h2>
        <p className="mt-0.5 text-sm text-text-muted">
          {description}
          {isUnsaved ? ' Shown with what you have not saved yet.' : ''}
        </p>
      </div>
      <dl className="divide-y divide-border px-5">
        {effective[type].map(({ field, value, source, isLocked, added }) => (
          <div key={field.name} className="py-3 text-sm">
            <dt className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-text-muted">{FIELD_WORDS[field.name]?.label ?? field.name}</span>
              <span className="flex gap-1">
                {isLocked ? <LockBadge /> : null}
                <SourceBadge
                  source={source}
                  {...(added.length > 0 && hasAgency ? { word: 'Agency and you' } : {})}
                />
              </span>
            </dt>
            <dd className="mt-1">
              <FieldValue value={value} />
            </dd>
          </div>
        ))}
      </dl>
      <Prompt type={type} effective={effective} />
    </section>
  )
}

function Prompt({ type, effective }: Pick<EffectivePanelProps, 'type' | 'effective'>) {
  const [isWhole, setIsWhole] = useState(false)
  const types = isWhole ? CARTRIDGE_TYPES : [type]
  const block = types
    .map((one) => promptBlock(one, effective[one]))
    .filter((text) => text !== '')
    .join('\n\n')
  const tokens = estimateTokens(block)

  async function copy(): Promise<void> {
    const isCopied = await copyText(Promise.resolve(block))
    if (isCopied) toast.success('The prompt is copied')
    else toast.error('Your browser did not allow copying')
  }

  return (
    <div className="border-t border-border px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-medium">Exactly what an assistant gets</h3>
        <Segmented
          label="How much of the prompt"
          value={isWhole ? 'all' : 'one'}
          options={[
            { value: 'one', label: TYPE_WORDS[type].name },
            { value: 'all', label: 'All four' },
          ]}
          onValueChange={(value) => setIsWhole(value === 'all')}
        />
      </div>
      {block === '' ? (
        <p className="mt-3 text-sm text-text-muted">
          Nothing: no field of this type has a value, so an assistant is told nothing about it.
        </p>
      ) : (
        // A text box, because the keyboard can scroll and select in it.
        <Textarea
          readOnly
          aria-label="Prompt"
          dir="auto"
          value={block}
          rows={2}
          className="mt-3 field-sizing-content max-h-96 bg-surface-sunken font-mono text-xs"
        />
      )}
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button size="sm" disabled={block === ''} onClick={() => void copy()}>
          <Copy aria-hidden />
          Copy prompt
        </Button>
        <p className="text-sm text-text-muted tabular-nums">
          About {tokens} {tokens === 1 ? 'token' : 'tokens'}
          <span className="text-text-subtle"> (estimate: four characters each)</span>
        </p>
      </div>
    </div>
  )
}
