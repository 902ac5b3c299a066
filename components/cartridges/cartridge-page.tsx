'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { AgencyPanel, NEW } from '@/components/cartridges/agency-panel'
import { CartridgeTabs } from '@/components/cartridges/cartridge-tabs'
import { EffectivePanel } from '@/components/cartridges/effective-panel'
import { LeaveGuard } from '@/components/cartridges/leave-guard'
import { OwnPanel } from '@/components/cartridges/own-panel'
import { useDrafts } from '@/components/cartridges/use-drafts'
import { ErrorState } from '@/components/ui/error-state'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { cartridgeShelfQuery, type CartridgeShelf } from '@/lib/queries/cartridges'
import { CARTRIDGE_TYPES, type CartridgeType } from '@/lib/rules/cartridge-fields'
import { fromDraft } from '@/lib/rules/cartridge-form'
import { effectiveCartridge, type EffectiveField, type HouseCartridge } from '@/lib/rules/cartridges'
import { oneOf } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

const HistoryDrawer = dynamic(
  () => import('@/components/cartridges/history-drawer').then((module) => module.HistoryDrawer),
  { ssr: false },
)

type CartridgePageProps = {
  userId: string
  /** Null for whoever is not of an agency's staff: they have their own and nothing else. */
  agencyId: string | null
  canEditAgency: boolean
  timeZone: string
}

export function CartridgePage(props: CartridgePageProps) {
  const shelf = useQuery(cartridgeShelfQuery(browserClient(), props.userId))
  if (shelf.isPending)
    return (
      <div aria-busy className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <span className="sr-only">Loading cartridges</span>
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    )
  // A later look that fails must not take away what somebody has typed here.
  if (shelf.isLoadingError) return <ErrorState error={shelf.error} onRetry={() => void shelf.refetch()} />
  return <Workbench {...props} shelf={shelf.data} />
}

/** Calls a function for each type. */
function forEachType<Value>(make: (type: CartridgeType) => Value): Record<CartridgeType, Value> {
  return Object.fromEntries(CARTRIDGE_TYPES.map((type) => [type, make(type)])) as Record<CartridgeType, Value>
}

function Workbench({
  userId,
  agencyId,
  canEditAgency,
  timeZone,
  shelf,
}: CartridgePageProps & { shelf: CartridgeShelf }) {
  const { query, setQuery } = useAddressQuery()
  const { drafts, isDirty, setDraft, forgetAll } = useDrafts(userId)
  const type = oneOf(CARTRIDGE_TYPES, query.type) ?? 'style'
  const isAgency = agencyId !== null && query.of === 'agency'
  const isNew = isAgency && canEditAgency && query.cartridge === NEW

  const ofType = shelf.agency.filter((cartridge) => cartridge.type === type)
  const selected = isNew ? null : (ofType.find(({ id }) => id === query.cartridge) ?? ofType[0] ?? null)
  const defaultOf = (one: CartridgeType): HouseCartridge | null =>
    shelf.agency.find((cartridge) => cartridge.type === one && cartridge.isDefault) ?? null
  const ownKey = `own ${type}`
  const agencyKey = `agency ${selected?.id ?? `${NEW} ${type}`}`

  const mine = (one: CartridgeType) => {
    const unsaved = drafts[`own ${one}`]
    return unsaved ? fromDraft(one, unsaved.draft) : (shelf.own[one][0]?.data ?? null)
  }
  /** What staff would get from the agency's cartridge that is open, as it stands in the form. */
  const opened = (one: CartridgeType): HouseCartridge | null => {
    if (one !== type) return defaultOf(one)
    const unsaved = drafts[agencyKey]
    if (unsaved) return { data: fromDraft(type, unsaved.draft), lockedFields: unsaved.draft.locked }
    return selected
  }
  const effective: Record<CartridgeType, EffectiveField[]> = forEachType((one) =>
    isAgency
      ? effectiveCartridge(one, null, opened(one))
      : effectiveCartridge(one, mine(one), defaultOf(one)),
  )
  const historyOf = isAgency
    ? ofType.find(({ id }) => id === query.history)
    : shelf.own[type].find(({ id }) => id === query.history)

  return (
    <>
      <p className="mb-4 max-w-2xl text-sm text-text-muted">
        Cartridges tell an AI assistant how to write for you.
        {agencyId ? ' Your agency sets the defaults; you can have your own wherever nothing is locked.' : ''}
      </p>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <CartridgeTabs
          current={type}
          isUnsaved={(one) =>
            Object.keys(drafts).some((key) => key === `own ${one}` || isDraftOf(key, one, shelf))
          }
          onSelect={(next) => setQuery({ type: next, cartridge: undefined, history: undefined })}
        />
        {agencyId ? (
          <Segmented
            label="Whose cartridges"
            value={isAgency ? 'agency' : 'mine'}
            options={[
              { value: 'mine', label: 'Mine' },
              { value: 'agency', label: 'Agency' },
            ]}
            onValueChange={(value) =>
              setQuery({
                of: value === 'agency' ? 'agency' : undefined,
                cartridge: undefined,
                history: undefined,
              })
            }
          />
        ) : null}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {isAgency ? (
          <AgencyPanel
            type={type}
            userId={userId}
            agencyId={agencyId}
            canEdit={canEditAgency}
            shelf={shelf}
            selected={selected}
            isNew={isNew}
            unsaved={drafts[agencyKey]}
            hasUnsaved={(id) => drafts[`agency ${id}`] !== undefined}
            onSelect={(id) => setQuery({ cartridge: id })}
            onDraft={(unsaved) => setDraft(agencyKey, unsaved)}
            onHistory={(id) => setQuery({ history: id })}
          />
        ) : (
          <OwnPanel
            key={type}
            type={type}
            userId={userId}
            hasAgency={agencyId !== null}
            shelf={shelf}
            unsaved={drafts[ownKey]}
            above={effectiveCartridge(type, null, defaultOf(type))}
            onDraft={(unsaved) => setDraft(ownKey, unsaved)}
            onHistory={(id) => setQuery({ history: id })}
          />
        )}
        <EffectivePanel
          type={type}
          effective={effective}
          title={isAgency ? 'What your team gets' : 'What counts for you'}
          description={
            agencyId === null
              ? 'Each field by itself: yours, else the default.'
              : !isAgency
                ? 'Each field by itself: yours, else your agency’s, else the default.'
                : selected?.isDefault
                  ? 'From this cartridge, where people have nothing of their own.'
                  : 'From this cartridge, if it were the default.'
          }
          isUnsaved={drafts[isAgency ? agencyKey : ownKey] !== undefined}
          hasAgency={agencyId !== null}
        />
      </div>
      {historyOf ? (
        <HistoryDrawer
          cartridge={{ id: historyOf.id, name: historyOf.name, type }}
          agencyId={isAgency ? agencyId : null}
          userId={userId}
          timeZone={timeZone}
          above={isAgency || agencyId === null ? 'default' : 'as the agency'}
          canRestore={!isAgency || canEditAgency}
          onClose={() => setQuery({ history: undefined })}
        />
      ) : null}
      <LeaveGuard isDirty={isDirty} onDiscard={forgetAll} />
    </>
  )
}

function isDraftOf(key: string, type: CartridgeType, shelf: CartridgeShelf): boolean {
  if (key === `agency ${NEW} ${type}`) return true
  return shelf.agency.some((cartridge) => cartridge.type === type && key === `agency ${cartridge.id}`)
}
