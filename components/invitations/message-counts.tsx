import { Bell, Clock, MailCheck, MailWarning, MailX } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { RunMessage } from '@/lib/queries/messages'

/** Whom a message reached, by channel, and whom not: numbers with their words, those of nobody left out. */
export function MessageCounts({ message }: { message: RunMessage }) {
  const { recipients, inApp, mailed, waiting, failed, unmailed } = message
  const count = (n: number) => n.toLocaleString('en-GB')
  return (
    <p className="mt-2 flex flex-wrap items-center gap-1.5 text-xs">
      <span className="mr-1 text-text-muted tabular-nums">
        {recipients === 1 ? 'To 1 person' : `To ${count(recipients)} people`}
      </span>
      {inApp > 0 ? <Badge icon={<Bell aria-hidden />}>{count(inApp)} in the app</Badge> : null}
      {mailed > 0 ? (
        <Badge tone="success" icon={<MailCheck aria-hidden />}>
          {count(mailed)} mailed
        </Badge>
      ) : null}
      {waiting > 0 ? <Badge icon={<Clock aria-hidden />}>{count(waiting)} queued</Badge> : null}
      {failed > 0 ? (
        <Badge tone="danger" icon={<MailX aria-hidden />}>
          {count(failed)} failed
        </Badge>
      ) : null}
      {unmailed > 0 ? <Badge icon={<MailWarning aria-hidden />}>{count(unmailed)} without mail</Badge> : null}
    </p>
  )
}
