'use client'

import { useEffect, useState } from 'react'
import { CsvMappingForm } from '@/components/invitations/csv-mapping-form'
import type { FoundPeople } from '@/components/invitations/use-invite-draft'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { decodeText } from '@/lib/rules/csv-decode'
import { CSV_MAX_BYTES, CSV_MAX_ROWS, parseCsv, type CsvTable } from '@/lib/rules/csv-recipients'

type CsvImportProps = { file: File; onFound: (found: FoundPeople) => void; onCancel: () => void }

type Reading =
  { kind: 'reading' } | { kind: 'refused'; title: string; advice: string } | { kind: 'read'; table: CsvTable }

/** Reads a file and asks what its columns are. The file never leaves the browser; only the rows that are sent do. */
export function CsvImport({ file, onFound, onCancel }: CsvImportProps) {
  const [reading, setReading] = useState<Reading>({ kind: 'reading' })

  useEffect(() => {
    let isCurrent = true
    void readFile(file).then((read) => {
      if (isCurrent) setReading(read)
    })
    return () => {
      isCurrent = false
    }
  }, [file])

  if (reading.kind === 'reading') return <Skeleton className="h-32 w-full" />
  if (reading.kind === 'refused') {
    return (
      <Notice
        tone="warning"
        isAlert
        title={reading.title}
        action={
          <Button size="sm" onClick={onCancel}>
            Close
          </Button>
        }
      >
        {reading.advice}
      </Notice>
    )
  }
  return <CsvMappingForm name={file.name} table={reading.table} onFound={onFound} onCancel={onCancel} />
}

async function readFile(file: File): Promise<Reading> {
  if (file.size > CSV_MAX_BYTES) {
    return {
      kind: 'refused',
      title: `${file.name} is larger than 5 MB`,
      advice: `Split it into files of at most ${CSV_MAX_ROWS.toLocaleString('en-GB')} people.`,
    }
  }
  try {
    const table = await parseCsv(decodeText(new Uint8Array(await file.arrayBuffer())))
    if (table.rows.length > 0) return { kind: 'read', table }
    return {
      kind: 'refused',
      title: `Nobody is in ${file.name}`,
      advice: 'It has no rows below its heading.',
    }
  } catch {
    return {
      kind: 'refused',
      title: `${file.name} cannot be read`,
      advice: 'Save it as CSV (UTF-8) from your spreadsheet program and try again.',
    }
  }
}
