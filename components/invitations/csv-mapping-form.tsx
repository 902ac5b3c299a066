'use client'

import { useEffect, useRef, useState } from 'react'
import type { FoundPeople } from '@/components/invitations/use-invite-draft'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import {
  CSV_FIELDS,
  CSV_MAX_ROWS,
  guessMapping,
  headerKey,
  readTable,
  type CsvField,
  type CsvMapping,
  type CsvTable,
} from '@/lib/rules/csv-recipients'
import { countOf } from '@/lib/rules/run-words'
import { oneOf } from '@/lib/rules/runs'

const FIELD_WORDS: Record<CsvField, string> = {
  email: 'E-mail address',
  phone: 'Phone number',
  name: 'Name',
  first_name: 'First name',
  last_name: 'Last name',
  role: 'Role',
  message: 'Message',
}

const STORAGE = 'csv-columns'
const COLUMNS_SHOWN = 30

type CsvMappingFormProps = {
  name: string
  table: CsvTable
  onFound: (found: FoundPeople) => void
  onCancel: () => void
}

/** What each column of the file is, guessed from its heading and what is in it, or as it was chosen the last time. */
export function CsvMappingForm({ name, table, onFound, onCancel }: CsvMappingFormProps) {
  const [mapping, setMapping] = useState<CsvMapping>(() => remembered(table) ?? guessMapping(table))
  /** How many rows have been read; null before it is begun. */
  const [read, setRead] = useState<number | null>(null)
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  const hasAddress = mapping.includes('email') || mapping.includes('phone')

  function choose(column: number, field: CsvField | null): void {
    // A field comes from one column, so choosing it here takes it from where it was.
    setMapping(mapping.map((before, index) => (index === column ? field : before === field ? null : before)))
  }

  async function use(): Promise<void> {
    remember(table, mapping)
    setRead(0)
    const found = await readTable(table, mapping, setRead)
    // Left meanwhile: what was read is not wanted any more.
    if (isHere.current) onFound(found)
  }

  return (
    <fieldset className="rounded-md border border-border p-3">
      <legend className="px-1 text-sm font-medium">
        <bdi>{name}</bdi>
      </legend>
      <p className="mb-3 text-sm text-text-muted">
        {countOf(table.rows.length, 'row')}. Say what each column is; the rest is left out.
      </p>
      <ul className="flex max-h-56 flex-col gap-2 overflow-y-auto">
        {table.header.slice(0, COLUMNS_SHOWN).map((heading, column) => (
          <li key={column} className="grid grid-cols-2 items-center gap-3 text-sm">
            <span className="min-w-0">
              <bdi className="block truncate font-medium">{heading}</bdi>
              <span className="block truncate text-text-subtle">
                <bdi>{exampleOf(table, column)}</bdi>
              </span>
            </span>
            <Select
              aria-label={`Column ${heading}`}
              value={mapping[column] ?? ''}
              onChange={(event) => choose(column, oneOf(CSV_FIELDS, event.target.value))}
            >
              <option value="">Leave out</option>
              {CSV_FIELDS.map((field) => (
                <option key={field} value={field}>
                  {FIELD_WORDS[field]}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
      {table.cut > 0 ? (
        <Notice
          tone="warning"
          className="mt-3"
          title={`Only the first ${CSV_MAX_ROWS.toLocaleString('en-GB')} rows are used`}
        >
          {countOf(table.cut, 'row')} at the end stay out. Put them into a second file.
        </Notice>
      ) : null}
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        {hasAddress ? null : (
          <p className="mr-auto self-center text-sm text-text-muted">
            Choose the column with addresses or phone numbers.
          </p>
        )}
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Leave it
        </Button>
        {read === null || read === 0 ? null : (
          <p role="status" className="self-center text-sm text-text-muted tabular-nums">
            {read.toLocaleString('en-GB')} read
          </p>
        )}
        <Button size="sm" disabled={!hasAddress} pending={read !== null} onClick={() => void use()}>
          Add {countOf(table.rows.length, 'row')}
        </Button>
      </div>
    </fieldset>
  )
}

function exampleOf(table: CsvTable, column: number): string {
  return table.rows.find((row) => (row[column] ?? '').trim() !== '')?.[column]?.trim() ?? 'empty'
}

function remembered(table: CsvTable): CsvMapping | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return null
    const mapping: unknown = Reflect.get(stored, headerKey(table))
    if (!Array.isArray(mapping) || mapping.length !== table.header.length) return null
    return mapping.map((field) => oneOf(CSV_FIELDS, field))
  } catch {
    return null
  }
}

/** Only the last choice is kept: people import the same export again and again. */
function remember(table: CsvTable, mapping: CsvMapping): void {
  try {
    localStorage.setItem(STORAGE, JSON.stringify({ [headerKey(table)]: mapping }))
  } catch {
    // A browser that keeps nothing guesses again.
  }
}
