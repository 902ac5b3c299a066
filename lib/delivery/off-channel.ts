import { outcomeOf, type Channel } from '@/lib/delivery/delivery'

/** A channel nobody has configured: its rows end with the reason instead of waiting for ever. */
export function offChannel(): Channel {
  return {
    send: () => Promise.resolve(outcomeOf('failed', 'channel_off')),
    close: () => undefined,
  }
}
