'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useCartridgeActions } from '@/components/cartridges/use-cartridge-actions'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/dates'
import { cartridgeHistoryQuery, type CartridgeHistory } from '@/lib/queries/cartridges'
import type { CartridgeType } from '@/lib/rules/cartridge-fields'
import { describeCartridgeChanges } from '@/lib/rules/cartridge-history'
import { browserClient } from '@/lib/supabase/browser'

type HistoryDrawerProps = {
  cartridge: { id: string; name: string; type: CartridgeType }
  /** Whose it is; null for the person's own. */
  agencyId: string | null
  userId: string
  timeZone: string
  above: string
  canRestore: boolean
  onClose: () => void
}

/** Every state of a cartridge, the newest first, with what each change did. Restoring one is a change like any other. */
export function HistoryDrawer(props: HistoryDrawerProps) {
  const { cartridge, agencyId, userId, canRestore, onClose } = props
  const history = useQuery(cartridgeHistoryQuery(browserClient(), { agencyId, userId }, cartridge.id))

  function renderBody() {
    if (history.isPending)
      return ['one', 'two', 'three'].map((row) => <Skeleton key={row} className="mb-4 h-16 w-full" />)
    if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />
    if (history.data.versions.length === 0)
      return (
        <EmptyState
          icon={<RotateCcw />}
          title="Nothing yet"
          description="Each time it is saved, its state is kept here."
        />
      )
    return <Versions {...props} history={history.data} />
  }

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent
        title={`History of “${cartridge.name}”`}
        description={
          canRestore
            ? 'Any earlier state can be brought back, and that can be undone.'
            : 'Owners and admins can bring an earlier state back.'
        }
      >
        <DrawerBody className="pb-6">{renderBody()}</DrawerBody>
      </DrawerContent>
    </Drawer>
  )
}

const ACTION_WORDS = { insert: 'Made', update: 'Changed', delete: 'Deleted' }

function Versions({
  cartridge,
  userId,
  timeZone,
  above,
  canRestore,
  history,
}: HistoryDrawerProps & { history: CartridgeHistory }) {
  const { restore } = useCartridgeActions()
  const { versions, people } = history
  const newest = versions[0]
  const nameOf = (id: string | null) =>
    id === userId ? 'You' : id === null ? 'The operator' : (people[id] ?? 'A former member')
  return (
    <ol className="divide-y divide-border">
      {versions.map((version, index) => {
        const before = versions[index + 1]
        const changes = before ? describeCartridgeChanges(cartridge.type, before, version, above) : []
        const isNow = index === 0
        return (
          <li key={version.id} className="flex flex-col gap-1.5 py-4 text-sm">
            <div className="flex flex-wrap items-center gap-2">
              <p className="min-w-0 flex-1">
                <span className="font-medium">{nameOf(version.actorId)}</span>{' '}
                <span className="text-text-muted">
                  <time dateTime={version.at}>{formatDateTime(version.at, timeZone)}</time>
                </span>
              </p>
              {isNow ? (
                <Badge tone="accent">Now</Badge>
              ) : canRestore && newest ? (
                <Button
                  size="sm"
                  pending={restore.isPending && restore.variables.versionId === version.id}
                  onClick={() =>
                    restore.mutate({ id: cartridge.id, versionId: version.id, newestId: newest.id })
                  }
                >
                  <RotateCcw aria-hidden />
                  Restore
                  <span className="sr-only"> the state of {formatDateTime(version.at, timeZone)}</span>
                </Button>
              ) : null}
            </div>
            {changes.length > 0 ? (
              <ul className="list-disc pl-4 text-text-muted">
                {changes.map((change) => (
                  <li key={change} dir="auto">
                    {change}
                  </li>
                ))}
              </ul>
            ) : (
              <p className="text-text-muted">{ACTION_WORDS[version.action]}</p>
            )}
          </li>
        )
      })}
    </ol>
  )
}
