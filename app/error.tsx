'use client'

import { FullPageMessage } from '@/components/layout/full-page-message'
import { buttonClass } from '@/components/ui/button-class'
import { useRecovery } from '@/components/ui/use-recovery'
import { codeInDigest } from '@/lib/error-digest'

type ErrorPageProps = { error: unknown; retry: () => void }

/**
 * Outside the signed-in shell, or when the shell itself could not be made: the whole page says so and recovers by itself.
 * Every page carries this along, the public ones too, so it does without the icons and words that `ErrorState` has.
 */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const isUnreachable = codeInDigest(error) === 'backend_unreachable'
  useRecovery(isUnreachable, retry)
  return (
    <FullPageMessage>
      <div role="alert" className="flex flex-col items-center gap-2 px-6 text-center">
        <h1 className="text-base font-medium">
          {isUnreachable ? 'We cannot reach the server' : 'Something went wrong'}
        </h1>
        <p className="max-w-sm text-sm text-text-muted">
          {isUnreachable
            ? 'Nothing is lost. This page tries again by itself and carries on as soon as the server answers.'
            : 'Try again. If it keeps happening, tell whoever runs this server what you were doing.'}
        </p>
        <button type="button" className={buttonClass({ className: 'mt-3' })} onClick={retry}>
          Try again
        </button>
      </div>
    </FullPageMessage>
  )
}
