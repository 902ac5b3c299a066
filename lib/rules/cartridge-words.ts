import type { CartridgeType, JsonValue } from '@/lib/rules/cartridge-fields'

type TypeWords = { name: string; description: string; promptTitle: string }

export const TYPE_WORDS: Record<CartridgeType, TypeWords> = {
  style: { name: 'Style', description: 'How it sounds.', promptTitle: 'Style' },
  preference: { name: 'Preferences', description: 'What shape answers take.', promptTitle: 'Preferences' },
  instruction: {
    name: 'Instructions',
    description: 'What to do, what never to do, and how it looks when done well.',
    promptTitle: 'Instructions',
  },
  brand: { name: 'Brand', description: 'Who is speaking, and to whom.', promptTitle: 'Brand' },
}

type FieldText = { label: string; hint: string; suggestions?: readonly string[]; item?: string }

/** What each field is called, what it is for, and what people often write. */
export const FIELD_WORDS: Record<string, FieldText> = {
  tone: {
    label: 'Tone',
    hint: 'How it should feel to read.',
    suggestions: ['warm and direct', 'calm and factual', 'enthusiastic', 'formal and courteous'],
  },
  vocabulary_level: {
    label: 'Vocabulary',
    hint: 'Which words to use.',
    suggestions: ['plain words', 'everyday language', 'professional terms', 'expert'],
  },
  use_emojis: { label: 'Emojis', hint: 'Whether texts may contain any.' },
  call_to_action_style: {
    label: 'Call to action',
    hint: 'How a text asks for the next step.',
    suggestions: ['one clear next step', 'one question at the end', 'no call to action'],
  },
  response_length: {
    label: 'Length',
    hint: 'How long answers are.',
    suggestions: ['short', 'medium', 'long', 'as short as the matter allows'],
  },
  formality: {
    label: 'Formality',
    hint: 'How people are addressed.',
    suggestions: ['informal', 'professional, but relaxed', 'formal'],
  },
  languages: { label: 'Languages', hint: 'The most important one first.', item: 'language' },
  rules: { label: 'Rules', hint: 'What to do every time.', item: 'rule' },
  constraints: { label: 'Limits', hint: 'What never to do or to promise.', item: 'limit' },
  examples: { label: 'Examples', hint: 'Texts as they should be.', item: 'example' },
  company_name: { label: 'Company name', hint: 'As it stands in texts.' },
  industry: { label: 'Industry', hint: 'What the company does.' },
  target_audience: { label: 'Audience', hint: 'Who reads it, and what matters to them.' },
  core_values: { label: 'Values', hint: 'What the company stands for.', item: 'value' },
  blueprint_112: {
    label: 'Blueprint 112',
    hint: 'A JSON object that is passed on whole.',
  },
}

/** The name of a field for people; of an unknown one its own, in quotation marks. */
export function fieldWords(name: string): string {
  return FIELD_WORDS[name]?.label ?? `“${name}”`
}

/** A value in words, on one line. */
export function valueWords(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) return value.map(valueWords).join(' · ')
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}
