import { runCancelled } from './events/run-cancelled'

/** What nobody can switch off, as the settings and the page behind every mail explain it. */
export const REQUIRED: readonly { name: string; reason: string }[] = [
  { name: 'A run you take part in is cancelled', reason: runCancelled.requiredBecause ?? '' },
  {
    name: 'Codes to sign in',
    reason: 'Without them nobody could prove that an address is theirs.',
  },
]
