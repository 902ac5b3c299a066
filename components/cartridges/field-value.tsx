import type { JsonValue } from '@/lib/rules/cartridge-fields'
import { valueWords } from '@/lib/rules/cartridge-words'
import { cn } from '@/lib/utils'

/** A value as it is read: text, a list, or an object as it is written. */
export function FieldValue({ value, className }: { value: JsonValue; className?: string }) {
  if (Array.isArray(value)) {
    return (
      <ul className={cn('list-disc space-y-0.5 pl-4', className)}>
        {value.map((item, index) => (
          <li key={index} dir="auto" className="whitespace-pre-wrap">
            {valueWords(item)}
          </li>
        ))}
      </ul>
    )
  }
  if (typeof value === 'object' && value !== null)
    return (
      <pre className={cn('font-mono text-xs whitespace-pre-wrap break-all', className)}>
        {JSON.stringify(value, null, 2)}
      </pre>
    )
  return (
    <p dir="auto" className={cn('whitespace-pre-wrap', value === null && 'text-text-subtle', className)}>
      {valueWords(value)}
    </p>
  )
}
