import { buttonClass } from '@/components/ui/button-class'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { paths } from '@/lib/paths'
import { isNarrowed, portalQuery, type PortalFilters } from '@/lib/rules/portal-listing'
import { monthWords } from '@/lib/rules/run-clock'
import { cn } from '@/lib/utils'

type PortalFilterProps = {
  slug: string
  filters: PortalFilters
  counts: { upcoming: number; past: number }
  choices: { zones: string[]; months: string[] }
  defaultZone: string | null
}

/** A plain form that asks the same address with other words, so what one sees can be sent to somebody. */
export function PortalFilter({ slug, filters, counts, choices, defaultZone }: PortalFilterProps) {
  const offersDefaultZone =
    filters.zone === null &&
    defaultZone !== null &&
    choices.zones.length > 1 &&
    choices.zones.includes(defaultZone)
  return (
    <div className="border-b pb-5">
      <nav aria-label="Time" className="flex gap-6">
        <Tab slug={slug} when="upcoming" filters={filters} label="Upcoming" count={counts.upcoming} />
        <Tab slug={slug} when="past" filters={filters} label="Past" count={counts.past} />
      </nav>
      <form
        action={paths.publicPortal(slug)}
        role="search"
        className="mt-5 grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)_auto]"
      >
        {filters.when === 'past' ? <input type="hidden" name="when" value="past" /> : null}
        <Input
          type="search"
          name="q"
          defaultValue={filters.text}
          aria-label="Search runs"
          placeholder="Search"
          maxLength={100}
          className="col-span-2 sm:col-span-1"
        />
        <Select name="zone" defaultValue={filters.zone ?? ''} aria-label="Zone">
          <option value="">All zones</option>
          {withChosen(choices.zones, filters.zone).map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </Select>
        <Select name="month" defaultValue={filters.month ?? ''} aria-label="Month">
          <option value="">Any month</option>
          {withChosen(choices.months, filters.month).map((month) => (
            <option key={month} value={month}>
              {monthWords(month)}
            </option>
          ))}
        </Select>
        <button className={cn(buttonClass({ variant: 'secondary' }), 'col-span-2 sm:col-span-1')}>
          Show
        </button>
      </form>
      {isNarrowed(filters) || offersDefaultZone ? (
        <p className="mt-3 flex flex-wrap gap-x-5 text-sm">
          {offersDefaultZone ? (
            <TextLink
              href={paths.publicPortal(slug, portalQuery({ ...filters, zone: defaultZone, page: 1 }))}
            >
              Only {defaultZone}
            </TextLink>
          ) : null}
          {isNarrowed(filters) ? (
            <TextLink href={paths.publicPortal(slug, portalQuery({ when: filters.when }))}>
              Clear filters
            </TextLink>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}

/** What the address asks for stays visible in the form even when no run has it. */
function withChosen(choices: string[], chosen: string | null): string[] {
  return chosen === null || choices.includes(chosen) ? choices : [...choices, chosen]
}

type TabProps = {
  slug: string
  when: PortalFilters['when']
  filters: PortalFilters
  label: string
  count: number
}

function Tab({ slug, when, filters, label, count }: TabProps) {
  const isCurrent = filters.when === when
  return (
    <a
      href={paths.publicPortal(slug, portalQuery({ ...filters, when, month: null, page: 1 }))}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        '-mb-px flex h-11 items-center gap-1.5 border-b-2 text-sm font-medium',
        isCurrent ? 'border-accent text-text' : 'border-transparent text-text-muted hover:text-text',
      )}
    >
      {label}
      <span className="text-text-subtle tabular-nums">{count}</span>
    </a>
  )
}

function TextLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <a
      href={href}
      className="inline-flex min-h-6 items-center text-accent underline-offset-4 hover:underline"
    >
      <bdi>{children}</bdi>
    </a>
  )
}
