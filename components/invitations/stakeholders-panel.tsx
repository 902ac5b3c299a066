'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { History, Megaphone, SearchX, UserPlus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { PeopleList } from '@/components/invitations/people-list'
import { PeopleToolbar } from '@/components/invitations/people-toolbar'
import { usePersonActions } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useAddressQuery } from '@/components/ui/use-address-query'
import {
  runPeopleCountsQuery,
  runPeopleQuery,
  type PeoplePage,
  type PeopleParams,
} from '@/lib/queries/invitations'
import { runDetailQuery, type AgencyScope } from '@/lib/queries/runs'
import { deliveryState, PERSON_GROUPS } from '@/lib/rules/invitation-people'
import { RUN_ROLES } from '@/lib/rules/invitation-roles'
import { oneOf } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

const loadModal = () =>
  import('@/components/invitations/notify-stakeholders-modal').then(
    (module) => module.NotifyStakeholdersModal,
  )
const NotifyStakeholdersModal = dynamic(loadModal, { ssr: false })
const PersonDrawer = dynamic(
  () => import('@/components/invitations/person-drawer').then((module) => module.PersonDrawer),
  { ssr: false },
)
const MessagesDrawer = dynamic(
  () => import('@/components/invitations/messages-drawer').then((module) => module.MessagesDrawer),
  { ssr: false },
)

/** How often to look while mail is on its way: it usually goes out within seconds. */
const SENDING_MS = 8_000
const SENDING_WINDOW_MS = 120_000

/** Whether the worker is about to send a mail of somebody in the list. What waits for longer is looked at again on focus. */
function isSending(pages: readonly PeoplePage[]): boolean {
  const now = Date.now()
  return pages.some(({ people }) =>
    people.some((person) => {
      const at = person.delivery?.at
      return at && deliveryState(person) === 'queued' && Math.abs(Date.parse(at) - now) < SENDING_WINDOW_MS
    }),
  )
}

