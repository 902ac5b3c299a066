import type { Channel } from '@/lib/notifications/categories'

export type DecisionWords = { decision: string; reason: string; channel: Channel }

const WHERE: Record<Channel, string> = { in_app: 'In your inbox', email: 'By e-mail' }

// One sentence for each reason that `private.decide` gives; `when` is already written out.
const REASONS: Record<string, (when: string | null) => string> = {
  required: () => 'always, because you need to know this. It cannot be switched off.',
  run_muted: () => 'not at the moment, because you muted this run.',
  switched_off: () => 'not, because you switched it off.',
  daily: (when) => `in your daily digest${when ? `, next on ${when}` : ''}.`,
  weekly: (when) => `in your weekly digest${when ? `, next on ${when}` : ''}.`,
  quiet_hours: (when) => `later${when ? `, on ${when}` : ''}, because these are your quiet hours.`,
  chosen: () => 'at once, as you chose.',
  default: () => 'at once, which is how it is unless you choose otherwise.',
}

/** How something reaches a person on a channel, as two parts of a sentence. `when` is the moment of sending, in words. */
export function decisionWords(
  { channel, decision, reason }: DecisionWords,
  when: string | null,
): { where: string; how: string } {
  const how = REASONS[reason]?.(when) ?? (decision === 'suppress' ? 'not.' : 'at once.')
  return { where: WHERE[channel], how }
}
