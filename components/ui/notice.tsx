import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/lib/utils'

const TONES = {
  info: { look: 'bg-accent-soft', icon: <Info aria-hidden className="text-accent" /> },
  warning: { look: 'bg-warning-soft', icon: <TriangleAlert aria-hidden className="text-warning" /> },
  danger: { look: 'bg-danger-soft', icon: <CircleAlert aria-hidden className="text-danger" /> },
}

type NoticeProps = {
  tone: keyof typeof TONES
  title: ReactNode
  /** Read out at once, because something has just gone wrong or changed. */
  isAlert?: boolean
  /** A button that puts it right. */
  action?: ReactNode
  className?: string
  children?: ReactNode
}

/** Something to know before going on, where it matters. */
export function Notice({ tone, title, isAlert = false, action, className, children }: NoticeProps) {
  const { look, icon } = TONES[tone]
  return (
    <div
      role={isAlert ? 'alert' : undefined}
      className={cn(
        'flex gap-2.5 rounded-md px-3 py-2.5 text-sm [&>svg]:size-4 [&>svg]:shrink-0',
        children ? 'items-start [&>svg]:mt-0.5' : 'items-center',
        look,
        className,
      )}
    >
      {icon}
      <div className="min-w-0 flex-1">
        <p className={cn('text-text', children ? 'font-medium' : undefined)}>{title}</p>
        {children ? <div className="mt-0.5 text-text-muted">{children}</div> : null}
      </div>
      {action}
    </div>
  )
}
