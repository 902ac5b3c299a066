'use client'

import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { CartridgeType } from '@/lib/rules/cartridge-fields'
import { CARTRIDGE_FILE_MAX_BYTES, readCartridgeFile } from '@/lib/rules/cartridge-file'
import { toDraft, type CartridgeDraft } from '@/lib/rules/cartridge-form'
import { fieldWords } from '@/lib/rules/cartridge-words'
import { parseCartridgeData } from '@/lib/schemas/cartridges'

/** Sentences about what is wrong with a file, or what of it could not be taken over. */
export type ImportOutcome = { fileName: string; faults: string[]; notes: string[] }

type ImportButtonProps = {
  type: CartridgeType
  isOwn: boolean
  /** For a file that brings no name. */
  name: string
  onImport: (draft: CartridgeDraft) => void
  onOutcome: (outcome: ImportOutcome | null) => void
}

/** Reads a file into the form. Nothing is saved by it, and a file that is not right changes nothing. */
export function ImportButton({ type, isOwn, name, onImport, onOutcome }: ImportButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isReading, setIsReading] = useState(false)

  async function read(file: File): Promise<void> {
    const refuse = (faults: string[]) => onOutcome({ fileName: file.name, faults, notes: [] })
    if (file.size > CARTRIDGE_FILE_MAX_BYTES) {
      refuse(['The file is larger than 1 MB.'])
      return
    }
    const found = readCartridgeFile(await file.text(), type)
    if (!found.file) {
      refuse([found.fault])
      return
    }
    const { data, faults } = parseCartridgeData(type, isOwn, found.file.data)
    const locks = found.file.lockedFields
    const draft =
      data && toDraft(type, { name: found.file.name ?? name, data, lockedFields: isOwn ? [] : locks }, isOwn)
    const strange = draft ? locks.filter((lock) => !(lock in draft.fields)) : []
    const sentences = [
      ...faults.map(({ field, message }) =>
        message.startsWith(fieldWords(field)) ? message : `${fieldWords(field)}: ${message}`,
      ),
      ...strange.map((lock) => `locked_fields: “${lock}” is no field of this type.`),
    ]
    if (!draft || sentences.length > 0) {
      refuse(sentences)
      return
    }
    onImport(draft)
    onOutcome({
      fileName: file.name,
      faults: [],
      notes: isOwn && locks.length > 0 ? ['Its locks were left out: only an agency can lock.'] : [],
    })
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label="File to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0]
          // Choosing the same file once more is another import.
          event.target.value = ''
          if (!file) return
          setIsReading(true)
          void read(file).finally(() => setIsReading(false))
        }}
      />
      <Button size="sm" pending={isReading} onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Import
      </Button>
    </>
  )
}

export function ImportNotice({ outcome, onClose }: { outcome: ImportOutcome; onClose: () => void }) {
  const { fileName, faults, notes } = outcome
  const isRefused = faults.length > 0
  const sentences = isRefused ? faults : notes
  return (
    <Notice
      tone={isRefused ? 'danger' : 'info'}
      isAlert
      className="mb-4"
      title={
        isRefused
          ? `“${fileName}” was not imported`
          : `“${fileName}” is in the form. Look it over, then save.`
      }
      action={
        <Button size="sm" onClick={onClose}>
          Got it
        </Button>
      }
    >
      {sentences.length > 0 ? (
        <ul className="list-disc pl-4">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  )
}
