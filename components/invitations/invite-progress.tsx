import { Button } from '@/components/ui/button'

type InviteProgressProps = { total: number; done: number; isStopping: boolean; onStop: () => void }

/** How far a long list is. Stopping ends it after the part that is on its way; what has been sent stays. */
export function InviteProgress({ total, done, isStopping, onStop }: InviteProgressProps) {
  return (
    <div className="flex flex-col gap-3 py-6">
      <p role="status" className="text-sm">
        {isStopping ? 'Stopping after this part' : 'Inviting'}: {done.toLocaleString('en-GB')} of{' '}
        {total.toLocaleString('en-GB')}
      </p>
      <progress
        aria-label="Invitations sent"
        max={total}
        value={done}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
      />
      <div className="flex items-center justify-between gap-3">
        <p className="text-sm text-text-muted">Whoever has been invited stays invited.</p>
        <Button disabled={isStopping} onClick={onStop}>
          Cancel the rest
        </Button>
      </div>
    </div>
  )
}
