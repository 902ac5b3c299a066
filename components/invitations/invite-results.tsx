'use client'

import { Check, Copy, Download } from 'lucide-react'
import { useId, useState } from 'react'
import { copyText } from '@/components/ui/copy-text'
import { downloadFile } from '@/components/ui/download-file'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { OUTCOME_WORDS, resultCsv, type SentRow } from '@/lib/rules/invitation-draft'
import type { InvitationRole } from '@/lib/rules/invitation-roles'

const ROWS_SHOWN = 200

type InviteResultsProps = {
  sent: readonly SentRow[]
  role: InvitationRole
  /** Nobody could join just now, so no mail goes out. */
  isClosed: boolean
}

/** What became of everybody. Each new link can be copied here, so inviting works without any mail as well. */
export function InviteResults({ sent, role, isClosed }: InviteResultsProps) {
  const linksId = useId()
  const [hasLinks, setHasLinks] = useState(false)
  const [shown, setShown] = useState(ROWS_SHOWN)
  const invited = sent.filter((one) => one.outcome === 'invited')
  const others = sent.filter((one) => one.outcome !== 'invited')
  return (
    <section aria-labelledby="invite-results-title" className="flex flex-col gap-3">
      <div role="status">
        <h3 id="invite-results-title" className="text-base font-medium">
          {invited.length === 1 ? '1 person' : `${invited.length.toLocaleString('en-GB')} people`} invited
          {others.length > 0 ? (
            <span className="font-normal text-text-muted">, {others.length} not</span>
          ) : null}
        </h3>
      </div>
      <p className="text-sm text-text-muted">
        {isClosed
          ? 'No mail goes out while nobody could join. The links let people in once the run is open.'
          : 'The invitation is on its way to everybody with an e-mail address. You can also copy a link and send it yourself.'}
      </p>
      <ul
        aria-label="Results"
        className="max-h-80 divide-y divide-border overflow-y-auto rounded-md border border-border"
      >
        {[...others, ...invited].slice(0, shown).map((one) => (
          <ResultRow key={one.row.id} {...one} />
        ))}
        {sent.length > shown ? (
          <li className="p-2 text-center">
            <Button size="sm" variant="ghost" onClick={() => setShown(shown + ROWS_SHOWN * 5)}>
              Show more
            </Button>
          </li>
        ) : null}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex items-center gap-2 text-sm">
          <Checkbox id={linksId} checked={hasLinks} onChange={(event) => setHasLinks(event.target.checked)} />
          <label htmlFor={linksId}>With links (whoever has the file can open them)</label>
        </div>
        <Button size="sm" onClick={() => downloadFile('invitations.csv', resultCsv(sent, role, hasLinks))}>
          <Download aria-hidden />
          Download CSV
        </Button>
      </div>
    </section>
  )
}

function ResultRow({ row, outcome, link }: SentRow) {
  const [isCopied, setIsCopied] = useState(false)
  const label = row.name ?? row.value
  const { words, advice } = OUTCOME_WORDS[outcome]
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-sm">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate">
          <bdi className="font-medium">{label}</bdi>
          {row.name ? <bdi className="text-text-muted"> {row.value}</bdi> : null}
        </p>
        {advice ? <p className="text-text-muted">{advice}</p> : null}
      </div>
      {link === null ? (
        <Badge tone={outcome === 'already_member' || outcome === 'already_invited' ? 'neutral' : 'warning'}>
          {words}
        </Badge>
      ) : (
        <Button
          size="sm"
          aria-label={isCopied ? `Link for ${label} copied` : `Copy link for ${label}`}
          onClick={() => void copyText(Promise.resolve(link)).then(setIsCopied)}
        >
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{isCopied ? 'Copied' : 'Copy link'}</span>
        </Button>
      )}
    </li>
  )
}
