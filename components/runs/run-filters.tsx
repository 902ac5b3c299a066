'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { portalOptionsQuery } from '@/lib/queries/portals'
import type { AgencyScope } from '@/lib/queries/runs'
import { zoneListQuery } from '@/lib/queries/zones'
import { countFilters, NO_PORTAL, type RunListParams } from '@/lib/rules/run-list-params'
import { MODE_WORDS, STATUS_WORDS } from '@/lib/rules/run-words'
import { MARKET_MODES, oneOf, RUN_STATUSES } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

type RunFiltersProps = {
  id: string
  scope: AgencyScope
  params: RunListParams
  onChange: (change: Partial<RunListParams>) => void
}

/** Rendered only while open, so that what zones and portals there are is asked for only then. */
export function RunFilters({ id, scope, params, onChange }: RunFiltersProps) {
  const zones = useQuery(zoneListQuery(browserClient(), scope.agencyId))
  const portals = useQuery(portalOptionsQuery(browserClient(), scope.agencyId))
  const orNull = (value: string) => (value === '' ? null : value)

  return (
    <div
      id={id}
      className="mt-3 grid grid-cols-2 gap-3 rounded-lg border border-border bg-surface p-4 md:grid-cols-3 lg:grid-cols-6"
    >
      <Field label="Status">
        {(ids) => (
          <Select
            {...ids}
            value={params.status ?? ''}
            onChange={(event) => onChange({ status: oneOf(RUN_STATUSES, event.target.value) })}
          >
            <option value="">Any</option>
            {RUN_STATUSES.map((status) => (
              <option key={status} value={status}>
                {STATUS_WORDS[status]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Market mode">
        {(ids) => (
          <Select
            {...ids}
            value={params.marketMode ?? ''}
            onChange={(event) => onChange({ marketMode: oneOf(MARKET_MODES, event.target.value) })}
          >
            <option value="">Any</option>
            {MARKET_MODES.map((mode) => (
              <option key={mode} value={mode}>
                {MODE_WORDS[mode]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Zone">
        {(ids) => (
          <Select
            {...ids}
            value={params.zoneId ?? ''}
            onChange={(event) => onChange({ zoneId: orNull(event.target.value) })}
          >
            <option value="">Any</option>
            <Unlisted value={params.zoneId} options={zones.data} isPending={zones.isPending} />
            {zones.data?.map((zone) => (
              <option key={zone.id} value={zone.id}>
                {zone.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Portal">
        {(ids) => (
          <Select
            {...ids}
            value={params.portalId ?? ''}
            onChange={(event) => onChange({ portalId: orNull(event.target.value) })}
          >
            <option value="">Any</option>
            <option value={NO_PORTAL}>On no portal</option>
            {params.portalId === NO_PORTAL ? null : (
              <Unlisted value={params.portalId} options={portals.data} isPending={portals.isPending} />
            )}
            {portals.data?.map((portal) => (
              <option key={portal.id} value={portal.id}>
                {portal.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Starts from">
        {(ids) => (
          <Input
            {...ids}
            type="date"
            value={params.from ?? ''}
            max={params.to ?? undefined}
            onChange={(event) => onChange({ from: orNull(event.target.value) })}
          />
        )}
      </Field>
      <Field label="Starts until">
        {(ids) => (
          <Input
            {...ids}
            type="date"
            value={params.to ?? ''}
            min={params.from ?? undefined}
            onChange={(event) => onChange({ to: orNull(event.target.value) })}
          />
        )}
      </Field>
      {zones.isError || portals.isError ? (
        <p role="alert" className="col-span-full text-sm text-danger">
          Zones and portals could not be loaded.{' '}
          <button
            type="button"
            className="underline"
            onClick={() => {
              void zones.refetch()
              void portals.refetch()
            }}
          >
            Try again
          </button>
        </p>
      ) : null}
      {countFilters(params) > 0 ? (
        <div className="col-span-full">
          <Button
            size="sm"
            variant="ghost"
            onClick={() =>
              onChange({ status: null, marketMode: null, zoneId: null, portalId: null, from: null, to: null })
            }
          >
            Clear filters
          </Button>
        </div>
      ) : null}
    </div>
  )
}

type UnlistedProps = {
  value: string | null
  options: readonly { id: string }[] | undefined
  isPending: boolean
}

/** Keeps a chosen value in the select while its name is on its way, and when it no longer exists. */
function Unlisted({ value, options, isPending }: UnlistedProps) {
  if (value === null || options?.some((option) => option.id === value)) return null
  return <option value={value}>{isPending ? 'Loading…' : 'No longer there'}</option>
}
