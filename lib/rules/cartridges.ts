import {
  ALWAYS_ADDED,
  BUILT_IN_CARTRIDGES,
  CARTRIDGE_FIELDS,
  type CartridgeData,
  type CartridgeField,
  type CartridgeType,
  type JsonValue,
} from '@/lib/rules/cartridge-fields'

export type ValueSource = 'you' | 'agency' | 'default'

/** What counts for one field. `added` is the part of a list that the person put behind the agency's. */
export type EffectiveField = {
  field: CartridgeField
  /** Null means none. */
  value: JsonValue
  source: ValueSource
  isLocked: boolean
  added: string[]
}

export type HouseCartridge = { data: CartridgeData; lockedFields: readonly string[] }

/** Empty text, an empty list and an empty object say the same as null: none. */
export function isNothing(value: JsonValue | undefined): boolean {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object') return false
  return Object.keys(value).length === 0
}

/** What a person adds to the agency's list, or null when their value is no addition. */
export function addedItems(field: CartridgeField, own: JsonValue | undefined): string[] | null {
  if (field.kind !== 'list' || own === null || own === undefined) return null
  if (Array.isArray(own)) return field.name === ALWAYS_ADDED ? texts(own) : null
  if (typeof own === 'object' && 'append' in own) return texts(own.append)
  return null
}

/** The texts among whatever is in a list. */
export function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/**
 * What counts for somebody, field by field: their own value, else the one of the agency's default cartridge, else the product's.
 * The database decides the same in `effective_cartridge`; a test compares the two. `house` is null for whoever is not of the staff.
 */
export function effectiveCartridge(
  type: CartridgeType,
  own: CartridgeData | null,
  house: HouseCartridge | null,
): EffectiveField[] {
  return CARTRIDGE_FIELDS[type].map((field) => {
    const { name } = field
    const isHouse = house !== null && name in house.data
    const isLocked = house?.lockedFields.includes(name) ?? false
    const above: JsonValue = (isHouse ? house.data[name] : BUILT_IN_CARTRIDGES[type][name]) ?? null
    const mine = isLocked ? undefined : own?.[name]
    const base = { field, isLocked, added: [] }
    const added = addedItems(field, mine)
    const below = { ...base, value: settled(above), source: isHouse ? 'agency' : 'default' } as const
    if (added !== null)
      return added.length === 0
        ? below
        : { ...base, value: [...new Set([...texts(above), ...added])], source: 'you', added }
    return mine === undefined || name === ALWAYS_ADDED
      ? below
      : { ...base, value: settled(mine), source: 'you' }
  })
}

const settled = (value: JsonValue): JsonValue => (isNothing(value) ? null : value)

/** A row of a person's own cartridge in the form that agencies' have, as `private.own_cartridge_data` does. */
export function ownData(type: CartridgeType, row: Record<string, unknown>): CartridgeData {
  return Object.fromEntries(
    CARTRIDGE_FIELDS[type].flatMap(({ name }) => {
      const value = row[name] as JsonValue | undefined
      return value === null || value === undefined ? [] : [[name, settled(value)]]
    }),
  )
}

const NOTHING: Record<CartridgeField['kind'], JsonValue> = { text: '', boolean: null, list: [], object: {} }

/** The way back: a column for each field, null where it inherits, emptiness where it is none. */
export function ownColumns(type: CartridgeType, data: CartridgeData): Record<string, JsonValue> {
  return Object.fromEntries(
    CARTRIDGE_FIELDS[type].map(({ name, kind }) => [
      name,
      name in data ? (data[name] ?? NOTHING[kind]) : null,
    ]),
  )
}
