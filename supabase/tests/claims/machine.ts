/** An invitation as the documents describe it: what each command may do to it, written again without a database. */
export interface Machine {
  status: 'pending' | 'sent' | 'viewed' | 'claimed' | 'expired' | 'revoked' | 'declined'
  /** The end has passed, whether or not the sweep has written it down. */
  isOver: boolean
  wasSent: boolean
  wasViewed: boolean
  /** What a revocation may be undone to. */
  before: Machine['status'] | null
  /** Whether the link that people hold still works. */
  isLinkLive: boolean
  isRunClosed: boolean
}

export const COMMANDS = [
  'open',
  'view',
  'claim',
  'claim by link-less guest',
  'claim by somebody else',
  'decline',
  'revoke',
  'restore',
  'extend',
  'copy link',
  'reset links',
  'resend',
  'let it end',
  'sweep',
  'close run',
  'open run',
] as const
export type Command = (typeof COMMANDS)[number]

export const START: Machine = {
  status: 'pending',
  isOver: false,
  wasSent: false,
  wasViewed: false,
  before: null,
  isLinkLive: true,
  isRunClosed: false,
}

/** The state after a command, and what its caller hears: a state's name, "ok", or the code of a refusal. */
export function step(now: Machine, command: Command): { next: Machine; answer: string } {
  const same = (answer: string) => ({ next: now, answer })
  switch (command) {
    case 'open':
      return same(stateFor(now))
    case 'view': {
      if (stateFor(now) !== 'open' || now.status === 'viewed') return same(stateFor(now))
      return { next: { ...now, status: 'viewed', wasViewed: true, wasSent: true }, answer: 'open' }
    }
    case 'claim':
    case 'claim by somebody else': {
      if (now.status !== 'claimed' && !now.isLinkLive) return same('PT410 invitation_revoked')
      return claim(now, command === 'claim')
    }
    case 'claim by link-less guest':
      return claim(now, true)
    case 'decline': {
      if (now.status === 'revoked' || (now.status !== 'claimed' && !now.isLinkLive))
        return same('PT410 invitation_revoked')
      const refusal = notLive(now)
      return refusal ? same(refusal) : { next: { ...now, status: 'declined' }, answer: 'declined' }
    }
    case 'revoke': {
      if (now.status === 'claimed') return same('PT409 invitation_claimed')
      if (now.status === 'revoked') return same('ok')
      return { next: { ...now, status: 'revoked', before: now.status }, answer: 'ok' }
    }
    case 'restore': {
      if (now.status !== 'revoked' || now.before === null) return same('ok')
      return { next: { ...now, status: now.before, before: null }, answer: 'ok' }
    }
    case 'extend':
      return notFinal(now) ? same(notFinal(now)) : { next: renewed(now), answer: 'ok' }
    case 'resend': {
      if (notFinal(now)) return same(notFinal(now))
      if (now.isRunClosed) return same('PT409 run_closed')
      return { next: now.isOver || now.status === 'expired' ? renewed(now) : now, answer: 'ok' }
    }
    case 'copy link': {
      const refusal = notLive(now)
      if (refusal) return same(refusal)
      const isFirst = now.status === 'pending'
      return {
        next: { ...now, isLinkLive: true, ...(isFirst ? { status: 'sent', wasSent: true } : {}) },
        answer: 'ok',
      }
    }
    case 'reset links': {
      const refusal = notLive(now)
      return refusal ? same(refusal) : { next: { ...now, isLinkLive: false }, answer: 'ok' }
    }
    case 'let it end':
      return { next: { ...now, isOver: true }, answer: 'ok' }
    case 'sweep': {
      const isDue = now.isOver && ['pending', 'sent', 'viewed'].includes(now.status)
      return { next: isDue ? { ...now, status: 'expired' } : now, answer: 'ok' }
    }
    case 'close run':
      return { next: { ...now, isRunClosed: true }, answer: 'ok' }
    case 'open run':
      return { next: { ...now, isRunClosed: false }, answer: 'ok' }
  }
}

/** What the invited person, who is signed in, is told that the invitation is. */
function stateFor(now: Machine): string {
  if (now.status === 'claimed') return 'claimed_by_you'
  if (now.status === 'revoked' || !now.isLinkLive) return 'revoked'
  if (now.status === 'expired' || now.isOver) return 'expired'
  if (now.isRunClosed) return 'closed'
  return now.status === 'declined' ? 'declined' : 'open'
}

function claim(now: Machine, isInvited: boolean): { next: Machine; answer: string } {
  if (now.status === 'claimed')
    return { next: now, answer: isInvited ? 'claimed_by_you' : 'PT409 claimed_by_other' }
  const refusal = notLive(now)
  if (refusal) return { next: now, answer: refusal }
  if (!isInvited) return { next: now, answer: 'PT403 email_mismatch' }
  if (now.isRunClosed) return { next: now, answer: 'PT409 run_closed' }
  return { next: { ...now, status: 'claimed' }, answer: 'claimed_by_you' }
}

/** Why nothing can be done with it, or nothing when it is alive. */
function notLive(now: Machine): string {
  if (notFinal(now)) return notFinal(now)
  return now.status === 'expired' || now.isOver ? 'PT410 invitation_expired' : ''
}

function notFinal(now: Machine): string {
  if (now.status === 'claimed') return 'PT409 invitation_claimed'
  return now.status === 'revoked' ? 'PT410 invitation_revoked' : ''
}

/** With a new end; what had expired goes back to how far it had come. */
function renewed(now: Machine): Machine {
  const reached = now.wasViewed ? 'viewed' : now.wasSent ? 'sent' : 'pending'
  return { ...now, isOver: false, status: now.status === 'expired' ? reached : now.status }
}
