'use client'

import { useEffect, useEffectEvent } from 'react'
import { stepShortcut } from '@/lib/rules/shortcuts'
import type { ShortcutId } from '@/lib/shortcuts'

type Handler = () => void

/** What each shortcut does right now; the innermost component that asked last comes first. */
const handlers = new Map<ShortcutId, Handler[]>()
const SEQUENCE_MS = 1_500
const SINGLE_KEYS_STORAGE = 'single-key-shortcuts'

/** Attaches `onPress` to a shortcut for as long as the component is there and `isEnabled`. */
export function useShortcut(id: ShortcutId, onPress: Handler, isEnabled = true): void {
  const press = useEffectEvent(onPress)
  useEffect(() => {
    if (!isEnabled) return
    const handler = () => press()
    handlers.set(id, [handler, ...(handlers.get(id) ?? [])])
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((other) => other !== handler),
      )
    }
  }, [id, isEnabled])
}

/** Whether pressing this shortcut would do something on this page. */
export function isShortcutActive(id: ShortcutId): boolean {
  return (handlers.get(id)?.length ?? 0) > 0
}

export function hasSingleKeys(): boolean {
  return localStorage.getItem(SINGLE_KEYS_STORAGE) !== 'off'
}

export function setSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(SINGLE_KEYS_STORAGE)
  else localStorage.setItem(SINGLE_KEYS_STORAGE, 'off')
}

/** Listens to the keyboard for all shortcuts; mounted once, in the shell. */
export function useShortcutListener(): void {
  useEffect(() => {
    let prefix: string | null = null
    let prefixEnds = 0

    function handleKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.repeat) return
      const begun = Date.now() < prefixEnds ? prefix : null
      prefix = null
      const step = stepShortcut(
        { ...pickKeys(event), isTyping: isTyping(event.target) },
        begun,
        hasSingleKeys(),
        isShortcutActive,
      )
      if (step.kind === 'begun') {
        prefix = step.prefix
        prefixEnds = Date.now() + SEQUENCE_MS
        return
      }
      if (step.kind !== 'done') return
      // Behind an open dialog only the dialog's own shortcuts count.
      const isModal = document.querySelector('[role="dialog"][data-state="open"]') !== null
      if (isModal && step.id !== 'submit') return
      const handler = handlers.get(step.id)?.[0]
      if (!handler) return
      event.preventDefault()
      handler()
    }

    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [])
}

function pickKeys({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, altKey, shiftKey, isComposing }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  )
}
