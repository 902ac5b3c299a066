import type { ComponentProps } from 'react'
import { buttonClass, type ButtonLook } from '@/components/ui/button-class'
import { Spinner } from '@/components/ui/spinner'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  ButtonLook & {
    /** Work is under way: the button keeps its place and focus, shows a spinner and ignores presses. */
    pending?: boolean
    disabled?: boolean
  }

export function Button({
  variant,
  size,
  pending = false,
  disabled = false,
  className,
  type = 'button',
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      // A pending button stays focusable (aria-disabled instead of disabled), or keyboard focus would fall to the page.
      type={pending ? 'button' : type}
      className={buttonClass({ variant, size, className })}
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
