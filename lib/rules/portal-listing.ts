import { dateOn } from '@/lib/rules/run-clock'
import type { MarketMode, RunStatus } from '@/lib/rules/runs'

/** A run as a stranger may see it on a portal. Without details, description, status and organiser are null. */
export type PublicRun = {
  id: string
  name: string
  description: string | null
  status: RunStatus | null
  startsAt: string | null
  endsAt: string | null
  /** IANA name that this runtime knows; its wall clock is the one the run is announced in. */
  timeZone: string
  zone: string | null
  mode: MarketMode
  hasDetails: boolean
  organiser: string | null
  updatedAt: string
}

export type PortalFilters = {
  when: 'upcoming' | 'past'
  zone: string | null
  /** Calendar month "2026-12", as the run's own clock shows its start. */
  month: string | null
  text: string
  /** Counts from 1. */
  page: number
}

type SearchParams = Record<string, string | string[] | undefined>
export type PortalDay = { date: string; runs: PublicRun[] }
export type PortalMonth = { month: string; days: PortalDay[] }
export type DatedRuns = {
  /** Began before today or today, and not over: shown before everything else. */
  ongoing: PublicRun[]
  months: PortalMonth[]
  undated: PublicRun[]
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const LONGEST_TEXT = 100
export const RUNS_PER_PAGE = 50

/** Reads the filters from the address. Whatever is malformed counts as not given, so any address shows something. */
export function readPortalFilters(params: SearchParams): PortalFilters {
  const one = (name: string) => {
    const value = params[name]
    return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
  }
  const page = Number(one('page'))
  return {
    when: one('when') === 'past' ? 'past' : 'upcoming',
    zone: one('zone') || null,
    month: MONTH.test(one('month')) ? one('month') : null,
    text: Array.from(one('q')).slice(0, LONGEST_TEXT).join(''),
    page: Number.isInteger(page) && page > 1 ? page : 1,
  }
}

/** The query of the address that shows `filters`; what is at its default is left out. */
export function portalQuery(filters: Partial<PortalFilters>): Record<string, string | undefined> {
  return {
    when: filters.when === 'past' ? 'past' : undefined,
    zone: filters.zone ?? undefined,
    month: filters.month ?? undefined,
    q: filters.text === '' ? undefined : filters.text,
    page: filters.page !== undefined && filters.page > 1 ? String(filters.page) : undefined,
  }
}

/** Whether something beyond the tab narrows the list down. */
export function isNarrowed(filters: PortalFilters): boolean {
  return filters.zone !== null || filters.month !== null || filters.text !== ''
}

/** Over means ended, or started when no end is known, as the database counts it; a completed run is over at once. */
export function isOver(run: PublicRun, now: Date): boolean {
  const end = run.endsAt ?? run.startsAt
  return run.status === 'completed' || (end !== null && Date.parse(end) < now.getTime())
}

export function isOngoing(run: PublicRun, now: Date): boolean {
  return run.startsAt !== null && Date.parse(run.startsAt) <= now.getTime() && !isOver(run, now)
}

/** Date "2026-12-03" that the run's own clock shows when it starts; null without a start. */
export function startDate(run: PublicRun): string | null {
  return run.startsAt === null ? null : dateOn(run.startsAt, run.timeZone)
}

/** Upcoming and past runs, in the order in which they are read: the next one, or the latest one, first. */
export function splitByTime(
  runs: readonly PublicRun[],
  now: Date,
): { upcoming: PublicRun[]; past: PublicRun[] } {
  const inOrder = [...runs].sort(byStart)
  return {
    upcoming: inOrder.filter((run) => !isOver(run, now)),
    past: inOrder.filter((run) => isOver(run, now)).reverse(),
  }
}

function byStart(one: PublicRun, other: PublicRun): number {
  const a = one.startsAt ?? '9999'
  const b = other.startsAt ?? '9999'
  return Date.parse(a) - Date.parse(b) || one.name.localeCompare(other.name, 'en')
}

/** The runs that match zone, month and text. Text is looked for in what the visitor can read, whatever its case or accents. */
export function narrow(runs: readonly PublicRun[], filters: PortalFilters): PublicRun[] {
  const words = fold(filters.text).split(/\s+/).filter(Boolean)
  return runs.filter((run) => {
    if (filters.zone !== null && run.zone !== filters.zone) return false
    if (filters.month !== null && startDate(run)?.slice(0, 7) !== filters.month) return false
    if (words.length === 0) return true
    const readable = fold([run.name, run.zone, run.organiser, run.description].filter(Boolean).join(' '))
    return words.every((word) => readable.includes(word))
  })
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Groups runs by month and day of their own clock, keeping their order; what is going on now and what has no date stand apart. */
export function groupByDate(runs: readonly PublicRun[], now: Date): DatedRuns {
  const listing: DatedRuns = { ongoing: [], months: [], undated: [] }
  const days = new Map<string, PublicRun[]>()
  for (const run of runs) {
    const date = startDate(run)
    if (date === null) listing.undated.push(run)
    else if (isOngoing(run, now)) listing.ongoing.push(run)
    else days.set(date, [...(days.get(date) ?? []), run])
  }
  // Clocks of different zones may disagree with the order of the moments, so the dates decide where a day stands.
  const first = [...days.keys()][0] ?? ''
  const last = [...days.keys()].at(-1) ?? ''
  const direction = first > last ? -1 : 1
  for (const date of [...days.keys()].sort((a, b) => direction * (a < b ? -1 : 1))) {
    const month = date.slice(0, 7)
    const current = listing.months.at(-1)
    const day = { date, runs: days.get(date) ?? [] }
    if (current?.month === month) current.days.push(day)
    else listing.months.push({ month, days: [day] })
  }
  return listing
}

/** What can be chosen in the filter: the zones and months that runs have, the portal's own zone first. */
export function filterChoices(runs: readonly PublicRun[], defaultZone: string | null) {
  const zones = new Set(runs.map((run) => run.zone).filter((zone) => zone !== null))
  const months = new Set(
    runs.map((run) => startDate(run)?.slice(0, 7)).filter((month) => month !== undefined),
  )
  const rank = (zone: string) => (zone === defaultZone ? 0 : 1)
  return {
    zones: [...zones].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en')),
    months: [...months].sort(),
  }
}

/** The runs of one page, and how many pages there are. A page beyond the last shows the last. */
export function pageOf(
  runs: readonly PublicRun[],
  page: number,
): { runs: PublicRun[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(runs.length / RUNS_PER_PAGE))
  const shown = Math.min(page, pages)
  return { runs: runs.slice((shown - 1) * RUNS_PER_PAGE, shown * RUNS_PER_PAGE), page: shown, pages }
}
