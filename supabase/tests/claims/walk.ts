import { COMMANDS, START, step, type Command, type Machine } from './machine'
import { inviter, randomFrom, type Caller, type ClaimWorld, type Outcome } from './world'

export interface WalkReport {
  steps: number
  /** How often each status led to each other one. */
  transitions: Record<string, number>
  faults: string[]
}

/** Walks `walks` invitations through `length` random commands each, and holds every answer and status against the machine. */
export async function randomWalks(
  world: ClaimWorld,
  { walks, length, seed }: { walks: number; length: number; seed: number },
): Promise<WalkReport> {
  const result: WalkReport = { steps: 0, transitions: {}, faults: [] }
  // One after the other, because a sweep is one for the whole database.
  for (let walk = 0; walk < walks; walk++) await oneWalk(world, walk, length, seed + walk, result)
  return result
}

async function oneWalk(
  world: ClaimWorld,
  walk: number,
  length: number,
  seed: number,
  result: WalkReport,
): Promise<void> {
  const random = randomFrom(seed)
  const [invited, other] = [await world.addPerson(), await world.addPerson()]
  const runId = await world.addRun()
  const { id, token } = await world.invite(runId, { email: invited.email })
  const hand: Hand = { runId, id, token, invited, other }
  let machine = START
  const path: string[] = []
  for (let index = 0; index < length; index++) {
    const command = COMMANDS[Math.floor(random() * COMMANDS.length)] ?? 'open'
    const expected = step(machine, command)
    const answer = await act(world, hand, command)
    const status = await statusOf(world, id)
    path.push(command)
    result.steps++
    if (status !== machine.status) {
      const transition = `${machine.status} → ${status}`
      result.transitions[transition] = (result.transitions[transition] ?? 0) + 1
    }
    if (answer !== expected.answer || status !== expected.next.status) {
      result.faults.push(
        `walk ${walk} (seed ${seed}) after ${path.join(', ')}: expected ${expected.answer} and ${expected.next.status}, got ${answer} and ${status}`,
      )
      return
    }
    machine = expected.next satisfies Machine
  }
}

/** What the walk holds in its hand; `token` is the link copied last. */
interface Hand {
  runId: string
  id: string
  token: string
  invited: Caller
  other: Caller
}

async function act(world: ClaimWorld, hand: Hand, command: Command): Promise<string> {
  const owner = inviter(world)
  const { sql } = world
  switch (command) {
    case 'open':
      return state(await world.call(hand.invited, 'open_invitation', [hand.token]))
    case 'view':
      return state(await world.call(hand.invited, 'mark_invitation_viewed', [hand.token]))
    case 'claim':
      return state(await world.call(hand.invited, 'claim_invitation', [hand.token]))
    case 'claim by link-less guest':
      return state(await world.call(hand.invited, 'claim_my_invitation', [hand.id]))
    case 'claim by somebody else':
      return state(await world.call(hand.other, 'claim_invitation', [hand.token]))
    case 'decline':
      return state(await world.call(null, 'decline_invitation', [hand.token, 'No time']))
    case 'revoke':
      return ok(await world.call(owner, 'revoke_invitation', [hand.id]))
    case 'restore':
      return ok(await world.call(owner, 'restore_invitation', [hand.id]))
    case 'extend':
      return ok(await world.call(owner, 'extend_invitation', [hand.id, 2]))
    case 'copy link': {
      const outcome = await world.call(owner, 'invitation_link', [hand.id])
      if ('row' in outcome) hand.token = String(outcome.row.token)
      return ok(outcome)
    }
    case 'reset links':
      return ok(await world.call(owner, 'reset_invitation_links', [hand.id]))
    case 'resend':
      // How often one may resend is another matter than whether.
      await sql`delete from cc_notification_deliveries where invitation_id = ${hand.id}`
      try {
        return ok(await world.call(owner, 'resend_invitation', [hand.id]))
      } finally {
        await sql`delete from cc_notification_deliveries where invitation_id = ${hand.id}`
      }
    case 'let it end':
      await sql`update cc_invitations set claim_token_expires_at = now() - interval '1 second' where id = ${hand.id}`
      return 'ok'
    case 'sweep':
      return ok(await world.housekeep())
    case 'close run':
      await sql`update cc_n3_runs set market_mode = 'CLOSED' where id = ${hand.runId}`
      return 'ok'
    case 'open run':
      await sql`update cc_n3_runs set market_mode = 'INVITE_ONLY' where id = ${hand.runId}`
      return 'ok'
  }
}

const ok = (outcome: Outcome): string => ('row' in outcome ? 'ok' : outcome.refusal)
const state = (outcome: Outcome): string => ('row' in outcome ? String(outcome.row.state) : outcome.refusal)

async function statusOf({ sql }: ClaimWorld, id: string): Promise<string> {
  const [row] = await sql<{ status: string }[]>`select status from cc_invitations where id = ${id}`
  return row?.status ?? 'gone'
}
