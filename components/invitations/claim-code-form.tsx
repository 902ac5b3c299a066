'use client'

import { useActionState, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { CLAIM_CODE_START, type ClaimCodeAction } from '@/components/invitations/claim-code-state'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'

type ClaimCodeFormProps = {
  action: ClaimCodeAction
  /** The invited address as far as the holder of the link may see it; null when the invitation names none. */
  addressHint: string | null
}

const RESEND_SECONDS = 60

/** Proves an address by a code and accepts with the same press. Works before and without scripts. */
export function ClaimCodeForm({ action, addressHint }: ClaimCodeFormProps) {
  const [state, submit, isPending] = useActionState(action, CLAIM_CODE_START)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (state.fieldError) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state])

  const problem = state.problem ? (
    <Notice tone="danger" isAlert title={state.problem.title}>
      {state.problem.advice}
      {state.possibleAt ? <PossibleAt at={state.possibleAt} /> : null}
    </Notice>
  ) : null

  if (state.step === 'start') {
    return (
      <form ref={form} key="start" action={submit} noValidate className="flex flex-col gap-4">
        {problem}
        {addressHint === null ? (
          <Field
            label="Your e-mail address"
            error={state.fieldError ?? undefined}
            hint="We send a six-digit code to it. If you have no account yet, this makes one."
            required
          >
            {(ids) => (
              <Input
                {...ids}
                type="email"
                name="email"
                autoComplete="email"
                autoCapitalize="none"
                spellCheck={false}
                defaultValue={state.email}
              />
            )}
          </Field>
        ) : null}
        <Button type="submit" name="intent" value="send" variant="primary" pending={isPending}>
          <span className="truncate">
            {addressHint === null ? 'Send me a code' : `Continue as ${addressHint}`}
          </span>
        </Button>
        {addressHint === null ? null : (
          <p className="text-sm text-text-muted">
            We send a six-digit code to this address. With it you are in; no password, no form.
          </p>
        )}
      </form>
    )
  }

  return (
    <form ref={form} key="code" action={submit} noValidate className="flex flex-col gap-4">
      {problem}
      <p className="text-base">
        We have sent a code to{' '}
        <strong className="font-medium break-words">{addressHint ?? state.email}</strong>.
      </p>
      <input type="hidden" name="email" value={state.email} />
      <Field
        label="Code"
        error={state.fieldError ?? undefined}
        hint="Six digits, good for one hour."
        required
      >
        {(ids) => (
          <Input
            {...ids}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            className="font-mono text-lg tracking-[0.35em]"
            // eslint-disable-next-line jsx-a11y/no-autofocus -- The step before asked for this code.
            autoFocus
          />
        )}
      </Field>
      <Button type="submit" name="intent" value="check" variant="primary" pending={isPending}>
        Accept invitation
      </Button>
      <div className="-mx-2.5 flex flex-wrap items-center justify-between gap-1">
        <ResendButton key={state.sent} isBusy={isPending} />
        {addressHint === null ? (
          <Button type="submit" name="intent" value="back" variant="ghost" size="sm" disabled={isPending}>
            Change the address
          </Button>
        ) : null}
      </div>
      <p aria-live="polite" className={state.notice ? 'text-sm text-text-muted' : 'sr-only'}>
        {state.notice}
      </p>
    </form>
  )
}

const neverChanges = () => () => undefined

/** When it can be tried again, by the clock in front of the person; before scripts have loaded by the one of the world. */
function PossibleAt({ at }: { at: string }) {
  const isInBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const clock = isInBrowser
    ? new Date(at).toLocaleTimeString('en-GB', options)
    : `${new Date(at).toLocaleTimeString('en-GB', { ...options, timeZone: 'UTC' })} UTC`
  return (
    <>
      {' '}
      You can try again at <time dateTime={at}>{clock}</time>.
    </>
  )
}

/** Waits a minute before it can be pressed, and counts it down; without scripts the server says the same. */
function ResendButton({ isBusy }: { isBusy: boolean }) {
  const [secondsLeft, setSecondsLeft] = useState(0)

  useEffect(() => {
    const end = Date.now() + RESEND_SECONDS * 1000
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
      setSecondsLeft(left)
      if (left === 0) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [])

  return (
    <Button
      type="submit"
      name="intent"
      value="send"
      variant="ghost"
      size="sm"
      disabled={isBusy || secondsLeft > 0}
      className="tabular-nums"
    >
      {secondsLeft > 0 ? `Send another code in ${secondsLeft} s` : 'Send another code'}
    </Button>
  )
}
