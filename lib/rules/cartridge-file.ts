import { oneOf } from '@/lib/rules/runs'
import { CARTRIDGE_TYPES, type CartridgeData, type CartridgeType } from '@/lib/rules/cartridge-fields'
import { TYPE_WORDS } from '@/lib/rules/cartridge-words'

export const CARTRIDGE_FILE_MAX_BYTES = 1_048_576
const FORMAT = 'audienceos.cartridge'
const KEYS = ['format', 'type', 'name', 'data', 'locked_fields']

type Exported = { type: CartridgeType; name: string; data: CartridgeData; lockedFields?: readonly string[] }

/** The text of an export: everything the cartridge says, in a form that the import takes back unchanged. */
export function cartridgeFile({ type, name, data, lockedFields }: Exported): string {
  const file = { format: FORMAT, type, name, data, ...(lockedFields ? { locked_fields: lockedFields } : {}) }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** A name for the file, from the cartridge's. */
export function cartridgeFileName({ type, name }: Pick<Exported, 'type' | 'name'>): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  return `${plain || 'cartridge'}.${type}.json`
}

export type ReadFile = { name: string | null; data: unknown; lockedFields: string[] }

/**
 * What is in the text of an import; its data still has to be checked against the type. A file of ours, or the bare data.
 * `fault` is a sentence for people.
 */
export function readCartridgeFile(
  text: string,
  type: CartridgeType,
): { file: ReadFile; fault: null } | { file: null; fault: string } {
  const refuse = (fault: string) => ({ file: null, fault })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    const detail = error instanceof Error ? ` (${error.message})` : ''
    return refuse(`This is not JSON${detail}.`)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return refuse('The file must hold one object: { … }.')
  const content = parsed as Record<string, unknown>
  if (!('data' in content) && !('format' in content))
    return { file: { name: null, data: content, lockedFields: [] }, fault: null }
  if (content.format !== undefined && content.format !== FORMAT)
    return refuse('format: this file is no cartridge of ours.')
  const unknown = Object.keys(content).find((key) => !KEYS.includes(key))
  if (unknown !== undefined) return refuse(`“${unknown}” is no part of a cartridge.`)
  const fileType = oneOf(CARTRIDGE_TYPES, content.type)
  if (content.type !== undefined && fileType !== type)
    return refuse(
      fileType
        ? `type: this is a cartridge of ${TYPE_WORDS[fileType].name.toLowerCase()}. Open that tab to import it.`
        : 'type: there is no such type of cartridge.',
    )
  if (content.name !== undefined && typeof content.name !== 'string')
    return refuse('name: this must be a text.')
  const locks = content.locked_fields ?? []
  if (!Array.isArray(locks) || locks.some((lock) => typeof lock !== 'string'))
    return refuse('locked_fields: this must be a list of texts.')
  return {
    file: { name: content.name ?? null, data: content.data ?? {}, lockedFields: locks as string[] },
    fault: null,
  }
}
