/** The raw numbers of a client, as the database counts them (`client_standing`). */
export type Standing = {
  /** Alerts that are not resolved, snoozed ones included. */
  critical: number
  high: number
  medium: number
  low: number
  snoozed: number
  unacknowledged: number
  /** The same without those that sleep. */
  awakeCritical: number
  awakeHigh: number
  awakeUnacknowledged: number
  oldestUnacknowledgedAt: string | null
  liveTickets: number
  urgentTickets: number
  overdueTickets: number
  unassignedTickets: number
  waitingForClient: number
  /** When somebody last spoke with the client, in either direction; notes do not count. */
  lastContactAt: string | null
  lastContactDirection: 'inbound' | 'outbound' | null
  /** Median of the last 30 days from what the client said to our answer; null without an answer. */
  replyMinutes: number | null
}

export const HEALTH_PARTS = ['alerts', 'tickets', 'contact', 'reply'] as const
export type HealthPartId = (typeof HEALTH_PARTS)[number]

export type HealthPart = {
  id: HealthPartId
  /** Out of 100; null when there is nothing to judge by. */
  score: number | null
  /** The share of the whole that this part decides, in percent; 0 when it is missing. */
  share: number
  /** What it adds to the whole, to a tenth, so that what is shown adds up. */
  points: number
}

export type HealthTier = 'healthy' | 'steady' | 'at_risk' | 'critical'

export type Health = {
  /** 0 to 100; null when fewer than two parts can be judged: no number is better than a made-up one. */
  score: number | null
  tier: HealthTier | null
  /** The points before they are rounded to the score; null with it. */
  sum: number | null
  parts: HealthPart[]
}

const WEIGHTS: Record<HealthPartId, number> = { alerts: 30, tickets: 25, contact: 20, reply: 15 }
const ALERT_COSTS = { critical: 40, high: 20, medium: 8, low: 3 }
const FEWEST_PARTS = 2

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const ANSWER_WITHIN_HOURS = 4
const RECENT_DAYS = 7
const SILENT_DAYS = 45
const PROMPT_MINUTES = 4 * 60
const SLOW_MINUTES = 72 * 60

/**
 * How a client is, as a weighted mean of what is known. Parts that are missing give their weight to the others, in
 * proportion.
 */
export function clientHealth(standing: Standing, now: Date): Health {
  const scores = Object.fromEntries(HEALTH_PARTS.map((id) => [id, scoreOf(id, standing, now)])) as Record<
    HealthPartId,
    number | null
  >
  const known = HEALTH_PARTS.filter((id) => scores[id] !== null)
  const weightOfAll = known.reduce((sum, id) => sum + WEIGHTS[id], 0)
  const parts = HEALTH_PARTS.map((id): HealthPart => {
    const score = scores[id]
    const share = score === null ? 0 : (100 * WEIGHTS[id]) / weightOfAll
    return { id, score, share, points: toTenth(((score ?? 0) * share) / 100) }
  })
  if (known.length < FEWEST_PARTS) return { score: null, tier: null, sum: null, parts }
  const sum = toTenth(parts.reduce((total, part) => total + part.points, 0))
  const score = Math.min(100, Math.round(sum))
  return { score, tier: tierOf(score), sum, parts }
}

export function tierOf(score: number): HealthTier {
  if (score >= 80) return 'healthy'
  if (score >= 60) return 'steady'
  return score >= 40 ? 'at_risk' : 'critical'
}

/** Whole days since the last contact; null when there was none. */
export function daysSinceContact({ lastContactAt }: Standing, now: Date): number | null {
  if (lastContactAt === null) return null
  return Math.max(0, Math.floor((now.getTime() - new Date(lastContactAt).getTime()) / DAY_MS))
}

function scoreOf(id: HealthPartId, standing: Standing, now: Date): number | null {
  switch (id) {
    case 'alerts': {
      const { critical, high, medium, low } = ALERT_COSTS
      const cost =
        standing.critical * critical + standing.high * high + standing.medium * medium + standing.low * low
      return Math.max(0, 100 - cost)
    }
    case 'tickets':
      // Nothing to do says nothing about how it is done.
      return standing.liveTickets === 0
        ? null
        : 100 * (1 - Math.min(standing.overdueTickets, standing.liveTickets) / standing.liveTickets)
    case 'contact': {
      if (standing.lastContactAt === null) return null
      const days = (now.getTime() - new Date(standing.lastContactAt).getTime()) / DAY_MS
      return falling(days, RECENT_DAYS, SILENT_DAYS)
    }
    case 'reply':
      return standing.replyMinutes === null
        ? null
        : falling(standing.replyMinutes, PROMPT_MINUTES, SLOW_MINUTES)
  }
}

/** 100 up to `best`, 0 from `worst` on, and a straight line in between. */
function falling(value: number, best: number, worst: number): number {
  return Math.min(100, Math.max(0, (100 * (worst - value)) / (worst - best)))
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** For how many hours the client has waited for an answer; null while it is not our turn, or not yet late. */
export function hoursUnanswered({ lastContactAt, lastContactDirection }: Standing, now: Date): number | null {
  if (lastContactAt === null || lastContactDirection !== 'inbound') return null
  const hours = (now.getTime() - Date.parse(lastContactAt)) / HOUR_MS
  return hours < ANSWER_WITHIN_HOURS ? null : hours
}

/**
 * How much a client needs somebody: the higher, the sooner. Equal ones keep the order of their names. What is snoozed has
 * been put off by somebody, so it weighs nothing until it wakes.
 */
export function urgencyOf(standing: Standing, now: Date): number {
  const days = daysSinceContact(standing, now)
  return (
    standing.awakeCritical * 1000 +
    standing.awakeHigh * 200 +
    standing.overdueTickets * 60 +
    standing.urgentTickets * 50 +
    (hoursUnanswered(standing, now) === null ? 0 : 40) +
    standing.awakeUnacknowledged * 20 +
    standing.unassignedTickets * 5 +
    (days === null ? 0 : Math.min(days, SILENT_DAYS))
  )
}
