import { countOf, LISTING_WORDS, MODE_WORDS, STATUS_WORDS } from '@/lib/rules/run-words'
import { LISTINGS, MARKET_MODES, oneOf, RUN_STATUSES, type MarketMode } from '@/lib/rules/runs'

type Values = Record<string, unknown>

/** One row of activity_log about a run or one of its publications. */
export type ActivityRow = {
  id: number
  tableName: string
  rowId: string
  action: 'insert' | 'update' | 'delete'
  actorId: string | null
  oldValues: Values | null
  newValues: Values | null
  at: string
}

/** One act of one person, in words that follow their name: "published to 3 portals as Open". */
export type ActivityEntry = {
  id: number
  at: string
  actorId: string | null
  sentence: string
  details: string[]
}

export type ActivityWords = {
  /** Name of the portal of a publication, by the publication's id or the portal's. */
  portalName: (id: string) => string
  zoneName: (id: string) => string
  dateTime: (iso: string) => string
}

/**
 * Turns rows (newest first) into acts (newest first). All rows of one transaction share their time, so publishing to a
 * hundred portals reads as one act. `marketMode` is the run's mode now, from which the mode at each publish is traced back.
 */
export function describeActivity(
  rows: readonly ActivityRow[],
  marketMode: MarketMode,
  words: ActivityWords,
): ActivityEntry[] {
  const entries: ActivityEntry[] = []
  let mode = marketMode
  for (const act of groupByAct(rows)) {
    const [first] = act
    if (!first) continue
    const publications = act.filter((row) => row.tableName === 'cc_run_portal_publications')
    const runRow = act.find((row) => row.tableName === 'cc_n3_runs')
    const modeBefore = oneOf(MARKET_MODES, runRow?.oldValues?.market_mode)
    const { phrases, details } = describePublishing(publications, mode, modeBefore, words)
    if (runRow?.action === 'insert') phrases.unshift('created this run')
    if (runRow?.action === 'update') phrases.push(...describeRunChange(runRow, words))
    mode = modeBefore ?? mode
    if (phrases.length === 0) continue
    entries.push({
      id: first.id,
      at: first.at,
      actorId: first.actorId,
      sentence: joinPhrases(phrases),
      details,
    })
  }
  return entries
}

function groupByAct(rows: readonly ActivityRow[]): ActivityRow[][] {
  const acts = new Map<string, ActivityRow[]>()
  for (const row of rows) {
    const key = `${row.at} ${row.actorId ?? ''}`
    const act = acts.get(key)
    if (act) act.push(row)
    else acts.set(key, [row])
  }
  return [...acts.values()]
}

function describePublishing(
  rows: readonly ActivityRow[],
  mode: MarketMode,
  modeBefore: MarketMode | null,
  words: ActivityWords,
): { phrases: string[]; details: string[] } {
  const sorted = { published: [], scheduled: [], unpublished: [], updated: [] } as Record<
    Outcome,
    ActivityRow[]
  >
  for (const row of rows) sorted[publishOutcome(row)].push(row)
  const isUndo = rows.some(isRestoration)

  const phrases: string[] = []
  const say = (outcome: Outcome, verb: string) => {
    const count = sorted[outcome].length
    if (count > 0) phrases.push(`${verb} ${countOf(count, 'portal')}`)
  }
  say('published', 'published to')
  say('scheduled', 'scheduled on')
  const isPublish = phrases.length > 0
  if (isPublish) phrases.push(`${phrases.pop() ?? ''} as ${MODE_WORDS[mode]}`)
  say('unpublished', 'unpublished from')
  say('updated', 'changed how it shows on')
  if (modeBefore && !isPublish) {
    phrases.push(`changed the market mode from ${MODE_WORDS[modeBefore]} to ${MODE_WORDS[mode]}`)
  }
  if (isUndo)
    return { phrases: [`undid a publish: ${joinPhrases(phrases)}`], details: describePortals(rows, words) }
  return { phrases, details: describePortals(rows, words) }
}

type Outcome = 'published' | 'scheduled' | 'unpublished' | 'updated'

