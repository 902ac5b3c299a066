import type { ComponentProps } from 'react'
import { CONTROL_CLASS } from '@/components/ui/control-class'
import { cn } from '@/lib/utils'

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input type={type} className={cn(CONTROL_CLASS, 'h-9 px-3', className)} {...rest} />
}
