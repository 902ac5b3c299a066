'use client'

import { BookUser, FileUp } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react'
import type { FoundPeople } from '@/components/invitations/use-invite-draft'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { cn } from '@/lib/utils'

const CsvImport = dynamic(
  () => import('@/components/invitations/csv-import').then((module) => module.CsvImport),
  { ssr: false },
)
const ContactPicker = dynamic(
  () => import('@/components/invitations/contact-picker').then((module) => module.ContactPicker),
  { ssr: false },
)

type RecipientBoxProps = {
  /** Whose contact list can be searched; null where there is none. */
  contactsOf: string | null
  typed: string
  onTyped: (text: string) => void
  onText: (text: string) => Promise<void>
  onFound: (found: FoundPeople) => void
  note: string | null
}

/** Where people are typed, pasted, dropped as a file or picked from the contacts. All of them end up in one list. */
export function RecipientBox({ contactsOf, typed, onTyped, onText, onFound, note }: RecipientBoxProps) {
  const [file, setFile] = useState<File | null>(null)
  const [isPicking, setIsPicking] = useState(false)
  const [isOver, setIsOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)

  function commit(text: string): void {
    if (text.trim() === '') return
    onTyped('')
    void onText(text)
  }

  function handleKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.metaKey && !event.ctrlKey
    // A comma ends an address; in front of one it may still belong to a name.
    const isEnd = (event.key === ',' || event.key === ';') && typed.includes('@')
    if (event.nativeEvent.isComposing || !(isPlainEnter || isEnd)) return
    event.preventDefault()
    commit(typed)
  }

  function handlePaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const [pasted] = event.clipboardData.files
    if (pasted) {
      event.preventDefault()
      setFile(pasted)
      return
    }
    const text = event.clipboardData.getData('text')
    if (!/[@\n]|^\s*\+?\d/.test(text)) return
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    commit(typed.slice(0, selectionStart) + text + typed.slice(selectionEnd))
  }

  function handleDrop(event: DragEvent): void {
    setIsOver(false)
    const [dropped] = event.dataTransfer.files
    if (!dropped) return
    event.preventDefault()
    setFile(dropped)
  }

  return (
    // Dropping a file is a shortcut; the button beside the box does the same for everybody.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={handleDrop}
      className={cn('flex flex-col gap-2 rounded-md', isOver && 'outline-2 outline-offset-4 outline-accent')}
    >
      <Field
        label="People"
        hint="Addresses or phone numbers (+44 …), one or many. Paste a list from anywhere, or drop a file here."
      >
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            value={typed}
            spellCheck={false}
            autoCapitalize="none"
            placeholder="Ann Example <ann@example.com>, bob@example.com"
            onChange={(event) => onTyped(event.target.value)}
            onKeyDown={handleKeyDown}
            onPaste={handlePaste}
            onBlur={() => commit(typed)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={() => picker.current?.click()}>
          <FileUp aria-hidden />
          CSV file
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-label="CSV file"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null)
            // The same file chosen again must be noticed, too.
            event.target.value = ''
          }}
        />
        {contactsOf === null ? null : (
          <Button size="sm" aria-expanded={isPicking} onClick={() => setIsPicking(!isPicking)}>
            <BookUser aria-hidden />
            Contacts
          </Button>
        )}
        <p role="status" className="min-w-0 text-sm text-text-muted">
          {note}
        </p>
      </div>
      {file ? (
        <CsvImport
          key={`${file.name} ${file.lastModified}`}
          file={file}
          onCancel={() => setFile(null)}
          onFound={(found) => {
            setFile(null)
            onFound(found)
          }}
        />
      ) : null}
      {isPicking && contactsOf !== null ? <ContactPicker agencyId={contactsOf} onFound={onFound} /> : null}
    </div>
  )
}
