'use client'

import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { sendTestNotification } from '@/lib/mutations/notifications'
import { browserClient } from '@/lib/supabase/browser'

/** Proves that mail arrives, before somebody relies on it. */
export function SendTest({ email }: { email: string }) {
  const send = useMutation({
    mutationFn: () => sendTestNotification(browserClient()),
    onSuccess: () => toast.success('A test mail is on its way', { description: `To ${email}` }),
    onError: (error) => {
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
  })
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-sm text-text-muted">
        To <bdi className="font-medium break-all text-text">{email}</bdi>, at once, whatever you chose above.
      </p>
      <Button pending={send.isPending} onClick={() => send.mutate()}>
        <Send aria-hidden />
        Send me a test
      </Button>
    </div>
  )
}