function publishOutcome({ action, oldValues, newValues, at }: ActivityRow): Outcome {
  if (action === 'delete') return 'unpublished'
  const publishAt = newValues?.publish_at
  const isLater = typeof publishAt === 'string' && new Date(publishAt) > new Date(at)
  if (action === 'insert') return isLater ? 'scheduled' : 'published'
  if (newValues && 'unpublished_at' in newValues) {
    if (newValues.unpublished_at !== null) return 'unpublished'
    return isLater ? 'scheduled' : 'published'
  }
  const publishAtBefore = oldValues?.publish_at
  if (isLater) return 'scheduled'
  const wasLater = typeof publishAtBefore === 'string' && new Date(publishAtBefore) > new Date(at)
  return wasLater ? 'published' : 'updated'
}

/** A publish always stamps its own time and person; only undoing puts earlier ones back or removes a row. */
function isRestoration({ action, oldValues, newValues }: ActivityRow): boolean {
  if (action === 'delete') return true
  if (action === 'insert') return false
  const before = oldValues?.published_at
  const after = newValues?.published_at
  if (typeof before === 'string' && typeof after === 'string') return new Date(after) < new Date(before)
  return newValues !== null && 'unpublished_at' in newValues && newValues.unpublished_at === null
}

function describePortals(rows: readonly ActivityRow[], words: ActivityWords): string[] {
  return rows.map((row) => {
    const portalId = row.newValues?.portal_id ?? row.oldValues?.portal_id
    const name = words.portalName(typeof portalId === 'string' ? portalId : row.rowId)
    const listing = oneOf(LISTINGS, row.newValues?.listing)
    const outcome = publishOutcome(row)
    const notes: string[] = []
    if (listing && outcome !== 'unpublished') notes.push(LISTING_WORDS[listing].toLowerCase())
    const { publish_at: from, unpublish_at: until } = row.newValues ?? {}
    if (outcome === 'scheduled' && typeof from === 'string') notes.push(`from ${words.dateTime(from)}`)
    if (typeof until === 'string' && outcome !== 'unpublished') notes.push(`until ${words.dateTime(until)}`)
    return notes.length > 0 ? `${name} (${notes.join(', ')})` : name
  })
}

function describeRunChange({ oldValues, newValues }: ActivityRow, words: ActivityWords): string[] {
  const before = oldValues ?? {}
  const after = newValues ?? {}
  const phrases: string[] = []
  const status = oneOf(RUN_STATUSES, after.status)
  if (status === 'cancelled') phrases.push('cancelled the run')
  else if (status) {
    const was = oneOf(RUN_STATUSES, before.status)
    phrases.push(`changed the status${was ? ` from ${STATUS_WORDS[was]}` : ''} to ${STATUS_WORDS[status]}`)
  }
  if (typeof after.name === 'string')
    phrases.push(`renamed it from “${textOf(before.name)}” to “${after.name}”`)
  if ('description' in after)
    phrases.push(after.description ? 'changed the description' : 'removed the description')
  for (const [column, noun] of [
    ['starts_at', 'start'],
    ['ends_at', 'end'],
  ] as const) {
    if (!(column in after)) continue
    const value = after[column]
    if (typeof value !== 'string') phrases.push(`removed the ${noun}`)
    else if (typeof before[column] === 'string') phrases.push(`moved the ${noun} to ${words.dateTime(value)}`)
    else phrases.push(`set the ${noun} to ${words.dateTime(value)}`)
  }
  if ('zone_id' in after) {
    phrases.push(
      typeof after.zone_id === 'string' ? `moved it to ${words.zoneName(after.zone_id)}` : 'removed the zone',
    )
  }
  const timeZone = timeZoneOf(after.metadata)
  if (timeZone && timeZone !== timeZoneOf(before.metadata))
    phrases.push(`changed the time zone to ${timeZone}`)
  return phrases
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function timeZoneOf(metadata: unknown): string | null {
  const isObject = typeof metadata === 'object' && metadata !== null && 'time_zone' in metadata
  return isObject && typeof metadata.time_zone === 'string' ? metadata.time_zone : null
}

function joinPhrases(phrases: readonly string[]): string {
  if (phrases.length < 2) return phrases.join('')
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1) ?? ''}`
}
