import type { ComponentProps } from 'react'
import { CONTROL_CLASS } from '@/components/ui/control-class'
import { cn } from '@/lib/utils'

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea rows={rows} className={cn(CONTROL_CLASS, 'block resize-y px-3 py-2', className)} {...rest} />
  )
}
