import { cn } from '@/lib/utils'

/** The first letters of a name in a tile, where a picture would be. Decorative: the name stands beside it. */
export function Initials({ name, className }: { name: string; className?: string }) {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => (word ? String.fromCodePoint(word.codePointAt(0) ?? 0) : ''))
    .join('')
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md bg-accent-soft text-xs font-semibold text-accent uppercase select-none',
        className,
      )}
    >
      {letters}
    </span>
  )
}
