import Link from 'next/link'
import type { Route } from 'next'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils'

type TextLinkProps = Omit<ComponentProps<typeof Link>, 'href'> & { href: Route; look?: 'accent' | 'plain' }

const LOOK = {
  // Underlined, because in running text colour alone is no sign of a link.
  accent: 'text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent',
  plain: 'hover:text-accent hover:underline',
}

/**
 * A link inside the app. Not fetched ahead: every page is made for one person at one moment, so each link in view would
 * cost the database a query that mostly nobody wanted.
 */
export function TextLink({ look = 'accent', className, ...rest }: TextLinkProps) {
  return <Link prefetch={false} className={cn('rounded-sm', LOOK[look], className)} {...rest} />
}
