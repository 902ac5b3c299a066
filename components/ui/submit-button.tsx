'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from '@/components/ui/button'

/** Sends the form it stands in, and shows that it is under way. Without scripts it is a plain button. */
export function SubmitButton({ disabled = false, ...rest }: Omit<ButtonProps, 'type' | 'pending'>) {
  const { pending } = useFormStatus()
  return <Button type="submit" pending={pending} disabled={disabled} {...rest} />
}
