import { describe, expect, it } from 'vitest'
import { decisionWords } from '@/lib/rules/notification-words'

describe('why something reached somebody', () => {
  it.each([
    ['deliver', 'required', null, 'always, because you need to know this. It cannot be switched off.'],
    ['suppress', 'run_muted', null, 'not at the moment, because you muted this run.'],
    ['suppress', 'switched_off', null, 'not, because you switched it off.'],
    ['digest', 'daily', 'Fri 4 Dec, 08:00', 'in your daily digest, next on Fri 4 Dec, 08:00.'],
    [
      'defer',
      'quiet_hours',
      'Fri 4 Dec, 07:00',
      'later, on Fri 4 Dec, 07:00, because these are your quiet hours.',
    ],
    ['deliver', 'default', null, 'at once, which is how it is unless you choose otherwise.'],
    ['suppress', 'something_new', null, 'not.'],
    ['deliver', 'something_new', null, 'at once.'],
  ])('%s because of %s', (decision, reason, when, how) => {
    expect(decisionWords({ channel: 'email', decision, reason }, when)).toEqual({ where: 'By e-mail', how })
  })
})
