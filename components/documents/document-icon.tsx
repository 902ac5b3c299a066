import {
  FileArchive,
  FileSpreadsheet,
  FileText,
  FileType,
  Image as ImageIcon,
  Link2,
  Presentation,
  type LucideIcon,
} from 'lucide-react'
import { groupOf, type DocumentGroup } from '@/lib/rules/document-types'
import { cn } from '@/lib/utils'

const ICONS: Record<DocumentGroup, LucideIcon> = {
  pdf: FileType,
  document: FileText,
  spreadsheet: FileSpreadsheet,
  presentation: Presentation,
  image: ImageIcon,
  text: FileText,
  archive: FileArchive,
  link: Link2,
}

/** What kind of thing a row is, at a glance; the words beside it say the same. */
export function DocumentIcon({ type, className }: { type: string | null; className?: string }) {
  const Icon = ICONS[groupOf(type)]
  return (
    <span
      aria-hidden
      className={cn(
        'flex size-9 shrink-0 items-center justify-center rounded-md bg-hover text-text-muted [&_svg]:size-4.5',
        className,
      )}
    >
      <Icon />
    </span>
  )
}
