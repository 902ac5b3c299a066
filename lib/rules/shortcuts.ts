import { SHORTCUTS, type ShortcutId } from '@/lib/shortcuts'

/** What a press of a key says about itself, as the browser's KeyboardEvent does. */
export type KeyPress = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Counts with letters only: other characters say by themselves what was held. */
  shiftKey?: boolean
  isComposing: boolean
  /** Whether the focus is where typing writes text. */
  isTyping: boolean
}

export type ShortcutStep =
  | { kind: 'none' }
  /** The first key of a sequence; the next press decides. */
  | { kind: 'begun'; prefix: string }
  | { kind: 'done'; id: ShortcutId }

/**
 * Decides what a key press means. `prefix` is the begun sequence, if any. Keys without a modifier count only where
 * nobody is typing and only when `hasSingleKeys` (people who dictate must be able to switch them off, WCAG 2.1.4). Of
 * shortcuts that share their keys, the one that `isActive` on this page is meant.
 */
export function stepShortcut(
  press: KeyPress,
  prefix: string | null,
  hasSingleKeys: boolean,
  isActive: (id: ShortcutId) => boolean = () => true,
): ShortcutStep {
  if (press.isComposing || press.altKey) return { kind: 'none' }
  const isModified = press.ctrlKey || press.metaKey
  if (!isModified && (press.isTyping || !hasSingleKeys)) return { kind: 'none' }
  const key = press.key.toLowerCase()
  const spelled = isModified ? `mod+${key}` : prefix ? `${prefix} ${key}` : key
  const find = (keys: string) => SHORTCUTS.find((shortcut) => shortcut.keys === keys && isActive(shortcut.id))
  const isShifted = press.shiftKey === true && /^[a-z]$/.test(key)
  // Where nothing is bound to the letter with Shift, Shift makes no difference.
  const found = (isShifted ? find(`shift+${spelled}`) : undefined) ?? find(spelled)
  if (found) return { kind: 'done', id: found.id }
  if (!isModified && !prefix && SHORTCUTS.some((shortcut) => shortcut.keys.startsWith(`${key} `))) {
    return { kind: 'begun', prefix: key }
  }
  return { kind: 'none' }
}
