'use client'

import { AlarmClock, BellOff, CircleCheck, SearchX, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { RaiseAlertButton } from '@/components/alerts/raise-alert-button'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import {
  clearAlertListParams,
  isNarrowed,
  type AlertListParams,
  type AlertTab,
} from '@/lib/rules/alert-list-params'
import type { AlertCounts } from '@/lib/rules/alerts'

type Words = { icon: ReactNode; title: string; description: string }

const STAFF_WORDS: Record<AlertTab, Words> = {
  live: {
    icon: <ShieldCheck />,
    title: 'Nothing needs you now',
    description: 'What goes wrong at a client shows here, the worst first.',
  },
  open: {
    icon: <ShieldCheck />,
    title: 'Nothing is open',
    description: 'Somebody has taken on everything there is.',
  },
  acknowledged: {
    icon: <CircleCheck />,
    title: 'Nobody is at anything',
    description: 'Alerts that somebody has acknowledged show here until they are resolved.',
  },
  snoozed: {
    icon: <AlarmClock />,
    title: 'Nothing is snoozed',
    description: 'Alerts put off for later wait here and come back by themselves.',
  },
  resolved: {
    icon: <BellOff />,
    title: 'Nothing has been resolved yet',
    description: 'What is done with stays here, with the note about how.',
  },
  all: {
    icon: <ShieldCheck />,
    title: 'Nothing has gone wrong yet',
    description: 'Every alert there ever was shows here, the newest first.',
  },
}

const VIEWER_WORDS: Words = {
  icon: <ShieldCheck />,
  title: 'All is well',
  description: 'If something needs your attention, we write it here and say what we do about it.',
}
const VIEWER_SOLVED: Words = {
  icon: <CircleCheck />,
  title: 'Nothing here yet',
  description: 'What we have solved for you stays here.',
}

type AlertEmptyProps = {
  params: AlertListParams
  counts: AlertCounts
  isStaff: boolean
  onChange: (change: Partial<AlertListParams>) => void
}

export function AlertEmpty({ params, counts, isStaff, onChange }: AlertEmptyProps) {
  if (isNarrowed(params) || params.cursor !== null) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No alert matches"
        description="Try other words or fewer filters."
        action={<Button onClick={() => onChange(clearAlertListParams(params))}>Clear filters</Button>}
      />
    )
  }
  const words = isStaff ? STAFF_WORDS[params.tab] : params.tab === 'resolved' ? VIEWER_SOLVED : VIEWER_WORDS
  const isAllDone = isStaff && params.tab !== 'resolved' && counts.resolved > 0
  return (
    <EmptyState
      {...words}
      action={
        <>
          {isStaff && params.tab === 'live' ? <RaiseAlertButton variant="secondary" /> : null}
          {isAllDone ? (
            <Button variant="ghost" onClick={() => onChange({ tab: 'resolved' })}>
              See what was resolved
            </Button>
          ) : null}
        </>
      }
    />
  )
}
