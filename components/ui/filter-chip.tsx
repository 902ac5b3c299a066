import { X } from 'lucide-react'

type FilterChipProps = { label: string; onRemove: () => void }

/** A filter that a link brought along: says what it leaves and is taken off with one press. */
export function FilterChip({ label, onRemove }: FilterChipProps) {
  return (
    <button
      type="button"
      onClick={onRemove}
      aria-label={`${label}: remove this filter`}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-accent bg-accent-soft px-2.5 text-sm font-medium whitespace-nowrap text-accent"
    >
      {label}
      <X aria-hidden className="size-3.5" />
    </button>
  )
}
