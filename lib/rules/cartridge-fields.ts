export const CARTRIDGE_TYPES = ['style', 'preference', 'instruction', 'brand'] as const
export type CartridgeType = (typeof CARTRIDGE_TYPES)[number]

export type FieldKind = 'text' | 'boolean' | 'list' | 'object'
export type CartridgeField = {
  name: string
  kind: FieldKind
  /** Of a list; 0 for everything else. */
  maxItems: number
  /** Characters of a text or of each item of a list, bytes of an object. */
  maxLength: number
}

const text = (name: string, maxLength: number): CartridgeField => ({
  name,
  kind: 'text',
  maxItems: 0,
  maxLength,
})
const list = (name: string, maxItems: number, maxLength: number): CartridgeField => ({
  name,
  kind: 'list',
  maxItems,
  maxLength,
})

/** What a cartridge of each type may hold, in the order in which it is read. Equal to `private.cartridge_fields`; a test compares. */
export const CARTRIDGE_FIELDS: Record<CartridgeType, readonly CartridgeField[]> = {
  style: [
    text('tone', 500),
    text('vocabulary_level', 200),
    { name: 'use_emojis', kind: 'boolean', maxItems: 0, maxLength: 0 },
    text('call_to_action_style', 500),
  ],
  preference: [text('response_length', 200), text('formality', 200), list('languages', 20, 60)],
  instruction: [list('rules', 100, 1000), list('constraints', 100, 1000), list('examples', 50, 5000)],
  brand: [
    text('company_name', 200),
    text('industry', 200),
    text('target_audience', 2000),
    list('core_values', 50, 200),
    { name: 'blueprint_112', kind: 'object', maxItems: 0, maxLength: 65_536 },
  ],
}

/** The list to which people only ever add: what the agency forbids, nobody allows for themselves. */
export const ALWAYS_ADDED = 'constraints'

export type JsonObject = { [key: string]: JsonValue | undefined }
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
/** The fields of one cartridge. Missing: as whoever is above has it. Null: none at all. */
export type CartridgeData = Record<string, JsonValue>

/** What counts where nobody says anything. Equal to `private.built_in_cartridge`; a test compares. */
export const BUILT_IN_CARTRIDGES: Record<CartridgeType, CartridgeData> = {
  style: {
    tone: 'friendly, clear and direct',
    vocabulary_level: 'plain words',
    use_emojis: false,
    call_to_action_style: 'one clear next step',
  },
  preference: {
    response_length: 'as short as the matter allows',
    formality: 'professional, but relaxed',
  },
  instruction: {},
  brand: {},
}
