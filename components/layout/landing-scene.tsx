import { Badge } from '@/components/ui/badge'

const PORTALS = [
  { name: 'What’s on in town', state: 'Open', tone: 'success' },
  { name: 'For business owners', state: 'By invitation', tone: 'accent' },
  { name: 'Neighbourhood notice board', state: 'From Monday', tone: 'neutral' },
] as const

/** A picture of the one idea, drawn with the product's own pieces: one run, several portals, each with its own state. */
export function LandingScene() {
  return (
    <div aria-hidden className="relative mx-auto w-full max-w-md select-none">
      <div className="rounded-xl border border-border bg-surface p-5 shadow-raised">
        <p className="text-xs text-text-subtle">Run</p>
        <p className="mt-0.5 text-base font-semibold">Lantern walk along the quay</p>
        <p className="mt-0.5 text-sm text-text-muted">Fri 11 Dec, 17:30–19:00 · Old Harbour</p>
      </div>
      <svg
        viewBox="0 0 400 56"
        className="h-14 w-full text-border-strong"
        fill="none"
        preserveAspectRatio="none"
      >
        <path
          d="M200 0 V28 M200 28 C200 44 66 32 66 56 M200 28 V56 M200 28 C200 44 334 32 334 56"
          stroke="currentColor"
          strokeDasharray="3 4"
        />
      </svg>
      <div className="grid gap-3 sm:grid-cols-3">
        {PORTALS.map((portal) => (
          <div
            key={portal.name}
            className="flex flex-col justify-between gap-3 rounded-lg border border-border bg-surface p-3.5"
          >
            <p className="text-sm leading-snug font-medium">{portal.name}</p>
            <div>
              <Badge tone={portal.tone}>{portal.state}</Badge>
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
