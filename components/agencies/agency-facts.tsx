import type { StaffMember } from '@/lib/queries/members'

/** The agency as colleagues see it who may not change it. */
export function AgencyFacts({ agency }: { agency: StaffMember['agency'] }) {
  const facts = [
    ['Name', agency.name],
    ['Time zone', agency.settings.timeZone.replaceAll('_', ' ')],
  ] as const
  return (
    <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-text-muted">{name}</dt>
          <dd className="min-w-0 break-words">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
