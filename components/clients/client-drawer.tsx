'use client'

import { useQuery } from '@tanstack/react-query'
import { ClientForm } from '@/components/clients/client-form'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import { clientFactsQuery } from '@/lib/queries/clients'
import { browserClient } from '@/lib/supabase/browser'

type ClientDrawerProps = {
  agencyId: string
  /** The client to change; null makes a new one. */
  clientId: string | null
  onClose: () => void
}

export function ClientDrawer({ agencyId, clientId, onClose }: ClientDrawerProps) {
  const leave = useLeaveQuestion(onClose)
  const form = {
    agencyId,
    ...leave.form,
  }

  return (
    <Drawer {...leave.root}>
      <DrawerContent title={clientId ? 'Edit client' : 'New client'} {...leave.content}>
        {clientId ? <EditClient {...form} clientId={clientId} /> : <ClientForm {...form} client={null} />}
      </DrawerContent>
    </Drawer>
  )
}

type EditClientProps = Omit<Parameters<typeof ClientForm>[0], 'client'> & { clientId: string }

function EditClient({ clientId, ...form }: EditClientProps) {
  const client = useQuery(clientFactsQuery(browserClient(), form.agencyId, clientId))
  if (client.isPending) {
    return (
      <DrawerBody className="flex flex-col gap-6">
        {['name', 'website', 'status', 'notes'].map((part) => (
          <Skeleton key={part} className="h-14 w-full" />
        ))}
      </DrawerBody>
    )
  }
  // A later look that fails must not take away what somebody has typed here.
  if (client.isLoadingError) return <ErrorState error={client.error} onRetry={() => void client.refetch()} />
  return <ClientForm {...form} client={client.data} />
}
