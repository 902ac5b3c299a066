'use client'

import { CircleAlert, CircleCheck, RotateCcw, X } from 'lucide-react'
import { countUnderWay, type Upload, type Uploader } from '@/components/documents/uploader'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import { errorMessage } from '@/lib/error-messages'
import { sizeWords } from '@/lib/rules/document-types'
import { PROBLEM_WORDS } from '@/lib/rules/document-words'

type UploadQueueProps = { uploads: readonly Upload[]; uploader: Uploader }

/** What is on its way, what has arrived and what was not taken, each with what can be done about it. */
export function UploadQueue({ uploads, uploader }: UploadQueueProps) {
  if (uploads.length === 0) return null
  const underWay = countUnderWay(uploads)
  const arrived = uploads.filter(({ state }) => state.step === 'done').length
  return (
    <section aria-label="Uploads" className="mt-3 rounded-lg border border-border bg-surface">
      <div className="flex min-h-11 items-center gap-3 border-b border-border px-4 py-1.5">
        <p role="status" className="min-w-0 flex-1 text-sm font-medium">
          {underWay > 0
            ? `Uploading: ${arrived} of ${uploads.length} done`
            : `${arrived} of ${uploads.length} uploaded`}
        </p>
        {underWay < uploads.length ? (
          <Button size="sm" variant="ghost" onClick={uploader.clearFinished}>
            Clear finished
          </Button>
        ) : null}
      </div>
      <ul aria-label="Files being uploaded" className="max-h-72 divide-y divide-border overflow-y-auto">
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} uploader={uploader} />
        ))}
      </ul>
    </section>
  )
}

function UploadRow({ upload, uploader }: { upload: Upload; uploader: Uploader }) {
  const { key, name, size, state } = upload
  const isUnderWay = state.step !== 'done' && state.step !== 'refused' && state.step !== 'failed'
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 text-sm [&>svg]:size-4">
      {state.step === 'done' ? (
        <CircleCheck aria-hidden className="text-success" />
      ) : isUnderWay ? (
        <Spinner />
      ) : (
        <CircleAlert aria-hidden className="text-danger" />
      )}
      <div className="min-w-0">
        <p className="truncate">
          <bdi>{name}</bdi>
        </p>
        <UploadWords upload={upload} />
        {state.step === 'sending' ? (
          <progress
            aria-label={`Progress of ${name}`}
            max={size}
            value={state.sentBytes}
            className="mt-1 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-surface-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-sunken [&::-webkit-progress-value]:bg-accent"
          />
        ) : null}
      </div>
      <div className="flex items-center gap-1">
        {state.step === 'failed' ? (
          <Button size="sm" aria-label={`Try ${name} again`} onClick={() => uploader.retry(key)}>
            <RotateCcw aria-hidden />
            Try again
          </Button>
        ) : null}
        {state.step === 'done' ? null : (
          <Button
            size="icon"
            variant="ghost"
            aria-label={isUnderWay ? `Cancel ${name}` : `Dismiss ${name}`}
            onClick={() => uploader.cancel(key)}
          >
            <X aria-hidden />
          </Button>
        )}
      </div>
    </li>
  )
}

function UploadWords({ upload: { size, state } }: { upload: Upload }) {
  switch (state.step) {
    case 'checking':
      return <p className="text-text-subtle">Looking at it…</p>
    case 'waiting':
      return <p className="text-text-subtle">Waiting · {sizeWords(size)}</p>
    case 'sending':
      return (
        <p className="text-text-subtle tabular-nums">
          {Math.min(99, Math.floor((state.sentBytes / size) * 100))} % of {sizeWords(size)}
        </p>
      )
    case 'finishing':
      return <p className="text-text-subtle">Finishing…</p>
    case 'done':
      return <p className="text-text-subtle">Uploaded · {sizeWords(size)}</p>
    case 'refused':
      return (
        <p role="alert" className="text-danger">
          {PROBLEM_WORDS[state.problem]}
        </p>
      )
    case 'failed': {
      const { title, advice } = errorMessage(state.error)
      return (
        <p role="alert" className="text-danger">
          {title}. {advice}
        </p>
      )
    }
  }
}
