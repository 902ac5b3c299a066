import { inviter, randomFrom, type Caller, type ClaimWorld, type Outcome } from './world'

/** Counts of what came of many trials, and every trial that broke a promise, in words. */
export interface RaceReport {
  counts: Record<string, number>
  faults: string[]
}

function report(): RaceReport & { count: (what: string) => void } {
  const counts: Record<string, number> = {}
  return { counts, faults: [], count: (what) => (counts[what] = (counts[what] ?? 0) + 1) }
}

const nameOf = (outcome: Outcome): string => ('row' in outcome ? 'ok' : outcome.refusal)

interface Stored {
  status: string
  claimed_by: string | null
  members: number
  live_mails: number
}

async function stored({ sql }: ClaimWorld, invitationId: string): Promise<Stored> {
  const [row] = await sql<Stored[]>`
    select i.status, i.claimed_by,
      (select count(*)::int from cc_run_stakeholders s where s.run_id = i.run_id) as members,
      (select count(*)::int from cc_notification_deliveries d
        where d.invitation_id = i.id and d.status in ('held', 'queued', 'leased')) as live_mails
    from cc_invitations i where i.id = ${invitationId}`
  if (!row) throw new Error('The invitation is gone.')
  return row
}

/** `people` different persons claim one link at the same time: exactly one wins and everybody else hears the same. */
export async function manyForOne(
  world: ClaimWorld,
  people: readonly Caller[],
  rounds: number,
): Promise<RaceReport> {
  const result = report()
  for (let round = 0; round < rounds; round++) {
    const runId = await world.addRun()
    const invitation = await world.invite(runId, { phone: `+4477009${String(10_000 + round)}` })
    const outcomes = await Promise.all(
      people.map((person) => world.call(person, 'claim_invitation', [invitation.token])),
    )
    const names = outcomes.map(nameOf)
    for (const name of names) result.count(name)
    const winner = people[names.indexOf('ok')]
    const after = await stored(world, invitation.id)
    const isRight =
      names.filter((name) => name === 'ok').length === 1 &&
      names.filter((name) => name === 'PT409 claimed_by_other').length === people.length - 1 &&
      after.status === 'claimed' &&
      after.claimed_by === winner?.id &&
      after.members === 1
    if (!isRight)
      result.faults.push(`round ${round}: ${JSON.stringify({ after, names: [...new Set(names)] })}`)
    // The next round is to find people who have claimed nothing lately.
    await world.sql`update cc_invitations set claimed_at = now() - interval '1 hour' where id = ${invitation.id}`
  }
  return result
}

/** One person claims the same link `times` over at the same time: one membership, and the same answer each time. */
export async function oneManyTimes(world: ClaimWorld, times: number): Promise<RaceReport> {
  const result = report()
  const person = await world.addPerson()
  const runId = await world.addRun()
  const invitation = await world.invite(runId, { email: person.email })
  const outcomes = await Promise.all(
    Array.from({ length: times }, () => world.call(person, 'claim_invitation', [invitation.token])),
  )
  const answers = new Set(outcomes.map((outcome) => JSON.stringify(outcome)))
  for (const outcome of outcomes) result.count(nameOf(outcome))
  const after = await stored(world, invitation.id)
  const [told] = await world.sql<{ notices: number }[]>`
    select count(*)::int as notices from cc_notifications where context_id = ${runId} and type = 'invitation.claimed'`
  if (answers.size !== 1 || after.members !== 1 || after.status !== 'claimed')
    result.faults.push(JSON.stringify({ after, answers: [...answers] }))
  if (told?.notices !== 1) result.faults.push(`the inviter was told ${String(told?.notices)} times`)
  return result
}

export type Duel = 'revoke ∥ claim' | 'expire ∥ claim' | 'reset ∥ claim' | 'resend ∥ revoke'

