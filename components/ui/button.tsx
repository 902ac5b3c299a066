import { Slot } from 'radix-ui/slot'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonLook } from '@/components/ui/button-class'
import { Spinner } from '@/components/ui/spinner'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  ButtonLook & {
    /** Work is under way: the button keeps its place and focus, shows a spinner and ignores presses. */
    pending?: boolean
    disabled?: boolean
    /** Renders the single child (a link, a menu trigger) in the button's clothes. */
    asChild?: boolean
  }

export function Button({
  variant,
  size,
  pending = false,
  disabled = false,
  asChild = false,
  className,
  type = 'button',
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const look = buttonClass({ variant, size, className })
  if (asChild) {
    return (
      <Slot className={look} onClick={onClick} {...rest}>
        {children}
      </Slot>
    )
  }
  return (
    <button
      // A pending button stays focusable (aria-disabled instead of disabled), or keyboard focus would fall to the page.
      type={pending ? 'button' : type}
      className={look}
      disabled={disabled}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  )
}
