import Link from 'next/link'
import type { Route } from 'next'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonLook } from '@/components/ui/button-class'

type LinkButtonProps = Omit<ComponentProps<typeof Link>, 'href' | 'className'> & ButtonLook & { href: Route }

/** A link to another page that looks like a button; what it does is still navigation. Not fetched ahead: see `TextLink`. */
export function LinkButton({ variant, size, className, href, ...rest }: LinkButtonProps) {
  return <Link prefetch={false} href={href} className={buttonClass({ variant, size, className })} {...rest} />
}
