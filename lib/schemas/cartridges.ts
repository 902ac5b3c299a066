import * as z from 'zod/mini'
import {
  CARTRIDGE_FIELDS,
  type CartridgeData,
  type CartridgeField,
  type CartridgeType,
  type JsonValue,
} from '@/lib/rules/cartridge-fields'
import { EMPTY_FIELD, fromDraft, isLeftEmpty } from '@/lib/rules/cartridge-form'
import { fieldWords } from '@/lib/rules/cartridge-words'

export const CARTRIDGE_NAME_MAX_LENGTH = 120

/** Postgres counts characters, JavaScript pieces of them: an emoji is one, not two. */
const lengthOf = (text: string) => Array.from(text).length

function textSchema(maxLength: number) {
  return z
    .string({ error: 'This must be a text.' })
    .check(
      z.refine((value) => lengthOf(value) <= maxLength, { error: `Use at most ${maxLength} characters.` }),
    )
}

function listSchema({ maxItems, maxLength }: CartridgeField) {
  const item = textSchema(maxLength).check(z.minLength(1, { error: 'An entry is empty.' }))
  return z
    .array(item, { error: 'This must be a list of texts.' })
    .check(z.maxLength(maxItems, { error: `Use at most ${maxItems} entries.` }))
}

/** Bytes of the text that Postgres keeps for it, with a space after each comma and colon. */
export function storedBytes(value: JsonValue): number {
  if (Array.isArray(value)) return 2 + between(value.length) + sum(value.map(storedBytes))
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
    return (
      2 +
      between(entries.length) +
      sum(entries.map(([key, inner]) => storedBytes(key) + 2 + storedBytes(inner ?? null)))
    )
  }
  return new TextEncoder().encode(JSON.stringify(value)).length
}
const between = (count: number) => Math.max(0, count - 1) * 2
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

function objectSchema({ maxLength }: CartridgeField) {
  return z
    .record(z.string(), z.json(), { error: 'This must be an object: { … }.' })
    .check(z.refine((value) => storedBytes(value) <= maxLength, { error: 'Use at most 64 KB.' }))
}

function fieldSchema(field: CartridgeField, isOwn: boolean) {
  switch (field.kind) {
    case 'boolean':
      return z.boolean({ error: 'This must be true or false.' })
    case 'text':
      return z.nullable(textSchema(field.maxLength))
    case 'object':
      return z.nullable(objectSchema(field))
    case 'list':
      return z.nullable(
        isOwn
          ? z.union([listSchema(field), z.strictObject({ append: listSchema(field) })])
          : listSchema(field),
      )
  }
}

/**
 * The data of a cartridge of this type, exactly as the database takes it (`private.cartridge_fault`). `isOwn`: a person's, whose lists
 * may add to the agency's. Every form, every import and every write goes through it.
 */
export function cartridgeDataSchema(type: CartridgeType, isOwn: boolean) {
  return z.strictObject(
    Object.fromEntries(
      CARTRIDGE_FIELDS[type].map((field) => [field.name, z.optional(fieldSchema(field, isOwn))]),
    ),
  )
}

export type DataFault = { field: string; message: string }

/** The data, or what is wrong with it: one sentence for each field, in words for people. */
export function parseCartridgeData(
  type: CartridgeType,
  isOwn: boolean,
  data: unknown,
): { data: CartridgeData; faults: [] } | { data: null; faults: DataFault[] } {
  const parsed = cartridgeDataSchema(type, isOwn).safeParse(data)
  if (parsed.success) {
    const entries = Object.entries(parsed.data).filter(([, value]) => value !== undefined)
    return { data: Object.fromEntries(entries) as CartridgeData, faults: [] }
  }
  const faults = new Map<string, string>()
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
      for (const key of issue.keys) faults.set(key, `${fieldWords(key)} is no field of this type.`)
      continue
    }
    const field = String(issue.path[0] ?? '')
    if (!faults.has(field)) faults.set(field, messageOf(issue))
  }
  return { data: null, faults: [...faults].map(([field, message]) => ({ field, message })) }
}

/** A union says only that nothing fits; what is wrong stands in the branch that was meant. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message
  const nested = issue.errors.flat()
  const meant =
    nested.find(({ path }) => path.length > 0) ?? nested.find(({ code }) => code !== 'invalid_type')
  return meant?.message ?? 'This must be a list of texts.'
}

const fieldDraftSchema = z.object({
  mode: z.enum(['inherit', 'own', 'append', 'none']),
  text: z.string(),
  list: z.array(z.string()),
  isOn: z.boolean(),
})

/** A cartridge as its form holds it. What it says must be what the database takes; a fault stands at its field. */
export function cartridgeFormSchema(type: CartridgeType, isOwn: boolean) {
  return z
    .object({
      name: z.string().check(
        z.refine((name) => name.trim() !== '', { error: 'Give it a name.' }),
        z.refine((name) => lengthOf(name.trim()) <= CARTRIDGE_NAME_MAX_LENGTH, {
          error: `Use at most ${CARTRIDGE_NAME_MAX_LENGTH} characters.`,
        }),
      ),
      fields: z.record(z.string(), fieldDraftSchema),
      locked: z.array(z.string()),
    })
    .check((context) => {
      const draft = context.value
      const report = (field: string, message: string) =>
        context.issues.push({ code: 'custom', message, input: draft, path: ['fields', field, 'text'] })
      const empty = CARTRIDGE_FIELDS[type].filter((field) =>
        isLeftEmpty(field, draft.fields[field.name] ?? EMPTY_FIELD),
      )
      for (const { name } of empty) report(name, 'Write something here, or make another choice.')
      for (const { field, message } of parseCartridgeData(type, isOwn, fromDraft(type, draft)).faults)
        if (empty.every(({ name }) => name !== field)) report(field, message)
    })
}
