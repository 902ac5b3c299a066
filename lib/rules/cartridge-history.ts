import {
  ALWAYS_ADDED,
  CARTRIDGE_FIELDS,
  type CartridgeData,
  type CartridgeType,
  type JsonValue,
} from '@/lib/rules/cartridge-fields'
import { isNothing, texts } from '@/lib/rules/cartridges'
import { fieldWords, valueWords } from '@/lib/rules/cartridge-words'

export type CartridgeState = {
  name: string
  data: CartridgeData
  lockedFields: readonly string[]
  isDefault: boolean
}

const LONGEST_QUOTE = 80

/** What is different between two states of a cartridge, a sentence for each difference; `above` is who is inherited from. */
export function describeCartridgeChanges(
  type: CartridgeType,
  before: CartridgeState,
  after: CartridgeState,
  above: string,
): string[] {
  const sentences: string[] = []
  if (before.name !== after.name) sentences.push(`Renamed from ${quote(before.name)} to ${quote(after.name)}`)
  for (const { name } of CARTRIDGE_FIELDS[type]) {
    const [was, now] = [before.data[name], after.data[name]]
    const label = fieldWords(name)
    if (JSON.stringify(was) !== JSON.stringify(now))
      sentences.push(...describeField(label, name, was, now, above))
    const [wasLocked, isLocked] = [before, after].map(({ lockedFields }) => lockedFields.includes(name))
    if (wasLocked !== isLocked) sentences.push(`${label}: ${isLocked ? 'locked' : 'unlocked'}`)
  }
  if (before.isDefault !== after.isDefault)
    sentences.push(after.isDefault ? 'Made the default' : 'No longer the default')
  return sentences
}

function describeField(
  label: string,
  name: string,
  was: JsonValue | undefined,
  now: JsonValue | undefined,
  above: string,
): string[] {
  const [wasList, nowList] = [was, now].map((value) => listOf(name, value))
  // Two lists that mean the same thing differ in their items; everything else is told as a whole.
  if (wasList && nowList && wasList.isAdded === nowList.isAdded) {
    const added = nowList.items.filter((item) => !wasList.items.includes(item))
    const removed = wasList.items.filter((item) => !nowList.items.includes(item))
    if (added.length === 0 && removed.length === 0) return [`${label}: put in another order`]
    return [
      ...added.map((item) => `${label}: added ${quote(item)}`),
      ...removed.map((item) => `${label}: removed ${quote(item)}`),
    ]
  }
  return [`${label}: ${tell(name, was, above)} → ${tell(name, now, above)}`]
}

function listOf(name: string, value: JsonValue | undefined): { items: string[]; isAdded: boolean } | null {
  if (Array.isArray(value)) return { items: texts(value), isAdded: name === ALWAYS_ADDED }
  if (typeof value === 'object' && value !== null && Array.isArray(value.append))
    return { items: texts(value.append), isAdded: true }
  return null
}

function tell(name: string, value: JsonValue | undefined, above: string): string {
  if (value === undefined) return above
  if (isNothing(value)) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const list = listOf(name, value)
  if (list?.isAdded) return `${above}, and ${quote(valueWords(list.items))}`
  return quote(valueWords(value))
}

function quote(text: string): string {
  const characters = Array.from(text)
  return `“${characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE).join('')}…` : text}”`
}
