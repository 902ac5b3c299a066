import type { ReactNode } from 'react'
import { buttonClass, type ButtonLook } from '@/components/ui/button-class'
import { paths } from '@/lib/paths'

type SubscriptionFormProps = {
  token: string
  category: string
  /** What the button does: starts these mails or ends them. */
  turn: 'on' | 'off'
  look?: ButtonLook
  children: ReactNode
}

/** One button that works without scripts, from any browser, signed in or not. */
export function SubscriptionForm({ token, category, turn, look = {}, children }: SubscriptionFormProps) {
  return (
    <form method="post" action={paths.oneClickUnsubscribe(token)}>
      <input type="hidden" name="from" value="page" />
      <input type="hidden" name="category" value={category} />
      <input type="hidden" name="turn" value={turn} />
      <button type="submit" className={buttonClass(look)}>
        {children}
      </button>
    </form>
  )
}
