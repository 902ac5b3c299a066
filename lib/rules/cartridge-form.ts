import {
  ALWAYS_ADDED,
  CARTRIDGE_FIELDS,
  type CartridgeData,
  type CartridgeField,
  type CartridgeType,
  type JsonValue,
} from '@/lib/rules/cartridge-fields'
import { addedItems, isNothing, texts } from '@/lib/rules/cartridges'

/** Whose value a field has: that of whoever is above, one of its own, one added to the list above, or none at all. */
export type FieldMode = 'inherit' | 'own' | 'append' | 'none'
/** What was typed stays in its box whichever mode is chosen, so that trying a mode loses nothing. */
export type FieldDraft = { mode: FieldMode; text: string; list: string[]; isOn: boolean }
export type CartridgeDraft = { name: string; fields: Record<string, FieldDraft>; locked: string[] }

export const EMPTY_FIELD: FieldDraft = { mode: 'inherit', text: '', list: [], isOn: false }

/** The modes that make sense for a field. */
export function modesOf(field: CartridgeField, isOwn: boolean): readonly FieldMode[] {
  if (field.kind === 'boolean') return ['inherit', 'own']
  if (field.kind !== 'list' || !isOwn) return ['inherit', 'own', 'none']
  return field.name === ALWAYS_ADDED ? ['inherit', 'append'] : ['inherit', 'append', 'own', 'none']
}

type Stored = { name: string; data: CartridgeData; lockedFields?: readonly string[] }

/** A stored cartridge as its form shows it. */
export function toDraft(
  type: CartridgeType,
  { name, data, lockedFields = [] }: Stored,
  isOwn: boolean,
): CartridgeDraft {
  return {
    name,
    fields: Object.fromEntries(
      CARTRIDGE_FIELDS[type].map((field) => [field.name, toFieldDraft(field, data[field.name], isOwn)]),
    ),
    locked: CARTRIDGE_FIELDS[type].map((field) => field.name).filter((field) => lockedFields.includes(field)),
  }
}

function toFieldDraft(field: CartridgeField, value: JsonValue | undefined, isOwn: boolean): FieldDraft {
  if (value === undefined) return EMPTY_FIELD
  const added = isOwn ? addedItems(field, value) : null
  if (added !== null)
    return added.length === 0 ? EMPTY_FIELD : { ...EMPTY_FIELD, mode: 'append', list: added }
  if (isNothing(value))
    return isOwn && field.name === ALWAYS_ADDED ? EMPTY_FIELD : { ...EMPTY_FIELD, mode: 'none' }
  switch (field.kind) {
    case 'boolean':
      return { ...EMPTY_FIELD, mode: 'own', isOn: value === true }
    case 'list':
      return { ...EMPTY_FIELD, mode: 'own', list: texts(value) }
    case 'object':
      return { ...EMPTY_FIELD, mode: 'own', text: JSON.stringify(value, null, 2) }
    case 'text':
      return { ...EMPTY_FIELD, mode: 'own', text: typeof value === 'string' ? value : '' }
  }
}

/** What the form says, as data to be checked. An object that is no JSON stays the text that was typed. */
export function fromDraft(type: CartridgeType, draft: CartridgeDraft): CartridgeData {
  return Object.fromEntries(
    CARTRIDGE_FIELDS[type].flatMap((field) => {
      const value = fromFieldDraft(field, draft.fields[field.name] ?? EMPTY_FIELD)
      return value === undefined ? [] : [[field.name, value]]
    }),
  )
}

function fromFieldDraft(field: CartridgeField, draft: FieldDraft): JsonValue | undefined {
  if (draft.mode === 'inherit') return undefined
  if (draft.mode === 'none') return null
  const list = draft.list.map((item) => item.trim()).filter((item) => item !== '')
  if (draft.mode === 'append') return field.name === ALWAYS_ADDED ? list : { append: list }
  switch (field.kind) {
    case 'boolean':
      return draft.isOn
    case 'list':
      return list
    case 'text':
      return draft.text.trim()
    case 'object':
      return parsedObject(draft.text)
  }
}

function parsedObject(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

/** Whether a field says that it has a value of its own, and then has none. */
export function isLeftEmpty(field: CartridgeField, draft: FieldDraft): boolean {
  if (draft.mode !== 'own' && draft.mode !== 'append') return false
  const value = fromFieldDraft(field, draft)
  if (draft.mode === 'append') return addedItems(field, value)?.length === 0
  return field.kind !== 'boolean' && isNothing(value)
}

/** Whether two drafts say the same, whatever else stands in boxes that do not count. */
export function isSameDraft(type: CartridgeType, one: CartridgeDraft, other: CartridgeDraft): boolean {
  const said = (draft: CartridgeDraft) => [
    draft.name.trim(),
    fromDraft(type, draft),
    [...draft.locked].sort(),
  ]
  return isSame(said(one), said(other))
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Puts what somebody typed over what was saved meanwhile: fields they did not touch take the latest value. `clashes` are the
 * fields that both changed, each in their own way; there what was typed stays.
 */
export function mergeDrafts(
  base: CartridgeDraft,
  latest: CartridgeDraft,
  mine: CartridgeDraft,
): { draft: CartridgeDraft; clashes: string[] } {
  const clashes: string[] = []
  const pick = <Value>(label: string, was: Value, now: Value, typed: Value): Value => {
    if (isSame(typed, was)) return now
    if (!isSame(now, was) && !isSame(now, typed)) clashes.push(label)
    return typed
  }
  const lockOf = (draft: CartridgeDraft, field: string) => draft.locked.includes(field)
  const names = Object.keys(latest.fields)
  return {
    draft: {
      name: pick('name', base.name, latest.name, mine.name),
      fields: Object.fromEntries(
        names.map((name) => {
          const [was, now, typed] = [base, latest, mine].map(({ fields }) => fields[name] ?? EMPTY_FIELD)
          return [name, pick(name, was, now, typed) ?? EMPTY_FIELD]
        }),
      ),
      locked: names.filter((name) =>
        pick(name, lockOf(base, name), lockOf(latest, name), lockOf(mine, name)),
      ),
    },
    clashes: [...new Set(clashes)],
  }
}
