'use client'

import { Download, ExternalLink, Eye, EyeOff, PanelRight, Pencil, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { DocumentMenuProps } from '@/components/documents/document-menu'
import { canChange, canDelete } from '@/components/documents/reader'
import { useDocumentActions } from '@/components/documents/use-document-actions'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'

type DocumentMenuPanelProps = DocumentMenuProps & { trigger: ReactNode }

export function DocumentMenuPanel({ reader, document, onOpen, onRename, trigger }: DocumentMenuPanelProps) {
  const { remove, share, download } = useDocumentActions(reader, document)
  // When the menu came, not when it was drawn: what is in it must not change while it is open.
  const [now] = useState(() => Date.now())
  const mayChange = canChange(reader, document)
  const mayDelete = canDelete(reader, document, now)

  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        <MenuItem icon={<PanelRight aria-hidden />} onSelect={onOpen}>
          Open
        </MenuItem>
        {document.url ? (
          <MenuItem asChild>
            <a href={document.url} target="_blank" rel="noopener noreferrer nofollow">
              <ExternalLink aria-hidden />
              Visit link
            </a>
          </MenuItem>
        ) : (
          <MenuItem icon={<Download aria-hidden />} onSelect={() => download.mutate()}>
            Download
          </MenuItem>
        )}
        {mayChange ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Pencil aria-hidden />} onSelect={onRename}>
              Rename
            </MenuItem>
            {document.visibility === 'client' ? (
              <MenuItem icon={<EyeOff aria-hidden />} onSelect={() => share.mutate('internal')}>
                Make internal
              </MenuItem>
            ) : (
              <MenuItem icon={<Eye aria-hidden />} onSelect={() => share.mutate('client')}>
                Share with the client
              </MenuItem>
            )}
          </>
        ) : null}
        {mayDelete ? (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => remove.mutate()}>
              Delete
            </MenuItem>
          </>
        ) : null}
      </MenuContent>
    </Menu>
  )
}
