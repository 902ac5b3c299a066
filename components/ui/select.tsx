import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { CONTROL_CLASS } from '@/components/ui/control-class'
import { cn } from '@/lib/utils'

/** The platform's own select: best on phones and with a keyboard, and it costs no script. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative inline-flex w-full', className)}>
      <select className={cn(CONTROL_CLASS, 'h-9 appearance-none py-0 pr-8 pl-3')} {...rest}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-text-subtle"
      />
    </span>
  )
}
