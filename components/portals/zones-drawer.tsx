'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MapPin } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { createZone, renameZone } from '@/lib/mutations/zones'
import { portalKeys } from '@/lib/queries/portals'
import { runKeys } from '@/lib/queries/runs'
import { zoneKeys, zoneListQuery, type Zone } from '@/lib/queries/zones'
import { zoneSchema } from '@/lib/schemas/portals'
import { browserClient } from '@/lib/supabase/browser'

export function ZonesDrawer({ agencyId, onClose }: { agencyId: string; onClose: () => void }) {
  const queryClient = useQueryClient()
  const zones = useQuery(zoneListQuery(browserClient(), agencyId))
  const refresh = () =>
    Promise.all(
      [zoneKeys.all, portalKeys.all, runKeys.all].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    )
  const add = useMutation({
    mutationFn: (name: string) => createZone(browserClient(), agencyId, name),
    onSuccess: refresh,
  })
  const rename = useMutation({
    mutationFn: (zone: Zone) => renameZone(browserClient(), { agencyId, zoneId: zone.id, name: zone.name }),
    onSuccess: refresh,
  })

  function renderZones() {
    if (zones.isPending) return <Skeleton className="h-32 w-full" />
    if (zones.isError) return <ErrorState error={zones.error} onRetry={() => void zones.refetch()} />
    if (zones.data.length === 0) {
      return (
        <EmptyState
          icon={<MapPin />}
          title="No zone yet"
          description="A zone is a place or district in which runs happen. Name the first one above."
        />
      )
    }
    return (
      <ul aria-label="Zones" className="flex flex-col gap-2">
        {zones.data.map((zone) => (
          <li key={zone.id}>
            <NameForm
              key={zone.name}
              label={`Name of ${zone.name}`}
              initial={zone.name}
              button="Rename"
              onSave={(name) => rename.mutateAsync({ id: zone.id, name })}
            />
          </li>
        ))}
      </ul>
    )
  }

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent title="Zones" description="Places or districts that runs and portals refer to.">
        <DrawerBody className="flex flex-col gap-5 pb-6">
          <NameForm
            label="Name of a new zone"
            initial=""
            button="Add"
            onSave={(name) => add.mutateAsync(name)}
          />
          {renderZones()}
        </DrawerBody>
      </DrawerContent>
    </Drawer>
  )
}

type NameFormProps = {
  label: string
  initial: string
  button: string
  onSave: (name: string) => Promise<unknown>
}

function NameForm({ label, initial, button, onSave }: NameFormProps) {
  const [name, setName] = useState(initial)
  const [isPending, setIsPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const isChanged = name.trim() !== initial

  async function handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const parsed = zoneSchema.safeParse({ name })
    if (!parsed.success) {
      setError(parsed.error.issues[0]?.message ?? null)
      return
    }
    setIsPending(true)
    setError(null)
    try {
      await onSave(parsed.data.name)
      // The next one may be in the field before this one is in the list.
      if (initial === '') setName((typed) => (typed === name ? '' : typed))
    } catch (caught) {
      const { code } = toAppError(caught)
      setError(
        code === 'duplicate'
          ? 'There is a zone of this name already.'
          : errorMessage(toAppError(caught)).title,
      )
    } finally {
      setIsPending(false)
    }
  }

  return (
    <form onSubmit={(event) => void handleSubmit(event)} noValidate>
      <div className="flex gap-2">
        <Input
          aria-label={label}
          aria-invalid={error ? true : undefined}
          placeholder={initial === '' ? label : undefined}
          dir="auto"
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
        {initial === '' || isChanged ? (
          <Button type="submit" pending={isPending} disabled={!isChanged}>
            {button}
          </Button>
        ) : null}
      </div>
      {error ? (
        <p role="alert" className="mt-1 text-sm text-danger">
          {error}
        </p>
      ) : null}
    </form>
  )
}
