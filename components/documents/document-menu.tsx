'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import type { Reader } from '@/components/documents/reader'
import { Button } from '@/components/ui/button'
import { SheetIcon } from '@/components/ui/icon-sheet'
import type { Document } from '@/lib/queries/documents'

const loadPanel = () =>
  import('@/components/documents/document-menu-panel').then((module) => module.DocumentMenuPanel)
const DocumentMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton name="" /> })

export type DocumentMenuProps = {
  reader: Reader
  document: Document
  onOpen: () => void
  onRename: () => void
}

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function DocumentMenu(props: DocumentMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const { name } = props.document
  if (isWanted) return <DocumentMenuPanel {...props} trigger={<MenuButton name={name} />} />
  return (
    <MenuButton
      name={name}
      aria-expanded={false}
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => setIsWanted(true)}
    />
  )
}

function MenuButton({ name, ...rest }: ComponentProps<typeof Button> & { name: string }) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-haspopup="menu"
      aria-label={`Actions for ${name}`}
      className="relative z-10"
      {...rest}
    >
      <SheetIcon name="ellipsis" />
    </Button>
  )
}
