import type { ErrorMessage } from '@/lib/error-messages'

/** Where somebody stands who proves an address by a mailed code. A new object with each answer of the server. */
export type ClaimCodeState = {
  step: 'start' | 'code'
  /** Typed by people whose invitation names no address; empty otherwise, because the invited one stays on the server. */
  email: string
  /** What is wrong with the one field of this step. */
  fieldError: string | null
  problem: ErrorMessage | null
  /** When it is possible again, if the problem is that it was tried too often. */
  possibleAt: string | null
  notice: string | null
  /** Changes with every code that is sent. */
  sent: number
}

export const CLAIM_CODE_START: ClaimCodeState = {
  step: 'start',
  email: '',
  fieldError: null,
  problem: null,
  possibleAt: null,
  notice: null,
  sent: 0,
}

export type ClaimCodeAction = (state: ClaimCodeState, data: FormData) => Promise<ClaimCodeState>

/** What the forms of the page do. Made on the server, so a press works before any script has loaded. */
export type ClaimActions = {
  claimByCode: ClaimCodeAction
  accept: () => Promise<void>
  refuse: (data: FormData) => Promise<void>
  switchAccount: () => Promise<void>
  askForLink: () => Promise<void>
}
