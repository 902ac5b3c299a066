import { cn } from '@/lib/utils'

export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger' | undefined
  size?: 'sm' | 'md' | 'icon' | undefined
  className?: string | undefined
}

const VARIANT = {
  primary: 'bg-accent text-accent-text hover:bg-accent-hover',
  secondary: 'bg-surface text-text border border-border-strong hover:bg-hover',
  ghost: 'text-text-muted hover:bg-hover hover:text-text',
  danger: 'bg-danger text-danger-text hover:bg-danger-hover',
}

const SIZE = {
  sm: 'h-8 px-2.5 text-sm',
  md: 'h-9 px-3.5 text-sm',
  icon: 'size-9',
}

/** Class names that make a button, or a link that looks like one. */
export function buttonClass({ variant = 'secondary', size = 'md', className }: ButtonLook): string {
  return cn(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors',
    'disabled:opacity-50 aria-disabled:opacity-70 [&_svg]:size-4 [&_svg]:shrink-0',
    VARIANT[variant],
    SIZE[size],
    className,
  )
}
