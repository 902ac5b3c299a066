'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CreatableSelect } from '@/components/ui/creatable-select'
import type { FieldIds } from '@/components/ui/field'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { createZone } from '@/lib/mutations/zones'
import { zoneKeys, zoneListQuery, type Zone } from '@/lib/queries/zones'
import { browserClient } from '@/lib/supabase/browser'

type ZoneSelectProps = {
  ids: FieldIds
  agencyId: string
  /** The stored zone, known before the list of all has arrived. */
  current: Zone | null
  value: string
  onValueChange: (zoneId: string) => void
}

export function ZoneSelect({ ids, agencyId, current, value, onValueChange }: ZoneSelectProps) {
  const queryClient = useQueryClient()
  const zones = useQuery(zoneListQuery(browserClient(), agencyId))
  const add = useMutation({
    mutationFn: (name: string) => createZone(browserClient(), agencyId, name),
    onSuccess: (zone) => {
      queryClient.setQueryData<Zone[]>(zoneKeys.list(agencyId), (known = []) => [...known, zone])
      return queryClient.invalidateQueries({ queryKey: zoneKeys.all })
    },
  })
  return (
    <CreatableSelect
      ids={ids}
      value={value}
      onValueChange={onValueChange}
      options={zones.data ?? (current ? [current] : [])}
      noneLabel="No zone"
      addLabel="Add a zone…"
      nameLabel="Name of the zone"
      onAdd={async (name) => (await add.mutateAsync(name)).id}
      describeError={(error) => errorMessage(toAppError(error)).title}
    />
  )
}