/** Everybody invited to a run or on it. The first page comes with the run itself; filters, search and further pages ask again. */
export function StakeholdersPanel({ runId, scope }: { runId: string; scope: AgencyScope }) {
  const { query, setQuery } = useAddressQuery()
  const run = useQuery(runDetailQuery(browserClient(), scope.agencyId, runId))
  const params: PeopleParams = { group: oneOf(PERSON_GROUPS, query.people), search: query.who ?? '' }
  const isAll = params.group === null && params.search === ''
  const first = run.data?.firstPeople ?? null
  const people = useInfiniteQuery({
    ...runPeopleQuery(browserClient(), runId, params),
    ...(isAll && first
      ? {
          initialData: { pages: [first.page], pageParams: [null] },
          initialDataUpdatedAt: run.dataUpdatedAt,
        }
      : {}),
    enabled: !isAll || run.isFetched,
    refetchInterval: ({ state }) => (isSending(state.data?.pages ?? []) ? SENDING_MS : false),
  })
  const counts = useQuery({
    ...runPeopleCountsQuery(browserClient(), runId),
    ...(first ? { initialData: first.counts, initialDataUpdatedAt: run.dataUpdatedAt } : {}),
    enabled: run.isFetched,
  })
  const timeZone = run.data?.timeZone ?? scope.timeZone
  const actions = usePersonActions(scope.agencyId, timeZone)
  const shown = people.data?.pages.flatMap((page) => page.people) ?? []
  const opened = shown.find((person) => person.id === query.person)
  const tab = oneOf(['invite', 'update'] as const, query.notify)
  const reach = counts.data?.joined ?? 0
  const change = (next: Partial<PeopleParams>, isReplacing = false) => {
    const { group, search } = { ...params, ...next }
    setQuery({ people: group ?? undefined, who: search === '' ? undefined : search }, { isReplacing })
  }
  const inviteButton = (
    <Button
      onPointerEnter={() => void loadModal()}
      onFocus={() => void loadModal()}
      onClick={() => setQuery({ notify: 'invite' })}
    >
      <UserPlus aria-hidden />
      Invite people
    </Button>
  )

  function renderBody() {
    if (people.isPending) return <PeopleSkeleton />
    if (people.isError)
      return <ErrorState error={people.error} heading="h3" onRetry={() => void people.refetch()} />
    if (shown.length > 0) {
      return (
        <PeopleList
          label="People"
          people={shown}
          roles={RUN_ROLES}
          timeZone={timeZone}
          isBusy={people.isPlaceholderData}
          actions={actions}
          onOpen={(person) => setQuery({ person: person.id })}
          more={
            people.hasNextPage
              ? {
                  isPending: people.isFetchingNextPage,
                  // What a search finds nobody has counted.
                  total: params.search === '' ? (counts.data?.[params.group ?? 'everybody'] ?? null) : null,
                  onMore: () => void people.fetchNextPage(),
                }
              : null
          }
        />
      )
    }
    if (!isAll) {
      return (
        <EmptyState
          heading="h3"
          icon={<SearchX />}
          title="Nobody matches"
          description="Try other words or another group."
          action={<Button onClick={() => change({ group: null, search: '' })}>Show everybody</Button>}
          className="py-8"
        />
      )
    }
    return (
      <EmptyState
        heading="h3"
        icon={<UserPlus />}
        title="Nobody is invited yet"
        description="Paste addresses from a mail, a calendar or a spreadsheet. Everybody gets a private link."
        action={inviteButton}
        className="pt-4 pb-10"
      />
    )
  }

  return (
    <section
      aria-labelledby="stakeholders-title"
      className="overflow-clip rounded-lg border border-border bg-surface"
    >
      <header className="flex flex-wrap items-center gap-2 py-3 pr-3 pl-5">
        <h2 id="stakeholders-title" className="mr-auto text-base font-medium">
          Stakeholders
        </h2>
        {(counts.data?.everybody ?? 0) > 0 ? (
          <Button size="sm" variant="ghost" onClick={() => setQuery({ messages: 'all' })}>
            <History aria-hidden />
            Messages
          </Button>
        ) : null}
        {reach > 0 ? (
          <Button size="sm" variant="ghost" onClick={() => setQuery({ notify: 'update' })}>
            <Megaphone aria-hidden />
            Send update
          </Button>
        ) : null}
      </header>
      {isAll && shown.length === 0 ? null : (
        <PeopleToolbar params={params} counts={counts.data} onChange={change} />
      )}
      {renderBody()}
      {tab && run.data ? (
        <NotifyStakeholdersModal
          run={run.data}
          agencyId={scope.agencyId}
          tab={tab}
          reach={reach}
          onTab={(next) => setQuery({ notify: next }, { isReplacing: true })}
          onClose={() => setQuery({ notify: undefined })}
        />
      ) : null}
      {opened ? (
        <PersonDrawer
          person={opened}
          roles={RUN_ROLES}
          agencyId={scope.agencyId}
          timeZone={timeZone}
          actions={actions}
          onClose={() => setQuery({ person: undefined })}
        />
      ) : null}
      {query.messages ? (
        <MessagesDrawer
          runId={runId}
          timeZone={timeZone}
          messageKey={query.messages === 'all' ? null : query.messages}
          onOpen={(messageKey) => setQuery({ messages: messageKey ?? 'all' })}
          onClose={() => setQuery({ messages: undefined })}
        />
      ) : null}
    </section>
  )
}

function PeopleSkeleton() {
  return (
    <div aria-busy="true" className="divide-y divide-border border-t border-border">
      <p role="status" className="sr-only">
        Loading people
      </p>
      {['w-40', 'w-56', 'w-48'].map((width) => (
        <div key={width} className="flex h-14 items-center gap-6 px-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="ml-auto h-4 w-24" />
        </div>
      ))}
    </div>
  )
}
