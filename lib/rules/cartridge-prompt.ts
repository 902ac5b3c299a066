import type { CartridgeType, JsonValue } from '@/lib/rules/cartridge-fields'
import { FIELD_WORDS, TYPE_WORDS, valueWords } from '@/lib/rules/cartridge-words'
import type { EffectiveField } from '@/lib/rules/cartridges'

const CHARACTERS_PER_TOKEN = 4

/** The text that an assistant gets for one type: a heading and a line for each field that has a value. Empty when none has. */
export function promptBlock(type: CartridgeType, fields: readonly EffectiveField[]): string {
  const lines = fields.flatMap(({ field, value }) => {
    const label = FIELD_WORDS[field.name]?.label ?? field.name
    if (value === null) return []
    if (Array.isArray(value)) return [`- ${label}:`, ...value.map((item) => `  - ${indented(item, '    ')}`)]
    if (typeof value === 'object') return [`- ${label}: ${JSON.stringify(value)}`]
    return [`- ${label}: ${indented(value, '  ')}`]
  })
  return lines.length === 0 ? '' : [`## ${TYPE_WORDS[type].promptTitle}`, ...lines].join('\n')
}

/** Lines after the first stay within their entry, so that a value cannot pass for a heading or another entry. */
const indented = (value: JsonValue, indent: string) => valueWords(value).replaceAll('\n', `\n${indent}`)

/** How long a text is for a model, by the usual rule of thumb: four characters a token. */
export function estimateTokens(text: string): number {
  return Math.ceil(Array.from(text).length / CHARACTERS_PER_TOKEN)
}