/** Two acts on one invitation at the same time, `trials` times; of two that exclude each other never both. */
export async function duel(world: ClaimWorld, kind: Duel, trials: number, seed: number): Promise<RaceReport> {
  const result = report()
  const random = randomFrom(seed)
  const lanes = 8
  let next = 0
  const people = await world.addPeople(trials)
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let trial = next++; trial < trials; trial = next++) {
        const person = people[trial]
        if (!person) return
        const { outcome, fault } = await once(world, kind, person, random)
        result.count(outcome)
        if (fault) result.faults.push(`trial ${trial}: ${outcome}, ${fault}`)
      }
    }),
  )
  return result
}

async function once(
  world: ClaimWorld,
  kind: Duel,
  person: Caller,
  random: () => number,
): Promise<{ outcome: string; fault: string | null }> {
  const owner = inviter(world)
  const runId = await world.addRun()
  const { id, token } = await world.invite(runId, { email: person.email })
  const claim = () => world.call(person, 'claim_invitation', [token])
  const check = async (outcomes: readonly [Outcome, Outcome], isRight: (after: Stored) => boolean) => {
    const after = await stored(world, id)
    const outcome = `${nameOf(outcomes[0])} | ${nameOf(outcomes[1])}`
    return { outcome, fault: isRight(after) ? null : JSON.stringify(after) }
  }

  switch (kind) {
    case 'revoke ∥ claim': {
      const [revoked, claimed] = await both(random, () => world.call(owner, 'revoke_invitation', [id]), claim)
      return check([revoked, claimed], (after) => {
        if (isOk(revoked) === isOk(claimed)) return false
        return isOk(claimed)
          ? after.status === 'claimed' && after.members === 1 && after.live_mails === 0
          : after.status === 'revoked' && after.members === 0 && after.live_mails === 0
      })
    }
    case 'expire ∥ claim': {
      // The end comes within the very moment of the claim, and the sweep that writes it down runs beside it.
      const milliseconds = (random() * 30).toFixed(3)
      await world.sql`update cc_invitations
        set claim_token_expires_at = clock_timestamp() + ${`${milliseconds} milliseconds`}::interval where id = ${id}`
      const [, claimed] = await both(random, world.housekeep, claim)
      await world.housekeep()
      return check([{ row: {} }, claimed], (after) =>
        isOk(claimed)
          ? after.status === 'claimed' && after.members === 1
          : nameOf(claimed) === 'PT410 invitation_expired' &&
            after.status !== 'claimed' &&
            after.members === 0,
      )
    }
    case 'reset ∥ claim': {
      const [reset, claimed] = await both(
        random,
        () => world.call(owner, 'reset_invitation_links', [id]),
        claim,
      )
      return check([reset, claimed], (after) => {
        if (isOk(reset) && isOk(claimed)) return false
        return isOk(claimed) ? after.members === 1 : after.members === 0 && after.status !== 'claimed'
      })
    }
    case 'resend ∥ revoke': {
      // As if the first mail had gone out long ago: a second one is refused for ten minutes, and ten an hour are enough.
      await world.sql`delete from cc_notification_deliveries where invitation_id = ${id}`
      const [resent, revoked] = await both(
        random,
        () => world.call(owner, 'resend_invitation', [id]),
        () => world.call(owner, 'revoke_invitation', [id]),
      )
      const checked = await check(
        [resent, revoked],
        (after) =>
          isOk(revoked) &&
          after.status === 'revoked' &&
          after.live_mails === 0 &&
          (isOk(resent) || nameOf(resent) === 'PT410 invitation_revoked'),
      )
      await world.sql`delete from cc_notification_deliveries where invitation_id = ${id}`
      return checked
    }
  }
}

const isOk = (outcome: Outcome): boolean => 'row' in outcome

/** Starts both, now the one and now the other first. */
async function both(
  random: () => number,
  one: () => Promise<Outcome>,
  other: () => Promise<Outcome>,
): Promise<[Outcome, Outcome]> {
  if (random() < 0.5) return Promise.all([one(), other()])
  const [second, first] = await Promise.all([other(), one()])
  return [first, second]
}
