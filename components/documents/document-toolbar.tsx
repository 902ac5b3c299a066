'use client'

import { Link2, Upload } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { SearchBox } from '@/components/ui/search-box'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { VISIBILITIES, type DocumentListParams } from '@/lib/rules/document-list-params'
import { DOCUMENT_GROUPS, GROUP_WORDS } from '@/lib/rules/document-types'
import { VISIBILITY_WORDS } from '@/lib/rules/document-words'
import { oneOf } from '@/lib/rules/runs'

type DocumentToolbarProps = {
  params: DocumentListParams
  isStaff: boolean
  onChange: (change: Partial<DocumentListParams>, isReplacing?: boolean) => void
  onUpload: () => void
  onAddLink: () => void
}

export function DocumentToolbar({ params, isStaff, onChange, onUpload, onAddLink }: DocumentToolbarProps) {
  return (
    <div role="search" aria-label="Documents" className="flex flex-wrap items-center gap-2">
      <SearchBox
        label="Search documents by name"
        placeholder="Search by name"
        search={params.search}
        onSearch={(search) => onChange({ search }, true)}
      />
      <label className="w-36 grow sm:grow-0">
        <span className="sr-only">Type</span>
        <Select
          value={params.group ?? ''}
          onChange={(event) => onChange({ group: oneOf(DOCUMENT_GROUPS, event.target.value) })}
        >
          <option value="">All types</option>
          {DOCUMENT_GROUPS.map((group) => (
            <option key={group} value={group}>
              {GROUP_WORDS[group]}
            </option>
          ))}
        </Select>
      </label>
      {isStaff ? (
        <>
          <label className="w-44 grow sm:grow-0">
            <span className="sr-only">Who sees it</span>
            <Select
              value={params.visibility ?? ''}
              onChange={(event) => onChange({ visibility: oneOf(VISIBILITIES, event.target.value) })}
            >
              <option value="">Internal and shared</option>
              {VISIBILITIES.map((visibility) => (
                <option key={visibility} value={visibility}>
                  {VISIBILITY_WORDS[visibility]}
                </option>
              ))}
            </Select>
          </label>
          <Segmented
            label="Show"
            value={params.isDeleted ? 'deleted' : 'current'}
            options={[
              { value: 'current', label: 'Current' },
              { value: 'deleted', label: 'Deleted' },
            ]}
            onValueChange={(show) => onChange({ isDeleted: show === 'deleted' })}
            className="w-full sm:w-auto"
          />
        </>
      ) : null}
      <div className="flex w-full items-center gap-2 sm:ml-auto sm:w-auto">
        {isStaff ? (
          <Button onClick={onAddLink} className="grow sm:grow-0">
            <Link2 aria-hidden />
            Add link
          </Button>
        ) : null}
        <Button variant="primary" onClick={onUpload} className="grow sm:grow-0">
          <Upload aria-hidden />
          Upload files
        </Button>
      </div>
    </div>
  )
}
